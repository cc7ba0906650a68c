import type { Documents } from '../model/documents.ts'
import type { Facts } from '../model/facts.ts'
import type { Decision } from '../model/generated/types.ts'
import type { Launch } from '../model/launch.ts'
import { arrange, type Diagnostic, diagnostic, hasErrors } from '../source/diagnostic.ts'
import type { Digest } from '../source/digest.ts'
import type { SourceDocument } from '../source/node.ts'
import { decideWith } from './decide.ts'
import { digestOfDecision as digestOver } from './decision.ts'
import { type JudgeResult, listOf, prepare as prepareParts, type TrustedInput } from './judge.ts'

/** Everything as `parseDocuments` read it. Nothing of it can be forgotten on the way: this is the form to use. */
export interface WholeInput {
  /** Commitments, catalogs, waivers, mappings, the config, and facts, with their digests. */
  readonly documents: Documents
  /** As of when it is judged: RFC 3339, or a day, which counts from 00:00Z. */
  readonly now: string
  /** Whether a conditional go blocks, too. */
  readonly noExceptions?: boolean
  /** Ids of the launches that are judged; waivers of others are ignored. Without it every waiver must fit. */
  readonly judgedLaunches?: ReadonlySet<string>
  readonly commitments?: never
}

/** The same in parts, for who assembles them otherwise. What is left out is not judged by. */
export interface PartsInput extends TrustedInput {
  /** What was found when the files were read; with an error among it nothing is decided. */
  readonly diagnostics?: readonly Diagnostic[]
  readonly documents?: never
}

/** What launches are judged by. */
export type PrepareInput = WholeInput | PartsInput

/** What launches are judged by, and the launch. */
export type JudgeInput = PrepareInput & {
  readonly launch: Launch
  /** Other teams' parts of launches; those of other launches are ignored. Absent: those of `documents`. */
  readonly facts?: readonly Facts[]
}

/** Commitments compiled once, to judge many launches by. What is read of a launch is kept as long as the launch is, and no longer. */
export interface Prepared {
  /** Diagnostics of the trusted side, in order; with an error among them nothing is decided. */
  readonly diagnostics: readonly Diagnostic[]
  /** Judges a launch by one key, as `judge` does. */
  judge(launch: Launch, facts?: readonly Facts[]): JudgeResult
  /** Judges a launch by both keys, as `decide` does. */
  decide(launch: Launch, facts?: readonly Facts[]): Promise<JudgeResult>
}

/**
 * Judges one launch by one key. Pure and synchronous: the same input gives the same bytes. Never throws at a file: where
 * one has an error there is no decision, and `diagnostics` say why. Without an error there is always a decision; warnings
 * may come with it. Documents that were read along with an error count as wrong, whether or not their diagnostics are
 * looked at; an error in one launch's manifest concerns that launch alone.
 *
 * @example
 * const text = `
 * apiVersion: onlyif/v1
 * kind: Commitment
 * id: promise
 * title: We go to market only if customers told us it is good
 * owner: cco
 * goToMarketOnlyIf:
 *   - { id: delight, title: beta customers like it, owner: product, require: { beta.csat: { atLeast: 4.2 } } }
 * ---
 * apiVersion: onlyif/v1
 * kind: Launch
 * id: checkout-2
 * title: One-page checkout
 * owner: checkout-team
 * facts: { beta.csat: 3.9 }
 * `
 * const documents = parseDocuments([{ file: 'promise.yaml', text }])
 * for (const launch of documents.launches) {
 *   const { decision, diagnostics } = judge({ documents, launch, now: '2026-10-07T09:00:00Z' })
 *   console.log(decision?.verdict, diagnostics.length) // no-go 0
 * }
 */
export function judge(input: JudgeInput): JudgeResult {
  return prepare({ ...input, judgedLaunches: new Set([input.launch?.id]) }).judge(input.launch, input.facts)
}

/**
 * Judges one launch by both keys: everything is judged again by a second, independent engine, which is loaded when it is
 * first needed. The same bytes as `judge` when the keys agree; what they differ on is unknown, reason `fault`. Enforce and
 * record what `decide` says. Where the second engine cannot be loaded it rejects, or everything is a fault: nothing goes.
 *
 * @example
 * const text = `
 * apiVersion: onlyif/v1
 * kind: Commitment
 * id: promise
 * title: We go to market only if support is ready
 * owner: cco
 * goToMarketOnlyIf:
 *   - { id: ready, title: support is trained, owner: support, require: { support.trained: { atLeast: 90% } } }
 * ---
 * { apiVersion: onlyif/v1, kind: Launch, id: checkout-2, title: Checkout, owner: checkout-team, facts: { support.trained: TBD } }
 * `
 * const documents = parseDocuments([{ file: 'promise.yaml', text }])
 * for (const launch of documents.launches) {
 *   const { decision } = await decide({ documents, launch, now: '2026-10-07' })
 *   console.log(decision?.verdict, decision?.blocked) // hold true
 * }
 */
export async function decide(input: JudgeInput): Promise<JudgeResult> {
  return prepare({ ...input, judgedLaunches: new Set([input.launch?.id]) }).decide(input.launch, input.facts)
}

