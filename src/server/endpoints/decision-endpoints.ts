import type { Endpoint } from './endpoint.ts'
import {
  bodyRefusals,
  decisionFilters,
  digestParameter,
  etag,
  idempotencyKey,
  json,
  pageParameters,
  problem,
  refusals,
  replayed,
} from './parameters.ts'

/** Media types in which a recorded decision is told, with the format that makes them. */
export const decisionTypes = {
  'application/json': 'json',
  'text/html': 'html',
  'text/markdown': 'markdown',
  'text/csv': 'csv',
  'text/plain': 'text',
  'application/sarif+json': 'sarif',
  'application/xml': 'junit',
} as const

const decisionContent = Object.fromEntries(
  Object.entries(decisionTypes).map(([type, format]) => [type, format === 'json' ? 'Decision' : 'text']),
)

/** Judging launches, and the decisions that were recorded. */
export const decisionEndpoints = [
  {
    id: 'decide',
    method: 'post',
    path: '/v1/decisions',
    right: 'decisions.judge',
    area: 'decisions',
    summary: 'Judge launches and record the decisions',
    description:
      'Judges the launch manifests that are sent by the commitments of the service, by two keys, and records each decision. A no-go is an answer: its status is 201, its `blocked` is true. One launch is answered with its Decision, the same bytes as from the command; several with Decisions.',
    parameters: [
      {
        name: 'dryRun',
        in: 'query',
        description: 'Judges without recording. No gate may open by the answer.',
        schema: { type: 'boolean', default: false },
      },
      idempotencyKey,
    ],
    body: {
      description: 'Documents; or one launch manifest as it is, in JSON or YAML.',
      content: { 'application/json': 'DecisionRequest', 'application/yaml': 'text' },
    },
    answers: {
      200: {
        description: 'Judged as a dry run: nothing was recorded.',
        content: { 'application/json': 'DecisionOrDecisions' },
        headers: { 'Onlyif-Dry-Run': 'Why it is a dry run.' },
      },
      201: {
        description: 'Judged and recorded.',
        content: { 'application/json': 'DecisionOrDecisions' },
        headers: { Location: 'Where the decision is kept.', 'Onlyif-Sequence': 'The numbers of the entries in the log.', ...replayed },
      },
      409: problem('The idempotency key was used for another request.'),
      410: problem('What was recorded under the idempotency key is not kept any more; `decisions` are those that are.'),
      422: problem('Nothing was decided about some launch, or about any: files are invalid. `diagnostics` say where.'),
      ...bodyRefusals,
      ...refusals,
    },
  },
  {
    id: 'listDecisions',
    method: 'get',
    path: '/v1/decisions',
    right: 'decisions.read',
    area: 'decisions',
    summary: 'Recorded decisions, the newest first',
    parameters: [...decisionFilters, ...pageParameters],
    answers: { 200: json('A page of them.', 'DecisionPage', etag), 304: { description: 'Nothing has changed.' }, ...refusals },
  },
  {
    id: 'getDecision',
    method: 'get',
    path: '/v1/decisions/{digest}',
    right: 'decisions.read',
    area: 'decisions',
    summary: 'A recorded decision in any format',
    description: 'The `Accept` header chooses: JSON, a printable page, Markdown, CSV, text, SARIF or JUnit.',
    parameters: [digestParameter],
    answers: {
      200: { description: 'The decision.', content: decisionContent, headers: etag },
      304: { description: 'It is as you have it.' },
      404: problem('No such decision is recorded, or none that the caller may see.'),
      406: problem('It is not told in that form.'),
      ...refusals,
    },
  },
] as const satisfies readonly Endpoint[]
