import type { Workload } from '../workload.ts'
import { celJs } from './cel-js.ts'
import type { Contender } from './contender.ts'
import { jsonLogicEngine } from './json-logic-engine.ts'
import { zenEngine } from './zen-engine.ts'

/** The peers that only the benchmark's own package brings, as far as they are installed. */
export async function installedPeers(workload: Workload): Promise<Contender[]> {
  const found = [await jsonLogicEngine(workload), await celJs(workload), ...(await zenEngine(workload))]
  return found.filter((peer) => peer !== undefined)
}
