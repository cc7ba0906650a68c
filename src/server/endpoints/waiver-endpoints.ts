import type { Endpoint } from './endpoint.ts'
import { bodyRefusals, etag, idempotencyKey, json, launchId, pageParameters, problem, refusals, replayed } from './parameters.ts'

/** Waivers that are asked for in the service. */
export const waiverEndpoints = [
  {
    id: 'listWaivers',
    method: 'get',
    path: '/v1/waivers',
    right: 'waivers.read',
    area: 'waivers',
    summary: 'Waivers that were asked for here',
    description: 'Those of files are in the decision about each launch, under `waivers`, each in the state in which it was judged.',
    parameters: [
      { name: 'launch', in: 'query', description: 'Only those for this launch.', schema: { type: 'string' } },
      { name: 'state', in: 'query', description: 'Only those in this state.', schema: { type: 'string' } },
      ...pageParameters,
    ],
    answers: { 200: json('A page of them.', 'WaiverPage', etag), 304: { description: 'Nothing has changed.' }, ...refusals },
  },
  {
    id: 'askWaiver',
    method: 'post',
    path: '/v1/waivers',
    right: 'waivers.ask',
    area: 'waivers',
    summary: 'Ask for a waiver',
    description: 'It counts once the approvers that the requirement names have approved it, two different people, none of them who asks.',
    parameters: [idempotencyKey],
    body: {
      description: 'The waiver, as in a waivers file, with the digest of the decision.',
      content: { 'application/json': 'WaiverRequest' },
    },
    answers: {
      201: json('It was asked for.', 'ServiceWaiver', { Location: 'Where it is.', ...replayed }),
      404: problem('There is no such decision.'),
      409: problem('Something else happened meanwhile.'),
      422: problem('The waiver is wrong; `diagnostics` say where.'),
      ...bodyRefusals,
      ...refusals,
    },
  },
  {
    id: 'getWaiver',
    method: 'get',
    path: '/v1/waivers/{id}',
    right: 'waivers.read',
    area: 'waivers',
    summary: 'A waiver that was asked for here',
    parameters: [{ ...launchId, description: 'The id of the waiver.' }],
    answers: {
      200: json('The waiver.', 'ServiceWaiver', etag),
      304: { description: 'Nothing has changed.' },
      404: problem('There is none.'),
      ...refusals,
    },
  },
  {
    id: 'answerWaiver',
    method: 'post',
    path: '/v1/waivers/{id}/answers',
    right: 'waivers.answer',
    area: 'waivers',
    summary: 'Approve, refuse or withdraw a waiver',
    parameters: [{ ...launchId, description: 'The id of the waiver.' }],
    body: { description: 'The answer.', content: { 'application/json': 'WaiverAnswer' } },
    answers: {
      200: json('What became of it.', 'ServiceWaiver'),
      404: problem('There is none.'),
      409: problem('Somebody changed it first, or it is no longer asked for.'),
      422: problem('The answer is wrong.'),
      ...bodyRefusals,
      ...refusals,
    },
  },
] as const satisfies readonly Endpoint[]
