import { isOperator, type Operator } from '../model/condition.ts'
import { formatDay, readDate } from '../model/date.ts'
import { readLaunchOffset } from '../model/launch-offset.ts'
import { sequence } from '../model/wording.ts'
import { nameOf, type Subject, typeOf, unitOf } from './naming.ts'
import { counted, dateWords, durationWords, isMapping, listWords, valueWords } from './value-words.ts'

/** What a test says of its fact, as a verb and the rest: "be" "at least 4.2 points of 5". */
export interface Phrase {
  readonly verb: string
  readonly rest: string
  readonly not: boolean
}

/** What a test says, and what its opposite says: "be at least 4.2" and "be less than 4.2". */
export interface Predicate {
  readonly yes: Phrase
  readonly no: Phrase
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
  equal: 'equals',
}

const dateOperators: ReadonlySet<Operator> = new Set(['before', 'after', 'onOrBefore', 'onOrAfter'])

/** "must be at least 4.2", or "must not be …". */
export function mustWords({ verb, rest, not }: Phrase): string {
  return `must ${not ? 'not ' : ''}${verb} ${rest}`
}

/** "is at least 4.2", or "is not …". */
export function isWords({ verb, rest, not }: Phrase): string {
  if (!not) return `${thirdPerson[verb] ?? verb} ${rest}`
  return verb === 'be' ? `is not ${rest}` : `does not ${verb} ${rest}`
}

/** The side of a predicate that counts: a forbidden test must come out the other way. */
export function sideOf({ yes, no }: Predicate, forbid: boolean): Phrase {
  return forbid ? no : yes
}

/** The predicate of every operator but the quantifiers, which have a sentence of their own. */
export function predicateOf(comparison: Comparison, subject: Subject): Predicate {
  const { fact, operator, expected } = comparison
  const operand = operandWords(comparison, subject)
  const isFact = isMapping(expected)
  const bound = `${operand}${isFact ? '' : unitOf(fact, Array.isArray(expected) ? expected.at(-1) : expected, subject)}`
  switch (operator) {
    case 'equals':
    case 'notEquals': {
      const same = isFact ? plain('equal', operand) : be(bound)
      return operator === 'equals' ? same : opposite(same)
    }
    case 'oneOf':
    case 'noneOf': {
      const one = be(isFact ? `one of ${operand}` : bound)
      return operator === 'oneOf' ? one : opposite(one)
    }
    case 'atLeast':
      return { yes: be(`at least ${bound}`).yes, no: be(`less than ${bound}`).yes }
    case 'atMost':
      return { yes: be(`at most ${bound}`).yes, no: be(`more than ${bound}`).yes }
    case 'moreThan':
      return be(`more than ${bound}`)
    case 'lessThan':
      return { yes: be(`less than ${bound}`).yes, no: be(`at least ${bound}`).yes }
    case 'between':
      return be(`between ${bound}`)
    case 'present':
      return be('stated')
    default:
      return datePredicate(comparison, operand) ?? otherPredicate(comparison, operand, subject)
  }
}

function datePredicate({ operator, expected }: Comparison, operand: string): Predicate | undefined {
  switch (operator) {
    case 'before':
    case 'after':
      return be(`${operator} ${operand}`)
    case 'onOrBefore':
      return { yes: be(`on or before ${operand}`).yes, no: be(`after ${operand}`).yes }
    case 'onOrAfter':
      return { yes: be(`on or after ${operand}`).yes, no: be(`before ${operand}`).yes }
    case 'withinLast':
      return plain('lie', isMapping(expected) ? `within ${operand} before now` : `within the last ${operand}`)
    case 'withinNext':
      return plain('lie', isMapping(expected) ? `within ${operand} after now` : `within the next ${operand}`)
    default:
      return undefined
  }
}

