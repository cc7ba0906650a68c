import { expect, test } from 'vitest'
import { asFailure, StoreFailure } from '../../src/store/failure.ts'

/** As another door of the package has it. */
const copy = './failure.ts?copy'

test('a failure is one to every copy of its class, and nothing else is', async () => {
  const other = (await import(/* @vite-ignore */ copy.replace('./', '../../src/store/'))) as typeof import('../../src/store/failure.ts')
  expect(other.StoreFailure).not.toBe(StoreFailure)
  const failure = new other.StoreFailure('refused', 'it cannot be done')
  expect(failure).toBeInstanceOf(StoreFailure)
  expect(asFailure(failure)).toBe(failure)
  expect(new StoreFailure('refused', 'it cannot be done')).toBeInstanceOf(other.StoreFailure)
  for (const thrown of [new Error('x'), Object.assign(new Error('x'), { name: 'StoreFailure', problem: 'refused' }), undefined, null, 'x'])
    expect(thrown instanceof StoreFailure).toBe(false)
  expect([failure.name, failure.problem, JSON.stringify(failure)]).toEqual([
    'StoreFailure',
    'refused',
    '{"problem":"refused","name":"StoreFailure"}',
  ])
})
