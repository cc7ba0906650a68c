import type { MessagePort } from 'node:worker_threads'
import { readAgain, type StandingSet } from '../commitments/standing-set.ts'
import { judgeTask } from './judging.ts'
import { doneWith, type Ended, endedBy, type FromThread, type ToThread } from './messages.ts'

/** Does tasks for the thread at the other end of a port, one after the other. */
export function serveTasks(port: MessagePort): void {
  const sets = new Map<number, StandingSet>()
  let last: Promise<void> = Promise.resolve()
  port.on('message', (message: ToThread) => {
    last = last.then(async () => {
      if (message.kind === 'task') port.postMessage({ id: message.id, ...(await endOf(message, sets)) } satisfies FromThread)
      else await keep(message, sets)
    })
  })
  port.postMessage({ kind: 'begun' } satisfies FromThread)
}

async function endOf({ set, task }: Extract<ToThread, { kind: 'task' }>, sets: ReadonlyMap<number, StandingSet>): Promise<Ended> {
  try {
    return doneWith(await judgeTask(set === undefined ? undefined : sets.get(set), task))
  } catch (error) {
    return endedBy(error)
  }
}

/** What could be read on the other thread can be read here; if not, tasks by it fail, and say so. */
async function keep({ set, recipe, forget }: Extract<ToThread, { kind: 'set' }>, sets: Map<number, StandingSet>): Promise<void> {
  for (const old of forget) sets.delete(old)
  const reading = await readAgain(recipe)
  if (reading.ok) sets.set(set, reading.set)
}
