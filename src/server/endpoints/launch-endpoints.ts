import type { Endpoint } from './endpoint.ts'
import { etag, json, launchId, pageParameters, problem, refusals } from './parameters.ts'

/** How launches stand, and what they are judged by. */
export const launchEndpoints = [
  {
    id: 'listLaunches',
    method: 'get',
    path: '/v1/launches',
    right: 'launches.read',
    area: 'launches',
    summary: 'Every launch with its last decision, by id',
    parameters: pageParameters,
    answers: { 200: json('A page of them.', 'LaunchPage', etag), 304: { description: 'Nothing has changed.' }, ...refusals },
  },
  {
    id: 'getLaunch',
    method: 'get',
    path: '/v1/launches/{id}',
    right: 'launches.read',
    area: 'launches',
    summary: 'A launch with its last decision',
    parameters: [launchId],
    answers: {
      200: json('The launch.', 'LaunchStanding', etag),
      304: { description: 'Nothing has changed.' },
      404: problem('No such launch was ever judged here.'),
      ...refusals,
    },
  },
  {
    id: 'getLaunchHistory',
    method: 'get',
    path: '/v1/launches/{id}/decisions',
    right: 'launches.read',
    area: 'launches',
    summary: 'The decisions about a launch, the newest first',
    parameters: [launchId, ...pageParameters],
    answers: {
      200: json('A page of them.', 'DecisionPage', etag),
      304: { description: 'Nothing has changed.' },
      404: problem('No such launch was ever judged here.'),
      ...refusals,
    },
  },
  {
    id: 'getCommitments',
    method: 'get',
    path: '/v1/commitments',
    right: 'commitments.read',
    area: 'commitments',
    summary: 'The commitments that the service judges by',
    answers: { 200: json('The set that stands.', 'CommitmentSet', etag), 304: { description: 'Nothing has changed.' }, ...refusals },
  },
] as const satisfies readonly Endpoint[]
