import type { Endpoint } from './endpoint.ts'
import { json, problem, refusals } from './parameters.ts'

/** Files, and how the service is. */
export const serviceEndpoints = [
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
      413: problem('The body is too large.'),
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
    answers: { 200: json('What was found.', 'Verified'), 404: problem('No such decision is recorded.'), ...refusals },
  },
  {
    id: 'health',
    method: 'get',
    path: '/healthz',
    right: 'anyone',
    area: 'service',
    summary: 'Whether the process lives',
    answers: { 200: json('It does.', 'Health') },
  },
  {
    id: 'readiness',
    method: 'get',
    path: '/readyz',
    right: 'anyone',
    area: 'service',
    summary: 'Whether it can judge and record',
    answers: { 200: json('It can; `degraded` says what is not as it should be.', 'Readiness'), 503: json('It cannot.', 'Readiness') },
  },
  {
    id: 'metrics',
    method: 'get',
    path: '/metrics',
    right: 'commitments.read',
    area: 'service',
    summary: 'Figures for Prometheus',
    answers: { 200: { description: 'The figures.', content: { 'text/plain': 'text' } }, ...refusals },
  },
] as const satisfies readonly Endpoint[]
