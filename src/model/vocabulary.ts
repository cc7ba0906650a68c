import { type Diagnostic, diagnostic, mostShown } from '../source/diagnostic.ts'
import { byText } from '../source/order.ts'
import { rangeAt } from '../source/position.ts'
import { didYouMean } from '../source/suggest.ts'
import type { CatalogEntry, FactCatalog } from './catalog.ts'
import type { FactSet } from './facts.ts'
import type { MappedFact, Mapping } from './mapping.ts'
import { isLaunchPath } from './path.ts'
import type { Vocabulary } from './typing-context.ts'
import type { FactType } from './value.ts'

/** Joins catalogs and mappings into what is known of facts; a fact described twice is reported. */
export function buildVocabulary(catalogs: readonly FactCatalog[], mappings: readonly Mapping[], diagnostics: Diagnostic[]): Vocabulary {
  const entries = new Map<string, CatalogEntry>()
  for (const catalog of [...catalogs].sort((a, b) => byText(a.document.file, b.document.file))) {
    for (const entry of catalog.facts) {
      const first = entries.get(entry.path)
      if (first) {
        diagnostics.push(
          diagnostic('catalog/duplicate-fact', {
            file: entry.place.file,
            range: entry.keyRange,
            message: `the fact \`${entry.path}\` is described twice`,
            hint: 'keep one of the two descriptions',
            related: [{ file: first.place.file, range: first.keyRange, message: 'the first one' }],
          }),
        )
      } else entries.set(entry.path, entry)
    }
  }
  checkEntries(entries, diagnostics)
  return { entries, mapped: mappedTypes(mappings, diagnostics), closed: catalogs.length > 0 }
}

/** The types that mappings state; where two state different ones for a fact, launches of one would be judged as the other says. */
function mappedTypes(mappings: readonly Mapping[], diagnostics: Diagnostic[]): Map<string, FactType> {
  const types = new Map<string, FactType>()
  const firsts = new Map<string, { readonly mapping: Mapping; readonly fact: MappedFact }>()
  for (const mapping of mappings) {
    for (const fact of mapping.facts) {
      const { path, type, range } = fact
      const first = firsts.get(path)
      if (type === undefined || first?.fact.type === type) continue
      if (first) {
        diagnostics.push(
          diagnostic('catalog/duplicate-fact', {
            file: mapping.document.file,
            range,
            message: `the mapping \`${mapping.id}\` says that \`${path}\` is of type \`${type}\`, and \`${first.mapping.id}\` says \`${first.fact.type}\``,
            hint: 'state one type in both, or give one of the facts another name',
            related: [{ file: first.mapping.document.file, range: first.fact.range, message: 'the other type' }],
          }),
        )
        continue
      }
      firsts.set(path, { mapping, fact })
      types.set(path, type)
    }
  }
  return types
}

function checkEntries(entries: ReadonlyMap<string, CatalogEntry>, diagnostics: Diagnostic[]): void {
  for (const entry of entries.values()) {
    const parts = entry.path.split('.')
    for (let length = 1; length < parts.length; length++) {
      const parent = entries.get(parts.slice(0, length).join('.'))
      if (!parent) continue
      diagnostics.push(
        diagnostic('catalog/fact-and-group', {
          file: entry.place.file,
          range: entry.keyRange,
          message: `\`${parent.path}\` is a fact, and \`${entry.path}\` makes it a group of facts`,
          hint: 'rename one of the two',
          related: [{ file: parent.place.file, range: parent.keyRange, message: `\`${parent.path}\` as a fact` }],
        }),
      )
    }
    const from = entry.lookup?.from
    if (from === undefined || isLaunchPath(from)) continue
    const target = entries.get(from)
    if (target && !target.lookup) continue
    diagnostics.push(
      diagnostic('catalog/unknown-lookup', {
        file: entry.place.file,
        range: entry.keyRange,
        message: target
          ? `the lookup of \`${entry.path}\` reads \`${from}\`, which is itself looked up`
          : `the lookup of \`${entry.path}\` reads \`${from}\`, which is not in the catalog`,
        hint: target?.lookup
          ? `read \`${target.lookup.from}\`, as \`${from}\` does`
          : didYouMean(from, entries.keys(), 'describe it there, too, or read a field such as `launch.markets`'),
      }),
    )
  }
}

const describeOrLeaveOut = 'describe it in the catalog, or leave it out'

/** Facts that a manifest supplies and no catalog knows; nothing where there is no catalog. */
export function unknownFacts(set: FactSet, vocabulary: Vocabulary): Diagnostic[] {
  if (!vocabulary.closed) return []
  return set.facts
    .filter((fact) => !vocabulary.entries.has(fact.path))
    .map((fact, index) =>
      diagnostic('launch/unknown-fact', {
        file: fact.place.file,
        range: fact.nameRange ?? rangeAt(fact.place, 1),
        message: `the fact \`${fact.path}\` is not in the catalog`,
        // What will not be shown is compared with nothing.
        hint: index < mostShown ? didYouMean(fact.path, vocabulary.entries.keys(), describeOrLeaveOut) : describeOrLeaveOut,
      }),
    )
}
