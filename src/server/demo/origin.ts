import { memorySource } from '../../world/memory.ts'
import type { Origin } from '../commitments/keeper.ts'
import { rulesToday } from './trusted.ts'

/** What the example organisation judges by today. */
export function demoOrigin(): Origin {
  return { shown: 'an example organisation', open: async () => ({ ok: true, source: memorySource(new Map(Object.entries(rulesToday))) }) }
}