/** Predicates of texts and lists. */
function otherPredicate({ fact, operator, expected, actual }: Comparison, operand: string, subject: Subject): Predicate {
  const isSeveral = isMapping(expected) || (Array.isArray(expected) && expected.length > 1)
  switch (operator) {
    case 'includes':
      return plain('include', operand)
    case 'includesAll':
      return {
        yes: plain('include', isMapping(expected) ? `all of ${operand}` : operand).yes,
        no: plain('include', isSeveral ? `all of ${operand}` : operand).no,
      }
    case 'includesAny':
    case 'excludes': {
      const any = isSeveral && (operator === 'includesAny' || Array.isArray(expected))
      const some: Predicate = any
        ? { yes: plain('include', `at least one of ${operand}`).yes, no: plain('include', `any of ${operand}`).no }
        : plain('include', operand)
      return operator === 'excludes' ? opposite(some) : some
    }
    case 'size':
      return sizePredicate(expected, sizeNoun(typeOf(fact, subject), actual), subject)
    case 'startsWith':
    case 'endsWith':
      return plain(operator === 'startsWith' ? 'start' : 'end', `with ${operand}`)
    default:
      return plain('match', `the pattern \`${typeof expected === 'string' ? expected : valueWords(expected)}\``)
  }
}

/** What stands on the right of a comparison: a value, another fact with its value, or a day relative to the launch. */
function operandWords({ fact, operator, expected, resolved }: Comparison, subject: Subject): string {
  const joint = operator === 'between' || operator === 'includesAll' ? 'and' : 'or'
  const one = (value: unknown, found: unknown): string => {
    if (isMapping(value)) {
      const name = typeof value['fact'] === 'string' ? withArticle(nameOf(value['fact'], subject)) : valueWords(value)
      return found === undefined ? name : `${name} (${Array.isArray(found) ? listWords(found, 'and') : valueWords(found)})`
    }
    const isDate = dateOperators.has(operator) || typeOf(fact, subject) === 'date' || (found !== undefined && found !== value)
    return (isDate ? launchDayWords(value, found, subject) : undefined) ?? wordsOf(value, operator)
  }
  if (!Array.isArray(expected)) return one(expected, resolved)
  const found = Array.isArray(resolved) ? resolved : []
  const isDate = dateOperators.has(operator) || typeOf(fact, subject) === 'date'
  const isTold = (item: unknown, i: number): boolean => found[i] !== undefined && found[i] !== item
  if (expected.some((item, i) => isMapping(item) || isTold(item, i) || (isDate && launchDayWords(item, undefined, subject) !== undefined)))
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
  const days = typeof value === 'string' ? readLaunchOffset(value) : undefined
  if (days === undefined) return undefined
  const words = days === 0 ? 'the launch date' : `${counted(Math.abs(days), 'day')} ${days < 0 ? 'before' : 'after'} launch`
  const date = readDate(launch.date ?? '')
  const day = typeof found === 'string' ? found : date.ok ? formatDay(date.value.day + days) : undefined
  return day === undefined ? words : `${day} (${words})`
}

/** What a size counts: items of a list, or characters of a text. */
export function sizeNoun(type: string | undefined, actual: unknown): 'item' | 'character' {
  return type === 'text' || type === 'choice' || (type === undefined && typeof actual === 'string') ? 'character' : 'item'
}

function sizePredicate(expected: unknown, noun: string, subject: Subject): Predicate {
  const tests = isMapping(expected) ? Object.entries(expected) : [['equals', expected] as const]
  const phrases = tests.flatMap(([operator, operand]) =>
    isOperator(operator) ? [predicateOf({ fact: '', operator, expected: operand }, subject).yes] : [],
  )
  const [only] = phrases
  if (!only) return plain('have', `some ${noun}s`)
  if (phrases.length > 1)
    return plain(
      'have',
      `${sequence(
        phrases.map(({ rest, not }) => (not ? `not ${rest}` : rest)),
        'and',
      )} ${noun}s`,
    )
  const one = plain('have', `${only.rest} ${only.rest === '1' ? noun : `${noun}s`}`)
  return only.not ? opposite(one) : one
}

/** A fact that something is compared with takes an article; a path in backticks does not. */
function withArticle(name: string): string {
  return /^(?:`|(?:the|a|an|its|our) )/i.test(name) ? name : `the ${name}`
}

function be(rest: string): Predicate {
  return plain('be', rest)
}

function plain(verb: string, rest: string): Predicate {
  return { yes: { verb, rest, not: false }, no: { verb, rest, not: true } }
}

function opposite({ yes, no }: Predicate): Predicate {
  return { yes: no, no: yes }
}
