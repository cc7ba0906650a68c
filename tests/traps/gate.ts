import { isDeepStrictEqual } from 'node:util'
import { decide } from '../../src/engine/decide.ts'
import type { JudgeInput } from '../../src/engine/judge.ts'
import {
  type Decision,
  type Diagnostic,
  type Finding,
  type JudgedRequirement,
  judge,
  parseDocuments,
  type SourceFile,
} from '../../src/index.ts'

/** A launch at the gate. Every part is YAML as people write it; what a test does not speak of has a harmless default. */
export interface Scenario {
  /** What requirement `promise/r` asks, as lines of the requirement. */
  readonly demand?: string
  /** Further requirements of the commitment, as list items. */
  readonly others?: string
  /** Further lines at the top of the commitment. */
  readonly commitment?: string
  /** Lines under `facts:` of the manifest. */
  readonly facts?: string
  /** Further lines at the top of the manifest. */
  readonly launch?: string
  /** Lines under `facts:` of the catalog; without it there is no catalog. */
  readonly catalog?: string
  /** Items under `waivers:`. */
  readonly waivers?: string
  /** Lines of the config. */
  readonly config?: string
  /** Other files, such as facts of another team. */
  readonly more?: readonly SourceFile[]
  readonly now?: string
}

/** What the gate answers, and short words for it. */
export interface Answer {
  readonly decision: Decision | undefined
  readonly diagnostics: readonly Diagnostic[]
  readonly errors: readonly Diagnostic[]
}

export const now = '2026-10-07T09:00:00Z'

/** The files of a scenario. */
export function filesOf(scenario: Scenario): SourceFile[] {
  const {
    demand = 'require: { beta.csat: { atLeast: 4 } }',
    others = '',
    commitment = '',
    facts = '',
    launch = '',
    catalog,
    waivers,
    config,
    more = [],
  } = scenario
  const requirement = `- id: r\n  title: it holds\n  owner: product\n${indent(demand, 2)}`
  return [
    {
      file: 'commitment.yaml',
      text: `${head('Commitment')}id: promise\ntitle: what we promise\nowner: cco\n${line(commitment)}goToMarketOnlyIf:\n${indent(requirement, 2)}\n${indent(others, 2)}\n`,
    },
    {
      file: 'launch.yaml',
      text: `${head('Launch')}id: checkout-2\ntitle: Checkout\nowner: checkout-team\n${line(launch)}facts:\n${indent(facts === '' ? '{}' : facts, 2)}\n`,
    },
    ...(catalog === undefined ? [] : [{ file: 'catalog.yaml', text: `${head('FactCatalog')}facts:\n${indent(catalog, 2)}\n` }]),
    ...(waivers === undefined ? [] : [{ file: 'waivers.yaml', text: `${head('Waivers')}waivers:\n${indent(waivers, 2)}\n` }]),
    ...(config === undefined ? [] : [{ file: 'onlyif.yaml', text: `${head('Config')}${config}\n` }]),
    ...more,
  ]
}

/** Brings a scenario before the gate, through the public door. */
export function gate(scenario: Scenario): Promise<Answer> {
  return judgeFiles(filesOf(scenario), scenario.now)
}

/** What the gate says of whole files: errors of any file, or a decision by both keys, which must agree. */
export async function judgeFiles(files: readonly SourceFile[], at = now): Promise<Answer> {
  const { input, diagnostics } = inputOf(files, at)
  if (!input) return answer(undefined, diagnostics)
  const result = judge(input)
  const turned = await decide(input)
  if (!isDeepStrictEqual(turned, result)) throw new Error(`the keys differ: ${JSON.stringify([result.decision, turned.decision])}`)
  return answer(result.decision, [...diagnostics, ...result.diagnostics])
}

/** What a judge needs of files; nothing when they have an error. */
export function inputOf(
  files: readonly SourceFile[],
  at = now,
): { readonly input?: JudgeInput; readonly diagnostics: readonly Diagnostic[] } {
  const { commitments, launches, facts, catalogs, waivers, mappings, configs, diagnostics, digests } = parseDocuments(files)
  const [launch] = launches
  if (!launch || diagnostics.some((item) => item.severity === 'error')) return { diagnostics }
  const [config] = configs
  return {
    input: { commitments, launch, facts, catalog: catalogs, waivers, mappings, ...(config && { config }), digests, now: at },
    diagnostics,
  }
}

/** The judged requirement `promise/r`, or another of the same commitment. */
export function requirementOf({ decision, errors }: Answer, localId = 'r'): JudgedRequirement {
  const found = decision?.requirements.find((item) => item.id === `promise/${localId}`)
  if (!found) throw new Error(`there is no judged requirement ${localId}: ${JSON.stringify(errors)}`)
  return found
}

/** The findings of `promise/r` for one fact. */
export async function findingsOf(scenario: Scenario, fact: string): Promise<readonly Finding[]> {
  const { findings, applies } = requirementOf(await gate(scenario))
  return [...applies.findings, ...findings].filter((item) => item.fact === fact)
}

/** In a few words: `met`, `unmet`, `unknown: stale`, or `no decision: commitment/empty-condition`. */
export async function says(scenario: Scenario, localId?: string): Promise<string> {
  return inShort(await gate(scenario), localId)
}

/** An answer in a few words, as `says` gives it. */
export function inShort(reply: Answer, localId?: string): string {
  if (!reply.decision) return `no decision: ${reply.errors.map((item) => item.code).join(', ')}`
  const { outcome, findings, applies } = requirementOf(reply, localId)
  if (outcome !== 'unknown') return outcome
  const [decisive] = (applies.result === 'unknown' ? applies.findings : findings).filter((item) => item.decisive)
  return `unknown: ${decisive?.reason ?? 'no reason'}`
}

/** The text of a diagnostic and its hint, for tests that look for words. */
export function words({ message, hint = '' }: Diagnostic): string {
  return `${message}; ${hint}`
}

function answer(decision: Decision | undefined, diagnostics: readonly Diagnostic[]): Answer {
  return { decision, diagnostics, errors: diagnostics.filter((item) => item.severity === 'error') }
}

export function head(kind: string): string {
  return `apiVersion: onlyif/v1\nkind: ${kind}\n`
}

function line(text: string): string {
  return text === '' ? '' : `${text}\n`
}

export function indent(text: string, by: number): string {
  return text
    .split('\n')
    .map((each) => (each === '' ? '' : ' '.repeat(by) + each))
    .join('\n')
}
