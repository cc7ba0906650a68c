import { bundledSchema, type Schema } from '../../authoring/bundled-schema.ts'
import { plainSchemas } from '../../authoring/completed-schema.ts'
import { waiverStates } from '../../store/kept-waiver.ts'
import { bodyForms, bodyMeanings } from '../endpoints/forms.ts'

const text = { type: 'string' } as const
const moment = { type: 'string', format: 'date-time' } as const
const digest = { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' } as const
const diagnostics = { type: 'array', items: { $ref: '#/components/schemas/Diagnostic' } } as const
const verdict = { type: 'string', enum: ['go', 'conditional-go', 'hold', 'no-go'] } as const
const colour = { type: 'string', enum: ['red', 'amber', 'green', 'grey'] } as const

function object(properties: Schema, optional: readonly string[] = []): Schema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    additionalProperties: false,
  }
}

function list(items: string): Schema {
  return { type: 'array', items: { $ref: `#/components/schemas/${items}` } }
}

const headline = {
  title: text,
  product: text,
  owner: text,
  date: text,
  verdict,
  blocked: { type: 'boolean' },
  gateReady: colour,
  onPlan: colour,
}
const last = { sequence: { type: 'integer' }, digest, recordedAt: moment, now: text }

/** Schemas of answers that only the service gives. */
const answers: Readonly<Record<string, Schema>> = {
  DecisionOrDecisions: { anyOf: [{ $ref: '#/components/schemas/Decision' }, { $ref: '#/components/schemas/Decisions' }] },
  RecordedDecision: object(
    {
      sequence: { type: 'integer' },
      hash: digest,
      recordedAt: moment,
      digest,
      engine: text,
      launch: text,
      ...headline,
      now: text,
      circumstances: { $ref: '#/components/schemas/RecordedCircumstances' },
    },
    ['product', 'date'],
  ),
  RecordedCircumstances: object(
    {
      gate: text,
      nowFrom: { type: 'string', enum: ['clock', 'caller'] },
      dryRun: { type: 'boolean' },
      actor: text,
      commit: text,
      trustedRef: text,
      runUrl: text,
      labels: { type: 'object', additionalProperties: text },
    },
    ['actor', 'commit', 'trustedRef', 'runUrl', 'labels'],
  ),
  DecisionPage: object({ decisions: list('RecordedDecision'), next: text }, ['next']),
  LaunchStanding: object({ id: text, ...headline, launchedOn: text, withdrawnOn: text, changedSince: text, last: object(last) }, [
    ...['product', 'date', 'launchedOn', 'withdrawnOn', 'changedSince'],
  ]),
  LaunchPage: object({ launches: list('LaunchStanding'), next: text }, ['next']),
  CommitmentSet: object(
    {
      version: digest,
      commit: text,
      loadedAt: moment,
      commitments: {
        type: 'array',
        items: object({ id: text, title: text, owner: text, file: text, requirements: list('RequirementHead') }),
      },
      files: { type: 'array', items: object({ file: text, digest }) },
      diagnostics,
      problem: object({ since: moment, diagnostics }),
    },
    ['commit', 'problem'],
  ),
  RequirementHead: {
    anyOf: [object({ same: text }), object({ id: text, title: text, owner: text, stage: text }, ['stage'])],
  },
  ServiceWaiver: object(
    {
      id: text,
      state: { type: 'string', enum: waiverStates },
      launch: text,
      requirement: text,
      decision: digest,
      version: { type: 'integer', minimum: 1 },
      changedAt: moment,
      waiver: { type: 'object', additionalProperties: true },
      product: text,
      answers: { type: 'array', items: { type: 'object', additionalProperties: true } },
      ended: object({ at: moment, because: text }),
    },
    ['product', 'ended'],
  ),
  WaiverPage: object({ waivers: list('ServiceWaiver'), next: text }, ['next']),
  Linted: object({ diagnostics, files: { type: 'integer', minimum: 1 } }),
  Verified: object({
    digest,
    sequence: { type: 'integer' },
    hash: digest,
    state: { type: 'string', enum: ['valid', 'valid-not-replayable', 'not-valid'] },
    replayed: { type: 'string', enum: ['same-bytes', 'same-outcomes', 'not-replayable', 'differs'] },
    faults: { type: 'array', items: text },
    notes: { type: 'array', items: text },
  }),
  Health: object({ status: { type: 'string', enum: ['alive'] } }),
  Readiness: object({
    status: { type: 'string', enum: ['ready', 'degraded', 'unready'] },
    engine: text,
    commitments: object({ version: digest, commit: text, loadedAt: moment, problem: { $ref: '#/components/schemas/ReadinessProblem' } }, [
      'version',
      'commit',
      'loadedAt',
      'problem',
    ]),
    store: object({ status: { type: 'string', enum: ['ready', 'away'] }, last: { type: 'integer' }, why: text }, ['last', 'why']),
  }),
  ReadinessProblem: object({ since: moment, errors: { type: 'integer', minimum: 0 }, codes: { type: 'array', items: text }, diagnostics }, [
    'diagnostics',
  ]),
  Problem: {
    description: 'What is told of a request that is not answered (RFC 9457).',
    ...object(
      {
        type: text,
        title: text,
        status: { type: 'integer' },
        detail: text,
        hint: text,
        requestId: text,
        diagnostics,
        decisions: { type: 'array', items: object({ launch: text, verdict, digest }) },
      },
      ['hint', 'requestId', 'diagnostics', 'decisions'],
    ),
  },
}

/** `components.schemas`: decisions as their public schema has them, bodies as they are checked, and what only the service says. */
export function componentSchemas(): Readonly<Record<string, Schema>> {
  const set = { set: plainSchemas, forEditors: false }
  return {
    ...spread('Decision', bundledSchema('Decision', set)),
    ...spread('Decisions', bundledSchema('Decisions', set)),
    ...diagnosticSchema(),
    ...bodies(),
    ...answers,
  }
}

/** A schema with its parts as components of their own: `Decision`, `Decision.finding`. */
function spread(name: string, { $schema: _, $defs, ...root }: Schema): Record<string, Schema> {
  const moved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(moved)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        key,
        key === '$ref' && typeof part === 'string' ? part.replace('#/$defs/', `#/components/schemas/${name}.`) : moved(part),
      ]),
    )
  }
  const parts = Object.entries(($defs ?? {}) as Readonly<Record<string, Schema>>).map(([part, schema]) => [
    `${name}.${part}`,
    moved(schema),
  ])
  return { [name]: moved(root) as Schema, ...(Object.fromEntries(parts) as Record<string, Schema>) }
}

function diagnosticSchema(): Record<string, Schema> {
  return { Diagnostic: { $ref: '#/components/schemas/Decisions.reportedDiagnostic' } }
}

/** Forms of bodies, with what their members mean. */
function bodies(): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(bodyForms as Readonly<Record<string, Schema>>).map(([name, form]) => {
      const properties = Object.entries((form['properties'] ?? {}) as Readonly<Record<string, Schema>>).map(
        ([key, schema]): [string, Schema] => {
          const means = bodyMeanings[`${name}.${key}`]
          const meant = means === undefined ? schema : { ...schema, description: means }
          return [key, JSON.parse(JSON.stringify(meant).replaceAll('#/$defs/', '#/components/schemas/')) as Schema]
        },
      )
      return [name, { ...form, properties: Object.fromEntries(properties) }]
    }),
  )
}
