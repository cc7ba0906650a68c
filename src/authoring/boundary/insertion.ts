import type { CommitmentTest } from '../../model/commitment-test.ts'
import { valueAt } from '../../source/node.ts'
import type { Suggestion } from './suggestions.ts'

/**
 * The text of a test's file with cases added at the end of its list, indented as the others are; everything else stays as it
 * is, to the character. Undefined where the list is written in brackets, into which no lines can be put.
 */
export function withCases(test: CommitmentTest, suggestions: readonly Suggestion[]): string | undefined {
  const { text, root } = test.document
  const list = valueAt(root, 'cases')
  const last = list?.kind === 'list' ? list.items.at(-1) : undefined
  if (!list || !last || text[list.start] !== '-') return undefined
  const break_ = text.includes('\r\n') ? '\r\n' : '\n'
  const indent = ' '.repeat(list.start - (text.lastIndexOf('\n', list.start - 1) + 1))
  const next = text.indexOf('\n', last.end)
  const at = next === -1 ? text.length : next + 1
  const lines = groupsOf(suggestions).flatMap(({ heading, items }) => [
    '',
    `${indent}# ${heading}`,
    ...items.flatMap((item) => item.lines.map((line) => indent + line)),
  ])
  return `${text.slice(0, at)}${next === -1 ? break_ : ''}${lines.join(break_)}${break_}${text.slice(at)}`
}

function groupsOf(suggestions: readonly Suggestion[]): { readonly heading: string; readonly items: readonly Suggestion[] }[] {
  const ids = [...new Set(suggestions.map((item) => item.requirement))]
  return ids.map((id) => ({ heading: id.slice(id.indexOf('/') + 1), items: suggestions.filter((item) => item.requirement === id) }))
}
