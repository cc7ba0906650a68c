import { entryOf, type ListNode, type MappingEntry, type MappingNode, type SourceNode } from '../../source/node.ts'
import { isHere, renamed, withoutEntry, withoutItem } from './edit.ts'
import { type Draft, draft } from './mutant.ts'
import { stepMutants, testMutants } from './test-mutants.ts'

/** The mutants of a condition as it is written: its junctions, each of its tests, and each test gone where others stay. */
export function conditionMutants(source: string, node: SourceNode): Draft[] {
  if (node.kind !== 'mapping') return []
  const [first] = node.entries
  if (!first) return []
  switch (first.key) {
    case 'all':
    case 'any':
      return junctionMutants(source, first)
    case 'not':
      return [...withoutNot(source, node, first), ...conditionMutants(source, first.value)]
    case 'atLeastOf':
      return atLeastOfMutants(source, first)
    default:
      return factsMutants(source, node)
  }
}

/** The tests of a mapping of facts; `asAny` also makes one that suffices of all that must hold. */
export function factsMutants(source: string, node: MappingNode, asAny = true): Draft[] {
  const tests = node.entries.flatMap((entry) => testMutants(source, entry, (inner) => conditionMutants(source, inner)))
  if (node.entries.length < 2) return tests
  const dropped = node.entries.flatMap((entry, index) =>
    draft('dropped test', `the test of \`${entry.key}\` is gone`, withoutEntry(node, index)),
  )
  return [...tests, ...dropped, ...(asAny ? anyOfFacts(source, node) : [])]
}

function junctionMutants(source: string, entry: MappingEntry): Draft[] {
  const { key, value } = entry
  if (value.kind !== 'list' || !isHere(entry)) return []
  const other = key === 'all' ? 'any' : 'all'
  const turned = value.items.length > 1 ? draft('all or any', `\`${key}\` becomes \`${other}\``, renamed(entry, other)) : []
  return [...turned, ...partMutants(source, value)]
}

function partMutants(source: string, list: ListNode): Draft[] {
  const dropped =
    list.items.length > 1
      ? list.items.flatMap((_, index) =>
          draft('dropped test', `part ${index + 1} of ${list.items.length} is gone`, withoutItem(list, index)),
        )
      : []
  return [...dropped, ...list.items.flatMap((item) => conditionMutants(source, item))]
}

function atLeastOfMutants(source: string, entry: MappingEntry): Draft[] {
  const count = entryOf(entry.value, 'count')
  const of = entryOf(entry.value, 'of')?.value
  return [...(count ? stepMutants(source, count, 'all or any') : []), ...(of?.kind === 'list' ? partMutants(source, of) : [])]
}

function withoutNot(source: string, node: MappingNode, { value }: MappingEntry): Draft[] {
  const inner = source.slice(value.start, value.end)
  // Lines of their own would have to be moved; those on one line stay where they are.
  return inner.includes('\n') ? [] : draft('all or any', '`not` is gone', { start: node.start, end: node.end, text: inner })
}

/** Facts that must all hold, rewritten as a list of which one suffices. */
function anyOfFacts(source: string, node: MappingNode): Draft[] {
  const parts = node.entries.map((entry) => (isHere(entry) ? source.slice(entry.keyStart, entry.value.end) : undefined))
  if (!parts.every((part) => part !== undefined)) return []
  const what = 'one of the facts is enough'
  if (source[node.start] === '{')
    return draft('all or any', what, {
      start: node.start,
      end: node.end,
      text: `{ any: [${parts.map((part) => `{ ${part} }`).join(', ')}] }`,
    })
  const indent = ' '.repeat(columnOf(source, node.start))
  const items = parts.map((part) => `${indent}  - ${part.replaceAll('\n', '\n    ')}`)
  return draft('all or any', what, { start: node.start, end: node.end, text: `any:\n${items.join('\n')}` })
}

/** How many characters of its line stand before an offset. */
export function columnOf(source: string, offset: number): number {
  return offset - (source.lastIndexOf('\n', offset - 1) + 1)
}
