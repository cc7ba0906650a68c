import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { decide } from '../../src/engine/decide.ts'
import { type Decision, judge, parseDocuments } from '../../src/index.ts'

type Parts = Record<string, unknown>

interface LaunchCase {
  readonly law: string
  readonly now?: string
  readonly noExceptions?: boolean
  readonly commitments: Record<string, Parts & { readonly requirements: Record<string, Parts | string> }>
  readonly launch?: Parts
  readonly facts?: Parts
  readonly others?: readonly Parts[]
  readonly catalog?: Parts
  readonly waivers?: Record<string, Parts>
  readonly config?: Parts
  readonly expect: {
    readonly verdict: string
    readonly blocked?: boolean
    readonly gateReady?: string
    readonly onPlan?: string
    readonly outcomes?: Record<string, string>
    readonly underlying?: Record<string, string>
    readonly reasons?: Record<string, string>
    readonly waivers?: Record<string, string>
    /** The facts to change; where that is not enough, what else stands in the way, by requirement. */
    readonly toGo?: readonly string[] | 'impossible' | Stuck
    readonly overdue?: readonly string[]
    readonly due?: Record<string, string>
    readonly enforcement?: Record<string, string>
  }
}

interface Stuck {
  readonly changes: readonly string[]
  readonly obstacles: Readonly<Record<string, string>>
}

const cases = parse(readFileSync(new URL('launches.yaml', import.meta.url), 'utf8')) as LaunchCase[]

const approved = [
  { by: 'maria', role: 'cco', on: '2026-10-06' },
  { by: 'tom', role: 'owner', on: '2026-10-06' },
]

/** Writes the documents of a case, filling in what every document must have. */
function documents(given: LaunchCase): string {
  const parts: Parts[] = []
  for (const [id, { requirements, ...rest }] of Object.entries(given.commitments)) {
    const entries = Object.entries(requirements).map(([key, value]) =>
      typeof value === 'string' ? { same: value } : { id: key, title: `${key} holds`, owner: `${key}-owner`, ...value },
    )
    parts.push({ kind: 'Commitment', id, title: `We go only if ${id}`, owner: 'cco', goToMarketOnlyIf: entries, ...rest })
  }
  if (given.catalog) parts.push({ kind: 'FactCatalog', facts: given.catalog })
  if (given.config) parts.push({ kind: 'Config', ...given.config })
  if (given.waivers) {
    const base = { launch: 'l', as: 'accepted', reason: 'a reason', requestedBy: 'ola', approved, expires: '2026-10-20' }
    parts.push({ kind: 'Waivers', waivers: Object.entries(given.waivers).map(([id, waiver]) => ({ id, ...base, ...waiver })) })
  }
  parts.push({ kind: 'Launch', id: 'l', title: 'L', owner: 'team', ...given.launch, facts: given.facts ?? {} })
  for (const facts of given.others ?? []) parts.push({ kind: 'Facts', launch: 'l', facts })
  return parts.map((part) => stringify({ apiVersion: 'onlyif/v1', ...part })).join('---\n')
}

test.each(cases.map((given) => [given.law, given] as const))('%s', async (_, given) => {
  const read = parseDocuments([{ file: 'case.yaml', text: documents(given) }])
  expect(read.diagnostics.filter((item) => item.severity === 'error')).toEqual([])
  const [launch] = read.launches
  const [config] = read.configs
  if (!launch) throw new Error('the case has no launch')
  const input = {
    ...read,
    catalog: read.catalogs,
    launch,
    ...(config && { config }),
    now: given.now ?? '2026-10-07T09:00:00Z',
    ...(given.noExceptions && { noExceptions: true }),
  }
  const { decision: made, diagnostics } = judge(input)
  expect(diagnostics.filter((item) => item.severity === 'error')).toEqual([])
  if (!made) throw new Error('no decision')
  const decision = made
  const { expect: wanted } = given
  const by = <T>(read: (item: (typeof decision.requirements)[number]) => T, keys: Record<string, unknown> | undefined): Record<string, T> =>
    Object.fromEntries(
      decision.requirements.filter((item) => Object.hasOwn(keys ?? {}, local(item.id))).map((item) => [local(item.id), read(item)]),
    )
  const got = {
    verdict: decision.verdict,
    ...(wanted.blocked !== undefined && { blocked: decision.blocked }),
    ...(wanted.gateReady && { gateReady: decision.gateReady }),
    ...(wanted.onPlan && { onPlan: decision.onPlan }),
    ...(wanted.outcomes && { outcomes: by((item) => item.outcome, wanted.outcomes) }),
    ...(wanted.underlying && { underlying: by((item) => item.underlying, wanted.underlying) }),
    ...(wanted.reasons && {
      reasons: by(
        (item) => [...item.applies.findings, ...item.findings].find((finding) => finding.decisive && finding.result !== 'met')?.reason,
        wanted.reasons,
      ),
    }),
    ...(wanted.waivers && {
      waivers: Object.fromEntries(decision.waivers.map((item) => [item.id, item.why ? `${item.state}: ${item.why}` : item.state])),
    }),
    ...(wanted.toGo && { toGo: toGoOf(decision.toGo, typeof wanted.toGo === 'object' && !Array.isArray(wanted.toGo)) }),
    ...(wanted.overdue && { overdue: decision.requirements.filter((item) => item.overdue).map((item) => local(item.id)) }),
    ...(wanted.due && { due: by((item) => item.due, wanted.due) }),
    ...(wanted.enforcement && { enforcement: by((item) => item.enforcement, wanted.enforcement) }),
  }
  expect(got).toEqual(wanted)
  expect((await decide(input)).decision).toEqual(decision)
})

function toGoOf({ possible, changes, obstacles = [] }: Decision['toGo'], isTold: boolean): LaunchCase['expect']['toGo'] {
  const facts = changes.map(({ fact }) => fact)
  if (possible) return facts
  if (!isTold) return 'impossible'
  const told = obstacles.map(({ requirement, kind, fact = '', against = [] }) => [
    local(requirement),
    [kind, fact, ...(against.length > 0 ? ['against', ...against.map(local)] : [])].join(' ').trim(),
  ])
  return { changes: facts, obstacles: Object.fromEntries(told) as Record<string, string> }
}

function local(id: string): string {
  return id.split('/')[1] ?? id
}
