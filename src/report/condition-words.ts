import { isCombinator, isOperator, type Operator } from '../model/condition.ts'
import { ruleKeys } from '../model/evidence-rules.ts'
import type { Subject } from './naming.ts'
import { isWords, mustWords, predicateOf } from './predicate.ts'
import { isMapping, valueWords } from './value-words.ts'

/** A condition over an item of a list, as a commitment writes it, in words: "`status` is `closed` and `days` is at most 3". */
function itemCondition(condition: unknown, subject: Subject): string {
  if (!isMapping(condition)) return valueWords(condition)
  const parts = Object.entries(condition).map(([key, value]) => partWords(key, value, subject))
  return joined(parts, 'and') || 'the condition'
}

/** The demand that a quantifier makes of the items of a list, or that it forbids. */
export function quantifierWords(
  operator: 'every' | 'some' | 'none',
  condition: unknown,
  { list, forbid, subject }: { list: string; forbid: boolean; subject: Subject },
): string {
  const wantsSome = operator === 'some' ? !forbid : operator === 'none' && forbid
  if (operator === 'every' && forbid) return `not every item of ${list} may satisfy: ${itemCondition(condition, subject)}`
  if (!wantsSome && operator !== 'every') return `no item of ${list} may satisfy: ${itemCondition(condition, subject)}`
  const which = wantsSome ? 'at least one item' : 'every item'
  const single = singleTest(condition)
  if (!single) return `${which} of ${list} must satisfy: ${itemCondition(condition, subject)}`
  const must = mustWords(predicateOf({ fact: '', ...single }, subject).yes)
  return single.path === 'it' ? `${which} of ${list} ${must}` : `in ${which} of ${list}, \`${single.path}\` ${must}`
}

/** The only test of a condition, when it has just one that is not a list of tests itself. */
function singleTest(condition: unknown): { path: string; operator: Operator; expected: unknown } | undefined {
  const [entry, ...others] = isMapping(condition) ? Object.entries(condition) : []
  if (!entry || others.length > 0 || isCombinator(entry[0])) return undefined
  const [path, test] = entry
  if (!isMapping(test)) return { path, operator: 'equals', expected: test }
  const tests = Object.entries(test)
  const [only] = tests
  if (!only || tests.length > 1) return undefined
  const [operator, expected] = only
  return isOperator(operator) && !isQuantifier(operator) ? { path, operator, expected } : undefined
}

function partWords(key: string, value: unknown, subject: Subject): string {
  const list = Array.isArray(value) ? value.map((item) => itemCondition(item, subject)) : []
  if (key === 'all') return joined(list, 'and')
  if (key === 'any') return joined(list, 'or')
  if (key === 'not') return `not (${itemCondition(value, subject)})`
  if (key === 'atLeastOf' && isMapping(value)) {
    const of = Array.isArray(value['of']) ? value['of'].map((item) => itemCondition(item, subject)) : []
    return `at least ${String(value['count'])} of (${of.join('; ')})`
  }
  return testWords(key === 'it' ? 'it' : `\`${key}\``, value, subject)
}

function testWords(name: string, test: unknown, subject: Subject): string {
  const tests = isMapping(test) ? Object.entries(test) : [['equals', test] as const]
  const words = tests.flatMap(([operator, expected]) => {
    if (!isOperator(operator)) return ruleKeys.includes(operator) ? [] : [`${name} \`${operator}\` ${valueWords(expected)}`]
    if (isQuantifier(operator)) return [quantifierWords(operator, expected, { list: name, forbid: false, subject })]
    return [`${name} ${isWords(predicateOf({ fact: '', operator, expected }, subject).yes)}`]
  })
  return joined(words, 'and') || `${name} is tested`
}

/** Whether an operator takes a condition over the items of a list. */
export function isQuantifier(operator: Operator): operator is 'every' | 'some' | 'none' {
  return operator === 'every' || operator === 'some' || operator === 'none'
}

/** Parts with a word between them; what holds the other word stands in parentheses, so that it is read as one. */
function joined(parts: readonly string[], word: 'and' | 'or'): string {
  const other = word === 'and' ? ' or ' : ' and '
  return parts.map((part) => (parts.length > 1 && part.includes(other) && !part.startsWith('(') ? `(${part})` : part)).join(` ${word} `)
}
