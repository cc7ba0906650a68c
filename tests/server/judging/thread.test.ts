import { MessageChannel } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { readAgain, readStandingSet, type StandingSet } from '../../../src/server/commitments/standing-set.ts'
import type { FromThread, ToThread } from '../../../src/server/judging/messages.ts'
import { serveTasks } from '../../../src/server/judging/thread.ts'
import { memorySource } from '../../../src/world/memory.ts'
import { commitment, manifest } from '../service.ts'

/** A folder for waivers in which there is none yet, but something else. */
const files = new Map([
  ['onlyif.yaml', 'apiVersion: onlyif/v1\nkind: Config\nwaivers: [exceptions]\n'],
  ['rules/promise.yaml', commitment],
  ['exceptions/example.yaml', manifest()],
])

async function standing(): Promise<StandingSet> {
  const reading = await readStandingSet({ source: memorySource(files), now: 0 })
  if (!reading.ok) throw new Error(JSON.stringify(reading.diagnostics))
  return reading.set
}

/** What a thread tells of the last of some messages. */
function told(...messages: readonly ToThread[]): Promise<FromThread> {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  const answer = new Promise<FromThread>((resolve) => {
    port1.on('message', (message: FromThread) => message.kind !== 'begun' && resolve(message))
  })
  serveTasks(port2)
  for (const message of messages) port1.postMessage(message)
  return answer
}

const lint = { kind: 'lint', documents: [{ file: 'rules/promise.yaml', text: commitment }], now: '2026-11-22T12:00:00Z' } as const

test('what stands can be read again where its config names a folder for waivers that holds none yet', async () => {
  const set = await standing()
  const again = await readAgain(set.recipe)
  expect(again).toMatchObject({ ok: true, set: { version: set.version } })
  const end = await told({ kind: 'set', set: 1, recipe: set.recipe, forget: [] }, { kind: 'task', id: 1, set: 1, task: lint })
  expect(end).toMatchObject({ id: 1, kind: 'done' })
})

test('a thread that cannot read what stands says why, and looks for no mistakes as if nothing stood', async () => {
  const { recipe } = await standing()
  const broken = { ...recipe, texts: new Map([...recipe.texts, ['rules/promise.yaml', 'kind: [']]) }
  const end = await told({ kind: 'set', set: 1, recipe: broken, forget: [] }, { kind: 'task', id: 1, set: 1, task: lint })
  expect(end).toMatchObject({
    id: 1,
    kind: 'broken',
    message: expect.stringContaining('what stands cannot be read here: rules/promise.yaml: '),
  })
})

test('a thread does no task by a set that it was not given', async () => {
  expect(await told({ kind: 'task', id: 1, set: 1, task: lint })).toMatchObject({
    kind: 'broken',
    message: expect.stringContaining('what stands cannot be read here'),
  })
})
