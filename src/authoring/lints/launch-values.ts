import { type CatalogEntry, misfitOf } from '../../model/catalog.ts'
import type { FactSet } from '../../model/facts.ts'
import { isPlaceholder } from '../../model/placeholder.ts'
import { kindOf } from '../../model/schema.ts'
import { excerpt, listed } from '../../model/wording.ts'
import { type Diagnostic, diagnostic } from '../../source/diagnostic.ts'
import { rangeOf, type SourceDocument, type SourceNode } from '../../source/node.ts'
import { didYouMean } from '../../source/suggest.ts'
import type { PracticeInput } from './practice-input.ts'

/**
 * Values of launches that are none of their facts: of another type than the catalog says, or outside its range or choices. To be
 * judged they are no mistake, only unknown; whoever wrote them meant something else. What nobody knows yet may stay so.
 */
export function unfitValues({ launches = [], linked }: PracticeInput): Diagnostic[] {
  const found = launches.flatMap(({ launch, facts }) => [
    // What a mapping reads was not written for onlyif.
    ...(kindOf(launch.document) === 'Launch' ? valuesOf(launch.facts, launch.document, linked.vocabulary.entries) : []),
    ...facts.flatMap((part) => (part.plain ? [] : valuesOf(part.facts, part.document, linked.vocabulary.entries))),
  ])
  // Facts of one document may have been given with several launches.
  return [...new Map(found.map((item) => [JSON.stringify([item.file, item.range]), item])).values()]
}

function valuesOf(set: FactSet, document: SourceDocument, entries: ReadonlyMap<string, CatalogEntry>): Diagnostic[] {
  return set.facts.flatMap(({ path, node }) => {
    const entry = entries.get(path)
    const problem = entry && misfit(entry, node)
    if (!problem) return []
    const message = `the value of \`${excerpt(path)}\` does not fit, so it counts as unknown: ${problem.message}`
    return [diagnostic('launch/unfit-value', { file: document.file, range: rangeOf(document, node), message, hint: problem.hint })]
  })
}

function misfit(entry: CatalogEntry, node: SourceNode): ReturnType<typeof misfitOf> {
  const { choices = [] } = entry
  const isOpen = (value: SourceNode): boolean =>
    value.kind === 'scalar' &&
    (value.value === null || (typeof value.value === 'string' && !choices.includes(value.text) && isPlaceholder(value.text)))
  if (isOpen(node)) return undefined
  if (node.kind !== 'list' || entry.type !== 'list' || choices.length === 0) return misfitOf(entry, node)
  const [other] = node.items.flatMap((item) => (item.kind === 'scalar' && !isOpen(item) && !choices.includes(item.text) ? [item.text] : []))
  if (other === undefined) return undefined
  return {
    message: `\`${excerpt(other)}\` is not one of the choices`,
    hint: didYouMean(other, choices, `the choices are ${listed(choices, 'and')}`) ?? '',
  }
}
