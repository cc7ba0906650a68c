import type { DiagnosticCode } from '../source/codes.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import type { Range } from '../source/position.ts'
import { didYouMean } from '../source/suggest.ts'
import type { CatalogEntry } from './catalog.ts'
import type { EvidenceRules, Leaf } from './condition.ts'
import { isLaunchField, isLaunchPath, launchFields } from './path.ts'
import type { FactType } from './value.ts'

/** What is known of facts when conditions are typed. */
export interface Vocabulary {
  /** The agreed facts; when there are any, other names are mistakes. */
  readonly entries: ReadonlyMap<string, CatalogEntry>
  /** Types that mappings state. */
  readonly mapped: ReadonlyMap<string, FactType>
  /** Whether a catalog is loaded, so that unknown names are errors. */
  readonly closed: boolean
}

/** Where a condition stands while it is typed. */
export interface TypingContext {
  readonly vocabulary: Vocabulary
  readonly diagnostics: Diagnostic[]
  /** Evidence asked of every leaf; empty for applicability. */
  readonly rules: EvidenceRules
  /** Whether paths are those of a list item, of which no catalog speaks. */
  readonly inItem: boolean
}

/** The type of a fact or launch field, from the catalog, else from a mapping. */
export function knownType(fact: string, vocabulary: Vocabulary): FactType | undefined {
  const field = isLaunchPath(fact) ? fact.slice('launch.'.length) : ''
  if (isLaunchField(field)) return launchFields[field]
  return vocabulary.entries.get(fact)?.type ?? vocabulary.mapped.get(fact)
}

/** What the catalog asks of the evidence of a fact; of one that is looked up, what it asks of that by which it is looked up, too. */
export function catalogRules(fact: string, { entries }: Vocabulary): readonly EvidenceRules[] {
  const entry = entries.get(fact)
  const source = entry?.lookup && entries.get(entry.lookup.from)
  return [entry?.rules ?? {}, source?.rules ?? {}].filter((rule) => Object.keys(rule).length > 0)
}

/** Whether a fact may be named: always without a catalog; otherwise a name that is not in it is reported. */
export function checkKnown(leaf: Leaf, fact: string, range: Range, context: TypingContext): boolean {
  const { vocabulary } = context
  if (isLaunchPath(fact) || !vocabulary.closed || vocabulary.entries.has(fact)) return true
  wrong(context, leaf, 'commitment/unknown-fact', {
    range,
    message: `the fact \`${fact}\` is not in the catalog`,
    hint: isLaunchField(fact)
      ? `did you mean \`launch.${fact}\`?`
      : didYouMean(fact, vocabulary.entries.keys(), 'describe it in the catalog, or use one of the facts there'),
  })
  return false
}

/** What does not fit, and where it stands. */
interface Misfit {
  readonly range: Range
  readonly message: string
  readonly hint: string | undefined
}

/** Reports what does not fit at a leaf. */
export function wrong(context: TypingContext, leaf: Leaf, code: DiagnosticCode, misfit: Misfit): undefined {
  context.diagnostics.push(diagnostic(code, { file: leaf.place.file, path: leaf.path, ...misfit }))
  return undefined
}
