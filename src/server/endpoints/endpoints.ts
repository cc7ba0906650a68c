import { decisionEndpoints } from './decision-endpoints.ts'
import { fileEndpoints } from './file-endpoints.ts'
import { healthEndpoints } from './health-endpoints.ts'
import { launchEndpoints } from './launch-endpoints.ts'
import { waiverEndpoints } from './waiver-endpoints.ts'

/** Everything that can be asked of the service. Ids are stable for ever. */
export const endpoints = [...decisionEndpoints, ...launchEndpoints, ...waiverEndpoints, ...fileEndpoints, ...healthEndpoints] as const

export type EndpointId = (typeof endpoints)[number]['id']
