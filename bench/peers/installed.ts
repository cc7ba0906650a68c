import type { Workload } from '../workload.ts'
import type { Contender } from './contender.ts'

/** The peers that only the benchmark's own package brings, as far as they are installed. */
export async function installedPeers(_workload: Workload): Promise<Contender[]> {
  return []
}
