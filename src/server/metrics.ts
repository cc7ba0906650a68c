import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { JudgedWorld } from '../world/judged-world.ts'

/** The figures of one service, for Prometheus. */
export interface Metrics {
  onRequest(request: { readonly endpoint: string; readonly status: number; readonly seconds: number }): void
  onJudged(judged: Pick<JudgedWorld, 'decisions' | 'undecided'>, dryRun: boolean): void
  onRecorded(verdict: string): void
  /** Sets what is measured by looking: whether what judges is as its files are, and how many jobs wait. */
  set(name: 'degraded' | 'jobs', value: number): void
  readonly type: string
  text(): Promise<string>
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]

/** Declares the figures; each call has a registry of its own. */
export function metricsOf(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const seconds = new Histogram({
    name: 'onlyif_http_request_seconds',
    help: 'How long requests took, by endpoint and status.',
    labelNames: ['endpoint', 'status'],
    buckets,
    registers,
  })
  const judged = new Counter({
    name: 'onlyif_judged_total',
    help: 'Launches judged, by verdict (`none` where files had errors) and whether it was a dry run.',
    labelNames: ['verdict', 'dry_run'],
    registers,
  })
  const faults = new Counter({
    name: 'onlyif_faults_total',
    help: 'Findings with the reason fault: the two keys differ, or one broke.',
    registers,
  })
  const recorded = new Counter({
    name: 'onlyif_recorded_total',
    help: 'Decisions recorded, by verdict.',
    labelNames: ['verdict'],
    registers,
  })
  const gauges = {
    degraded: new Gauge({
      name: 'onlyif_commitments_degraded',
      help: '1 while the files that judge cannot be judged by and the last good set stands.',
      registers,
    }),
    jobs: new Gauge({ name: 'onlyif_jobs_waiting', help: 'Jobs that wait or are being worked on.', registers }),
  }
  return {
    onRequest: ({ endpoint, status, seconds: took }) => seconds.observe({ endpoint, status: String(status) }, took),
    onJudged({ decisions, undecided }, dryRun) {
      for (const decision of decisions) {
        judged.inc({ verdict: decision.verdict, dry_run: String(dryRun) })
        const broken = decision.requirements.filter((item) => item.findings.some((finding) => finding.reason === 'fault')).length
        if (broken > 0) faults.inc(broken)
      }
      if (undecided.length > 0) judged.inc({ verdict: 'none', dry_run: String(dryRun) }, undecided.length)
    },
    onRecorded: (verdict) => recorded.inc({ verdict }),
    set: (name, value) => gauges[name].set(value),
    type: registry.contentType,
    text: () => registry.metrics(),
  }
}
