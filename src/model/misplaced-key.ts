import { entryOf, type MappingEntry, type SourceNode } from '../source/node.ts'
import { isOperator } from './condition.ts'
import { invisibleHint } from './invisible.ts'
import type { Located } from './label.ts'
import { isPath } from './path.ts'

/** Keys of a requirement that nobody would give to a fact. */
export const requirementKeys: readonly string[] = [
  'require',
  'forbid',
  'appliesWhen',
  'ifUnmet',
  'handOff',
  'enforcement',
  'honors',
  'dishonors',
  'goToMarketOnlyIf',
]

/** Whether a key and its value look like a fact with its test: a dotted name, or operators below it. */
function isFactWithTest(entry: MappingEntry | undefined): boolean {
  if (!entry || !isPath(entry.key)) return false
  const { key, value } = entry
  return key.includes('.') || (value.kind === 'mapping' && value.entries.some((part) => isOperator(part.key)))
}

/** Whether facts with their tests stand beside the keys of a requirement, where they were to stand below one of them. */
export function hasFactsBeside(node: SourceNode): boolean {
  return node.kind === 'mapping' && node.entries.some(isFactWithTest)
}

/** Whether a demand of a requirement stands deeper in it than its keys do, or beside the keys of its commitment. */
export function hasDemandElsewhere(requirement: SourceNode | undefined, root: SourceNode): boolean {
  const demands = (node: SourceNode): boolean => entryOf(node, 'require') !== undefined || entryOf(node, 'forbid') !== undefined
  return demands(root) || (requirement?.kind === 'mapping' && requirement.entries.some(({ value }) => demands(value)))
}

/** The facts with their tests, of the unknown keys of a requirement, but for the first: all are one mistake of indentation. */
export function furtherFacts(node: SourceNode): ReadonlySet<string> {
  const facts = node.kind === 'mapping' ? node.entries.filter(isFactWithTest) : []
  return new Set(facts.slice(1).map(({ key }) => key))
}

/** The name of the first fact that is described below a key, as groups hold facts in a launch; undefined where none is. */
export function nestedFact(entry: MappingEntry | undefined): string | undefined {
  if (entry?.value.kind !== 'mapping' || !isPath(entry.key)) return undefined
  if (entryOf(entry.value, 'type')) return entry.key
  const below = nestedFact(entry.value.entries[0])
  return below && `${entry.key}.${below}`
}

/** A key of a requirement, or a fact with its test, that is indented otherwise than it was meant. */
export function misplacedHint({ node, path }: Located, key: string, known: readonly string[]): string | undefined {
  if (requirementKeys.includes(key) && !known.includes(key)) {
    if (path.length === 0) return 'it is a key of a requirement: indent it as far as the other keys of that'
    if (path[0] === 'goToMarketOnlyIf') return `it is a key of the requirement: indent it as far as \`${String(path.at(-1))}\``
  }
  const unseen = invisibleHint(key)
  if (unseen !== undefined) return unseen
  const demand = known.includes('require') && isFactWithTest(entryOf(node, key)) ? demandAbove(node, key) : undefined
  return demand && `if it is a fact, indent it further, below \`${demand}\``
}

/** The key above another one below which facts with their tests stand. */
function demandAbove(node: SourceNode, key: string): string | undefined {
  const keys = node.kind === 'mapping' ? node.entries.map((entry) => entry.key) : []
  return keys.slice(0, keys.indexOf(key)).findLast((above) => ['require', 'forbid', 'appliesWhen'].includes(above))
}
