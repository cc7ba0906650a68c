import { memorySource } from '../../world/memory.ts'
import type { Origin } from '../commitments/origin.ts'
import { rulesToday } from './trusted.ts'

/** What the example organisation judges by today, its waivers included. */
export function demoOrigin(waivers: ReadonlyMap<string, string>): Origin {
  const files = new Map([...Object.entries(rulesToday), ...waivers])
  return { shown: 'an example organisation', open: async () => ({ ok: true, source: memorySource(files) }) }
}
