import { describe, expect, test } from 'vitest'
import { memorySource } from '../../src/world/memory.ts'
import { contract, contractFiles } from './source-contract.ts'

describe('files in memory', () => {
  contract(async () => memorySource(new Map(Object.entries(contractFiles))))

  test('bytes are given as they are', async () => {
    const bytes = Uint8Array.of(0xff, 0xfe)
    expect(await memorySource(new Map([['a.yaml', bytes]])).read('a.yaml', 2)).toEqual({ ok: true, bytes })
  })
})
