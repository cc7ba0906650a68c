import { type Operator, operators } from '../model/condition.ts'
import { formatDay, readDate } from '../model/date.ts'
import { sequence } from '../model/wording.ts'
import { nameOf, type Subject, typeOf, unitOf } from './naming.ts'
import { counted, dateWords, durationWords, isMapping, listWords, valueWords } from './value-words.ts'

/** What a test says of its fact, as a verb and the rest: "be" "at least 4.2 points of 5". */
export interface Predicate {
  readonly verb: string
  readonly rest: string
  readonly negated: boolean
}

/** One comparison as a commitment writes it, with what its operand stood for where that is known. */
export interface Comparison {
  readonly fact: string
  readonly operator: Operator
  readonly expected: unknown
  readonly resolved?: unknown
  readonly actual?: unknown
}

const thirdPerson: Readonly<Record<string, string>> = {
  be: 'is',
  have: 'has',
  include: 'includes',
  start: 'starts',
  end: 'ends',
  match: 'matches',
  lie: 'lies',
}

const dateOperators: ReadonlySet<Operator> = new Set(['before', 'after', 'onOrBefore', 'onOrAfter'])

/** "must be at least 4.2", or "must not be …". */
export function mustWords({ verb, rest, negated }: Predicate): string {
  return `must ${negated ? 'not ' : ''}${verb} ${rest}`
}

/** "is at least 4.2", or "is not …". */
export function isWords({ verb, rest, negated }: Predicate): string {
  if (!negated) return `${thirdPerson[verb] ?? verb} ${rest}`
  return verb === 'be' ? `is not ${rest}` : `does not ${verb} ${rest}`
}

/** The predicate of every operator but the quantifiers, which have a sentence of their own. */
export function predicateOf(comparison: Comparison, subject: Subject): Predicate {
  const { fact, operator, expected } = comparison
  const operand = operandWords(comparison, subject)
  const bound = `${operand}${isMapping(expected) ? '' : unitOf(fact, Array.isArray(expected) ? expected.at(-1) : expected, subject)}`
  const be = (rest: string, negated = false): Predicate => ({ verb: 'be', rest, negated })
  switch (operator) {
    case 'equals':
    case 'notEquals':
      return be(bound, operator === 'notEquals')
    case 'oneOf':
    case 'noneOf':
      return be(Array.isArray(expected) ? bound : `one of ${operand}`, operator === 'noneOf')
    case 'atLeast':
      return be(`at least ${bound}`)
    case 'atMost':
      return be(`at most ${bound}`)
    case 'moreThan':
      return be(`more than ${bound}`)
    case 'lessThan':
      return be(`less than ${bound}`)
    case 'between':
      return be(`between ${bound}`)
    case 'before':
    case 'after':
      return be(`${operator} ${operand}`)
    case 'onOrBefore':
      return be(`on or before ${operand}`)
    case 'onOrAfter':
      return be(`on or after ${operand}`)
    case 'withinLast':
    case 'withinNext':
      return within(operator, operand, isMapping(expected))
    case 'present':
      return be('stated')
    default:
      return otherPredicate(comparison, operand, subject)
  }
}

function within(operator: 'withinLast' | 'withinNext', operand: string, isFact: boolean): Predicate {
  const rest =
    operator === 'withinLast'
      ? isFact
        ? `no longer ago than ${operand}`
        : `within the last ${operand}`
      : isFact
        ? `no further ahead than ${operand}`
        : `within the next ${operand}`
  return { verb: 'lie', rest, negated: false }
}

/** Predicates of texts and lists. */
function otherPredicate({ fact, operator, expected, actual }: Comparison, operand: string, subject: Subject): Predicate {
  const isList = Array.isArray(expected)
  switch (operator) {
    case 'includes':
      return { verb: 'include', rest: operand, negated: false }
    case 'includesAll':
      return { verb: 'include', rest: isList ? operand : `all ${operand}`, negated: false }
    case 'includesAny':
      return { verb: 'include', rest: isList && expected.length < 2 ? operand : `at least one of ${operand}`, negated: false }
    case 'excludes':
      return { verb: 'include', rest: isList && expected.length > 1 ? `any of ${operand}` : operand, negated: true }
    case 'size':
      return { verb: 'have', rest: sizeWords(expected, sizeNoun(typeOf(fact, subject), actual), subject), negated: false }
    case 'startsWith':
    case 'endsWith':
      return { verb: operator === 'startsWith' ? 'start' : 'end', rest: `with ${operand}`, negated: false }
    default:
      return { verb: 'match', rest: `the pattern \`${String(expected)}\``, negated: false }
  }
}

/** What stands on the right of a comparison: a value, another fact with its value, or a day relative to the launch. */
export function operandWords({ fact, operator, expected, resolved }: Comparison, subject: Subject): string {
  const joint = operator === 'between' || operator === 'includesAll' ? 'and' : 'or'
  const one = (value: unknown, found: unknown): string => {
    if (isMapping(value)) {
      const name = typeof value['fact'] === 'string' ? nameOf(value['fact'], subject) : valueWords(value)
      return found === undefined ? name : `${name} (${Array.isArray(found) ? listWords(found, 'and') : valueWords(found)})`
    }
    const isDate = dateOperators.has(operator) || typeOf(fact, subject) === 'date' || (found !== undefined && found !== value)
    return (isDate ? launchDayWords(value, found, subject) : undefined) ?? wordsOf(value, operator)
  }
  if (!Array.isArray(expected)) return one(expected, resolved)
  const found = Array.isArray(resolved) ? resolved : []
  if (expected.some((item, i) => isMapping(item) || (found[i] !== undefined && found[i] !== item)))
    return sequence(
      expected.map((item, i) => one(item, found[i])),
      joint,
    )
  return listWords(expected, joint)
}

function wordsOf(value: unknown, operator: Operator): string {
  if (typeof value !== 'string') return valueWords(value)
  if (operator === 'withinLast' || operator === 'withinNext') return durationWords(value)
  return dateOperators.has(operator) ? dateWords(value) : valueWords(value)
}

/** `T-30d` as "2026-09-15 (30 days before launch)"; undefined for anything that is not relative to the launch. */
function launchDayWords(value: unknown, found: unknown, { launch }: Subject): string | undefined {
  const match = typeof value === 'string' ? /^T(?:([+-])(\d{1,4})d)?$/.exec(value) : null
  if (!match) return undefined
  const days = Number(match[2] ?? 0)
  const words = days === 0 ? 'the launch date' : `${counted(days, 'day')} ${match[1] === '-' ? 'before' : 'after'} launch`
  const date = readDate(launch.date ?? '')
  const day = typeof found === 'string' ? found : date.ok ? formatDay(date.value.day + (match[1] === '-' ? -days : days)) : undefined
  return day === undefined ? words : `${day} (${words})`
}

/** What a size counts: items of a list, or characters of a text. */
export function sizeNoun(type: string | undefined, actual: unknown): 'item' | 'character' {
  return type === 'text' || type === 'choice' || (type === undefined && typeof actual === 'string') ? 'character' : 'item'
}

function sizeWords(expected: unknown, noun: string, subject: Subject): string {
  const tests = isMapping(expected) ? Object.entries(expected) : [['equals', expected] as const]
  const words = tests.flatMap(([name, operand]) => {
    const operator = operators.find((known) => known === name)
    if (!operator) return []
    const { rest, negated } = predicateOf({ fact: '', operator, expected: operand }, subject)
    return negated ? `not ${rest}` : rest
  })
  return `${sequence(words, 'and')} ${words.length === 1 && words[0] === '1' ? noun : `${noun}s`}`
}
