import { entryOf, type SourceNode } from '../source/node.ts'
import { nearest, suggestion } from '../source/suggest.ts'
import type { Form } from './form.ts'
import type { Located } from './label.ts'
import { nestedFact } from './misplaced-key.ts'
import { boundsMeant } from './value-hint.ts'
import { excerpt } from './wording.ts'

/** What is called otherwise elsewhere, or with the name of what it is of: `launchDate`. */
export function elsewhereHint({ node, path }: Located, key: string, known: readonly string[]): string | undefined {
  const nested = known.includes('choices') ? nestedFact(entryOf(node, key)) : undefined
  if (nested !== undefined) return `write the whole name with dots: \`${excerpt(`${String(path.at(-1))}.${nested}`)}\``
  const other = otherNames.get(key.toLowerCase())
  if (other !== undefined && known.includes(other)) return suggestion(other)
  const last = path.length === 0 ? /[a-z]([A-Z][a-z]{2,20})$/.exec(key)?.[1]?.toLowerCase() : undefined
  return last !== undefined && known.includes(last) && nearest(key, known) === undefined ? suggestion(last) : undefined
}

// What other tools call keys of ours, where a slip of the pen could make another key of it.
const otherNames: ReadonlyMap<string, string> = new Map([
  ['rules', 'commitments'],
  ['policies', 'commitments'],
  ...['options', 'values', 'enum', 'allowed'].map((name) => [name, 'choices'] as const),
])

/** A type by the name that programmers have for it. */
export function typeMeant(text: string, allowed: readonly string[]): string | undefined {
  const names = { string: 'text', str: 'text', float: 'number', double: 'number', decimal: 'number', int: 'count', integer: 'count' }
  const meant = new Map(Object.entries({ ...names, bool: 'boolean', enum: 'choice', array: 'list' })).get(text.toLowerCase())
  return meant !== undefined && allowed.includes(meant) ? `write \`${meant}\`` : undefined
}

/** The one word that a key takes, where an answer stands that is meant as a yes. */
export function onlyWord({ enum: words = [] }: Form, node: SourceNode): string | undefined {
  const [word, ...others] = words.filter((each) => each !== null)
  return node.kind === 'scalar' && node.value === true && typeof word === 'string' && others.length === 0 ? `write \`${word}\`` : undefined
}

/** What a text stands for where `key: value` pairs are due. */
export function meantHint({ node, path }: Located): string | undefined {
  const text = node.kind === 'scalar' && typeof node.value === 'string' ? excerpt(node.text) : ''
  if (path.length === 2 && path[0] === 'goToMarketOnlyIf' && /^[a-z0-9-]+\/[a-z0-9-]+$/.test(text)) return `write \`same: ${text}\``
  const bounds = path.at(-1) === 'range' ? boundsMeant(node) : undefined
  if (bounds) return `write \`${bounds}\``
  return path.at(-1) === 'expect' && path[0] === 'cases' && text !== '' ? `write \`{ verdict: ${text} }\`` : undefined
}
