import { setFlagsFromString } from 'node:v8'

/**
 * A run mostly ends before optimised code has paid for its making, which took a quarter of the time: only what runs eight times
 * as long as usual is now worth it. For the V8 for which this was measured.
 */
export function setFlags(): void {
  if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=540672')
}