/**
 * Compiles commitments once, to judge many launches by. Never throws: what is wrong with the trusted side is in
 * `diagnostics`, and then no launch gets a decision.
 *
 * @example
 * const rules = `
 * apiVersion: onlyif/v1
 * kind: Commitment
 * id: promise
 * title: We go to market only if nothing is broken
 * owner: cco
 * goToMarketOnlyIf:
 *   - { id: sound, title: no blocker is open, owner: product, require: { blockersOpen: 0 } }
 * `
 * const manifest = (id: string, open: number): string =>
 *   `{ apiVersion: onlyif/v1, kind: Launch, id: ${id}, title: ${id}, owner: team, facts: { blockersOpen: ${open} } }`
 *
 * const prepared = prepare({ documents: parseDocuments([{ file: 'rules.yaml', text: rules }]), now: '2026-10-07' })
 * for (const [id, open] of [['search', 0], ['checkout', 2]] as const) {
 *   const { launches } = parseDocuments([{ file: `${id}.yaml`, text: manifest(id, open) }])
 *   for (const launch of launches) console.log(id, prepared.judge(launch).decision?.verdict)
 * }
 * // search go
 * // checkout no-go
 */
export function prepare(input: PrepareInput): Prepared {
  checkInput(input)
  const parts = input.documents === undefined ? input : partsOf(input)
  const wrong = (parts.diagnostics ?? []).filter((item) => item.severity === 'error')
  const compiled = prepareParts(parts)
  const documents = [
    ...parts.commitments,
    ...listOf(parts.catalog),
    ...listOf(parts.waivers),
    ...(parts.mappings ?? []),
    ...listOf(parts.config),
  ]
  const open = (launch: Launch, facts: readonly Facts[]): readonly Diagnostic[] => {
    if (!(launch?.facts?.groups instanceof Map))
      throw new TypeError('`launch` must be one of `documents.launches`, as `parseDocuments` returned them, not its id')
    const own = facts.filter((item) => item.launch === launch.id)
    return [...wrong, ...errorsBeside([...documents, launch, ...own], launch.id)]
  }
  const supplied = input.documents?.facts ?? []
  const refused = (found: readonly Diagnostic[]): JudgeResult => ({ diagnostics: arrange([...found, ...compiled.diagnostics]) })
  return {
    diagnostics: arrange([...wrong, ...errorsBeside(documents), ...compiled.diagnostics]),
    judge(launch, facts = supplied) {
      const found = open(launch, facts)
      return hasErrors(found) ? refused(found) : compiled.judge(launch, facts)
    },
    async decide(launch, facts = supplied) {
      const found = open(launch, facts)
      return hasErrors(found) ? refused(found) : decideWith(compiled, launch, facts)
    },
  }
}

/**
 * The digest a decision should have: SHA-256 over its canonical JSON without `digest`. Compare it with `decision.digest`
 * to see that nobody changed a record. Throws a `TypeError` on what JSON cannot hold.
 *
 * @example
 * const isGenuine = (decision: Decision): boolean => digestOfDecision(decision) === decision.digest
 *
 * const text = `
 * { apiVersion: onlyif/v1, kind: Commitment, id: promise, title: We go only if, owner: cco, goToMarketOnlyIf: [
 *   { id: sound, title: no blocker is open, owner: product, require: { blockersOpen: 0 } }] }
 * ---
 * { apiVersion: onlyif/v1, kind: Launch, id: search, title: Search, owner: team, facts: { blockersOpen: 2 } }
 * `
 * const documents = parseDocuments([{ file: 'all.yaml', text }])
 * const decisions = documents.launches.flatMap((launch) => judge({ documents, launch, now: '2026-10-07' }).decision ?? [])
 * for (const decision of decisions) {
 *   console.log(isGenuine(decision), isGenuine({ ...decision, verdict: 'go' })) // true false
 * }
 */
export function digestOfDecision(decision: Decision): Digest {
  return digestOver(decision) as Digest
}

/** Refuses what only a caller without types can pass, such as documents that went through JSON and lost their maps. */
function checkInput(input: PrepareInput): void {
  const { commitments, digests } = input.documents ?? input
  if (!Array.isArray(commitments) || !(digests === undefined || digests instanceof Map))
    throw new TypeError('`documents` must be what `parseDocuments` returned, and not a copy of it that went through JSON')
  if (!['boolean', 'undefined'].includes(typeof input.noExceptions)) throw new TypeError('`noExceptions` is true or false')
}

function partsOf({ documents, now, noExceptions, judgedLaunches }: WholeInput): PartsInput {
  const { commitments, catalogs, waivers, mappings, configs, digests } = documents
  const [config, second] = configs
  return {
    commitments,
    catalog: catalogs,
    waivers,
    mappings,
    digests,
    now,
    ...(config && { config }),
    ...(noExceptions !== undefined && { noExceptions }),
    ...(judgedLaunches && { judgedLaunches }),
    ...(second?.document && { diagnostics: [secondConfig(second.document)] }),
  }
}

function secondConfig({ file, lines, root }: SourceDocument): Diagnostic {
  return diagnostic('world/several-documents', {
    file,
    range: lines.range(root.start, root.start),
    message: 'this is a second config, and only one can hold',
    hint: 'keep one document of kind `Config`',
  })
}

/** Errors that were found along with documents: all of them, or those that may concern one launch. */
function errorsBeside(models: readonly { readonly document?: SourceDocument }[], launch?: string): Diagnostic[] {
  const found = new Set(models.flatMap((model) => model.document?.errorsBeside ?? []))
  return [...found].filter((error) => error.launch === undefined || error.launch === launch).map((error) => error.diagnostic)
}
