import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { byText } from '../source/order.ts'
import { rangeAt } from '../source/position.ts'
import { didYouMean } from '../source/suggest.ts'
import { findContradictions } from './bounds.ts'
import type { FactCatalog } from './catalog.ts'
import { type Commitment, entryId, type Requirement, requirementsOf } from './commitment.ts'
import { type Condition, type EvidenceRules, leavesOf } from './condition.ts'
import type { Mapping } from './mapping.ts'
import type { TypedCondition, TypedLeaf } from './typed.ts'
import { typeCondition, typeLeaf } from './typing.ts'
import type { Vocabulary } from './typing-context.ts'
import { buildVocabulary } from './vocabulary.ts'
import type { Cover, Waiver, Waivers } from './waivers.ts'
import { excerpt, listed } from './wording.ts'

/** What is linked: commitments with everything they refer to. */
export interface LinkInput {
  readonly commitments: readonly Commitment[]
  readonly catalogs?: readonly FactCatalog[]
  readonly waivers?: readonly Waivers[]
  readonly mappings?: readonly Mapping[]
  /** The launches that are judged: waivers of others are ignored. Without it every waiver is looked at. */
  readonly judgedLaunches?: ReadonlySet<string>
}

/** Commitments whose names are resolved and whose literals are typed: ready to be compiled. */
export interface LinkedCommitments {
  readonly commitments: readonly LinkedCommitment[]
  /** Each requirement once: commitments by id, requirements as written. */
  readonly requirements: readonly LinkedRequirement[]
  readonly waivers: readonly LinkedWaiver[]
  readonly vocabulary: Vocabulary
  readonly catalogs: readonly FactCatalog[]
  readonly diagnostics: readonly Diagnostic[]
}

export interface LinkedCommitment {
  readonly commitment: Commitment
  /** Full ids of what it lists, `same` entries included. */
  readonly requirements: readonly string[]
}

export interface LinkedRequirement {
  readonly requirement: Requirement
  readonly commitment: Commitment
  /** All must hold for the requirement to apply: the commitment's condition, then its own. */
  readonly applies: readonly TypedCondition[]
  readonly require?: TypedCondition
  readonly forbid: readonly TypedCondition[]
}

export interface LinkedWaiver {
  readonly waiver: Waiver
  readonly covers: readonly { readonly cover: Cover; readonly tests: readonly TypedLeaf[] }[]
}

/** Resolves names and types literals. Mistakes between documents are in `diagnostics`; what they touch is left out. */
export function link(input: LinkInput): LinkedCommitments {
  const diagnostics: Diagnostic[] = []
  const vocabulary = buildVocabulary(input.catalogs ?? [], input.mappings ?? [], diagnostics)
  const commitments = [...input.commitments].sort((a, b) => byText(a.id, b.id))
  checkDuplicates(commitments, diagnostics)
  const requirements = commitments.flatMap((commitment) => linkRequirements(commitment, vocabulary, diagnostics))
  const byId = new Map(requirements.map((item) => [item.requirement.id, item]))
  checkSame(commitments, byId, diagnostics)
  const judged = (launch: string): boolean => input.judgedLaunches?.has(launch) ?? true
  const waivers = (input.waivers ?? [])
    .flatMap((file) => file.waivers.filter((waiver) => judged(waiver.launch)))
    .sort((a, b) => byText(a.id, b.id))
  return {
    commitments: commitments.map((commitment) => ({
      commitment,
      requirements: commitment.entries.map(entryId),
    })),
    requirements,
    waivers: waivers.flatMap((waiver) => linkWaiver(waiver, byId, vocabulary, diagnostics) ?? []),
    vocabulary,
    catalogs: input.catalogs ?? [],
    diagnostics,
  }
}

function linkRequirements(commitment: Commitment, vocabulary: Vocabulary, diagnostics: Diagnostic[]): LinkedRequirement[] {
  const type = (condition: Condition, rules: EvidenceRules): TypedCondition | undefined =>
    typeCondition(condition, { vocabulary, diagnostics, rules, inItem: false })
  const shared = commitment.appliesWhen && type(commitment.appliesWhen, {})
  return requirementsOf(commitment).map((requirement) => {
    const own = requirement.appliesWhen && type(requirement.appliesWhen, {})
    const require = requirement.require && type(requirement.require, requirement.evidence)
    const forbid = requirement.forbid.flatMap((condition) => type(condition, requirement.evidence) ?? [])
    diagnostics.push(...findContradictions(requirement, require, forbid))
    return { requirement, commitment, applies: [shared, own].filter((item) => item !== undefined), ...(require && { require }), forbid }
  })
}

