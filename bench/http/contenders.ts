import { workloadOf } from '../workload.ts'
import { commitmentText, launchText } from '../workload-yaml.ts'
import { type Contender, mark } from './exchange.ts'

const judged = { status: 200, path: '/v1/decisions?dryRun=true' } as const
const recorded = { status: 201, path: '/v1/decisions', anew: true } as const

export const names = {
  http: 'node:http, fixed answer',
  express: 'express, fixed answer',
  judging: 'express that judges, new manifests',
  dryRun: 'onlyif, dry run, new manifests',
  dryRunAgain: 'onlyif, dry run, manifests seen before',
  sqlite: 'onlyif, recorded on SQLite, new manifests',
  postgres: 'onlyif, recorded on PostgreSQL, new manifests',
} as const

/** Everybody who answers, in the order of the table. Ratios are to the bare express route. */
export const contenders: readonly Contender[] = [
  { name: names.express, server: 'express', path: '/bare', status: 200, anew: true },
  { name: names.http, server: 'http', path: '/bare', status: 200, anew: true },
  { name: names.judging, server: 'express-judging', path: '/judge', status: 200, anew: true },
  { name: names.dryRun, server: 'sqlite', ...judged, anew: true },
  { name: names.dryRunAgain, server: 'sqlite', ...judged, anew: false },
  { name: names.sqlite, server: 'sqlite', ...recorded },
  { name: names.postgres, server: 'postgres', ...recorded },
]

/** What is sent: manifests of the same sizes as in the other benchmark, by 12 requirements with 45 leaves, as the body of a request. */
export function requestBodies(launches: number): {
  readonly commitment: string
  readonly bodies: readonly string[]
  readonly leaves: number
} {
  const workload = workloadOf({ requirements: 12, launches })
  const bodies = workload.launches.map((launch) => {
    const id = `${launch.id}${mark}`
    return JSON.stringify({ documents: [{ file: `launches/${launch.id}.yaml`, text: launchText({ ...launch, id }) }] })
  })
  return { commitment: commitmentText(workload.requirements), bodies, leaves: workload.leafCount }
}
