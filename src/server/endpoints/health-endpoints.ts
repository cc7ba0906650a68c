import type { Endpoint } from './endpoint.ts'
import { json, refusals } from './parameters.ts'

/** How the service is. */
export const healthEndpoints = [
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
    description:
      'Tells anyone how it is, and of files that are wrong how many mistakes there are and of what kind. With a token it tells where they are, and why the store is away. A token that is not good changes nothing.',
    more: 'commitments.read',
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
