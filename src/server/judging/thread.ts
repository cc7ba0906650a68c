import type { MessagePort } from 'node:worker_threads'
import { readAgain, type SetReading, type StandingSet } from '../commitments/standing-set.ts'
import { judgeTask } from './judging.ts'
import { doneWith, type Ended, endedBy, type FromThread, type ToThread } from './messages.ts'

/** Does tasks for the thread at the other end of a port, one after the other. */
export function serveTasks(port: MessagePort): void {
  const sets = new Map<number, SetReading>()
  let last: Promise<void> = Promise.resolve()
  port.on('message', (message: ToThread) => {
    last = last.then(async () => {
      if (message.kind === 'task') port.postMessage({ id: message.id, ...(await endOf(message, sets)) } satisfies FromThread)
      else await keep(message, sets)
    })
  })
  port.postMessage({ kind: 'begun' } satisfies FromThread)
}

async function endOf({ set, task }: Extract<ToThread, { kind: 'task' }>, sets: ReadonlyMap<number, SetReading>): Promise<Ended> {
  try {
    return doneWith(await judgeTask(set === undefined ? undefined : setOf(sets.get(set)), task))
  } catch (error) {
    return endedBy(error)
  }
}

async function keep({ set, recipe, forget }: Extract<ToThread, { kind: 'set' }>, sets: Map<number, SetReading>): Promise<void> {
  for (const old of forget) sets.delete(old)
  sets.set(set, await readAgain(recipe))
}

/** What could be read on the other thread can be read here; if not, no task by it may go on as if nothing stood. */
function setOf(reading: SetReading | undefined): StandingSet {
  if (reading?.ok) return reading.set
  const why = reading?.diagnostics.map(({ file, message }) => `${file}: ${message}`).join('; ')
  throw new Error(`what stands cannot be read here${why ? `: ${why}` : ''}`)
}