function linkWaiver(
  waiver: Waiver,
  byId: ReadonlyMap<string, LinkedRequirement>,
  vocabulary: Vocabulary,
  diagnostics: Diagnostic[],
): LinkedWaiver | undefined {
  const file = waiver.document.file
  const linked = byId.get(waiver.requirement)
  if (!linked) {
    diagnostics.push(
      diagnostic('waiver/unknown-requirement', {
        file,
        range: waiver.requirementRange,
        message: `waiver \`${excerpt(waiver.id)}\` is for the requirement \`${excerpt(waiver.requirement)}\`, which does not exist here`,
        hint: didYouMean(waiver.requirement, byId.keys(), elsewhereHint(waiver.requirement, byId.keys())),
      }),
    )
    return undefined
  }
  const read = factsOf(linked)
  const covers = waiver.covers.flatMap((cover) => {
    if (!read.has(cover.fact)) {
      diagnostics.push(
        diagnostic('waiver/fact-not-read', {
          file,
          range: cover.range,
          message: `waiver \`${excerpt(waiver.id)}\` covers \`${excerpt(cover.fact)}\`, which requirement \`${excerpt(waiver.requirement)}\` does not read`,
          hint: didYouMean(cover.fact, read, `it reads ${listed(read, 'and')}`),
        }),
      )
      return []
    }
    const tests = cover.tests.map((test) => typeLeaf(test, { vocabulary, diagnostics, rules: {}, inItem: false }))
    return tests.every((test) => test !== undefined) ? [{ cover, tests }] : []
  })
  return { waiver, covers }
}

/** The facts that a requirement's demands read on the left of a test, those of tests that do not fit included. */
function factsOf({ requirement }: LinkedRequirement): Set<string> {
  const demands = [...(requirement.require ? [requirement.require] : []), ...requirement.forbid]
  return new Set(demands.flatMap(leavesOf).map((leaf) => leaf.fact))
}

/** What there is instead of a requirement that does not exist: others of its commitment, or not even that. */
function elsewhereHint(id: string, known: Iterable<string>): string {
  const [home = ''] = id.split('/')
  const siblings = [...known].filter((other) => other.startsWith(`${home}/`))
  return siblings.length > 0
    ? `there are ${listed(siblings.map(excerpt), 'and')}`
    : `add the commitment \`${excerpt(home)}\`, or correct the name`
}

function checkDuplicates(commitments: readonly Commitment[], diagnostics: Diagnostic[]): void {
  const seen = new Map<string, Commitment>()
  for (const commitment of commitments) {
    const first = seen.get(commitment.id)
    if (first) {
      diagnostics.push(
        diagnostic('document/duplicate-id', {
          file: commitment.document.file,
          range: rangeAt(commitment.place, 2),
          message: `two commitments have the id \`${excerpt(commitment.id)}\``,
          hint: 'an id is never reused: give one of them another',
          related: [{ file: first.document.file, range: rangeAt(first.place, 2), message: 'the first one' }],
        }),
      )
    }
    seen.set(commitment.id, commitment)
  }
}

function checkSame(commitments: readonly Commitment[], byId: ReadonlyMap<string, LinkedRequirement>, diagnostics: Diagnostic[]): void {
  const sames = new Map(commitments.map((commitment) => [commitment.id, commitment.entries.filter((entry) => entry.kind === 'same')]))
  for (const [id, entries] of sames) {
    for (const entry of entries) {
      if (byId.has(entry.same)) continue
      const [home = '', local = ''] = entry.same.split('/')
      const chained = sames.get(home)?.find((other) => other !== entry && other.same.endsWith(`/${local}`))
      diagnostics.push(
        diagnostic(chained ? 'commitment/same-of-same' : 'commitment/unknown-same', {
          file: entry.place.file,
          range: entry.range,
          message: chained
            ? `\`same: ${excerpt(entry.same)}\` in commitment \`${excerpt(id)}\` names an entry that is itself a \`same\``
            : `\`same: ${excerpt(entry.same)}\` in commitment \`${excerpt(id)}\` names a requirement that does not exist here`,
          hint: chained
            ? `write \`same: ${excerpt(chained.same)}\``
            : didYouMean(entry.same, byId.keys(), elsewhereHint(entry.same, byId.keys())),
        }),
      )
    }
  }
}
