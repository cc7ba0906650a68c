import { decisionEndpoints } from './decision-endpoints.ts'
import { launchEndpoints } from './launch-endpoints.ts'
import { serviceEndpoints } from './service-endpoints.ts'
import { waiverEndpoints } from './waiver-endpoints.ts'

/** Everything that can be asked of the service. Ids are stable for ever. */
export const endpoints = [...decisionEndpoints, ...launchEndpoints, ...waiverEndpoints, ...serviceEndpoints] as const

export type EndpointId = (typeof endpoints)[number]['id']
