import type { Endpoint } from './endpoint.ts'
import { bodyRefusals, json, problem, refusals } from './parameters.ts'

/** Mistakes in files, and whether a record is genuine. */
export const fileEndpoints = [
  {
    id: 'lint',
    method: 'post',
    path: '/v1/lint',
    right: 'files.lint',
    area: 'files',
    summary: 'Mistakes in files, with place and hint',
    body: { description: 'Files of any kind.', content: { 'application/json': 'LintRequest' } },
    answers: {
      200: json('What is wrong with them; nothing where the list is empty.', 'Linted'),
      ...bodyRefusals,
      ...refusals,
    },
  },
  {
    id: 'verify',
    method: 'post',
    path: '/v1/verify',
    right: 'decisions.verify',
    area: 'files',
    summary: 'Verify a recorded decision: digest, place in the chain, replay to the same bytes',
    body: { description: 'Which decision.', content: { 'application/json': 'VerifyRequest' } },
    answers: { 200: json('What was found.', 'Verified'), 404: problem('No such decision is recorded.'), ...bodyRefusals, ...refusals },
  },
] as const satisfies readonly Endpoint[]
