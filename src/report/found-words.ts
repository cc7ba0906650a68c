import { type DateValue, readDate, startOf } from '../model/date.ts'
import { readDuration } from '../model/duration.ts'
import type { Decision, Finding, Reason } from '../model/generated/types.ts'
import { excerpt } from '../model/wording.ts'
import { isOperandAtFault, scalarMisfit } from './blame.ts'
import { lackWords, lookedUpWords, placeOf } from './lookup-words.ts'
import { nameOf, type Subject, typeOf, unitOf } from './naming.ts'
import { sizeNoun } from './predicate.ts'
import { reasonWords } from './reason-words.ts'
import { shortfallWords } from './shortfall-words.ts'
import { counted, dateWords, durationWords, isMapping, listWords, rangeWords, spelledTypeOf, valueWords } from './value-words.ts'

/** What was found, in one sentence without a subject: "3.9", "nobody supplied it", "dated 2026-09-01, 36 days old; …". */
export function foundOf(finding: Finding, subject: Subject): string {
  if (finding.result === 'met') return foundValue(finding, subject)
  const { lookup, fact } = finding
  const found = foundAlone(finding, subject)
  if (!lookup) return found
  const words = lookedUpWords(lookup, subject)
  // What is looked up for the right of a comparison is told there; of items, only here.
  if (lookup.fact !== fact) return isOfOperand(finding, subject) ? found : `${found}; ${nameOf(lookup.fact, subject)} is ${words}`
  if (finding.reason === 'conflict') return suppliedWords(finding, words)
  return lookup.reason !== undefined || lookup.unlisted ? `it is ${words}` : `${found}, ${words}`
}

/** The same in a report that says beside it what stands in the way: what a table lacks is told there in full, and here in short. */
export function foundBeside(finding: Finding, decision: Pick<Decision, 'facts' | 'launch' | 'now' | 'toGo'>): string {
  const { lookup, fact, reason } = finding
  const { possible, obstacles = [] } = decision.toGo
  const isTold = !possible && obstacles.some((obstacle) => obstacle.kind === 'lookup' && obstacle.fact === lookup?.fact)
  if (!lookup?.unlisted || finding.result === 'met' || reason === 'conflict' || !isTold) return foundOf(finding, decision)
  const lack = `${lackWords(lookup)}; more under what would make it a go`
  if (lookup.fact === fact) return `its ${lack}`
  return `${foundValue(finding, decision)}, to be compared with ${nameOf(lookup.fact, decision)}, whose ${lack}`
}

/** A fact that somebody supplies otherwise than its table says, or although the table says nothing. */
function suppliedWords({ conflict: [own] = [], manifest, lookup }: Finding, words: string): string {
  const place = placeOf(own ?? manifest)
  return lookup?.reason !== undefined || lookup?.unlisted
    ? `supplied in ${place}, but it is ${words}; and leave it out in ${place}`
    : `supplied in ${place} otherwise than ${words}: leave it out there, or correct the table`
}

function foundAlone(finding: Finding, subject: Subject): string {
  const reason = finding.reason ?? (finding.result === 'unmet' ? 'shortfall' : 'fault')
  if (reason === 'shortfall') return shortfallWords(finding, subject, foundValue(finding, subject))
  if (isOfOperand(finding, subject)) return operandWords(finding, reason, subject)
  if (finding.items && finding.items.length > 0) return itemWords(finding, reason)
  return problemWords(finding, reason, subject)
}

/** Whether it is what the fact is compared with that is not known. */
function isOfOperand(finding: Finding, subject: Subject): boolean {
  const isSizeByTable = finding.operator === 'size' && finding.lookup !== undefined && finding.actual !== undefined
  return isOperandAtFault(finding, subject) || (isSizeByTable && finding.lookup?.fact !== finding.fact)
}

/** The value as found: "3.9", "12 items"; dates with how far away they are. */
function foundValue({ operator, actual, actualSize, fact }: Finding, subject: Subject): string {
  if (operator === 'size') {
    const size = Array.isArray(actual) ? (actualSize ?? actual.length) : typeof actual === 'string' ? [...actual].length : undefined
    if (size !== undefined) return counted(size, sizeNoun(typeOf(fact, subject), actual))
  }
  if (Array.isArray(actual)) return listWords(actual, 'and', actualSize)
  if ((operator === 'withinLast' || operator === 'withinNext') && typeof actual === 'string' && spelledTypeOf(actual) === 'date')
    return `${dateWords(actual)}${awayWords(actual, subject)}`
  return valueWords(actual)
}

function problemWords(finding: Finding, reason: Reason, subject: Subject): string {
  const { actual, asks = {}, evidence = {} } = finding
  switch (reason) {
    case 'missing':
      return actual === undefined ? missingWords(finding, subject) : `${foundValue(finding, subject)}: an item of the list is empty`
    case 'placeholder':
      return Array.isArray(actual)
        ? `${foundValue(finding, subject)}: an item of the list is a placeholder`
        : `${rawWords(actual)} is a placeholder`
    case 'stale':
      return staleWords(finding, subject)
    case 'undated':
      return `${foundValue(finding, subject)}, not dated (\`asOf\` is missing); evidence must be at most ${durationWords(asks.maxAge ?? 'some time')} old`
    case 'future':
      return `${foundValue(finding, subject)}, dated ${evidence.asOf ?? 'after now'}, which is in the future`
    case 'small-sample':
      return `${foundValue(finding, subject)}, ${evidence.sample === undefined ? 'no sample stated' : `from a sample of ${evidence.sample}`}; at least ${asks.minSample ?? 1} are needed`
    case 'small-window':
      return `${foundValue(finding, subject)}, ${evidence.window === undefined ? 'no window stated' : `measured over ${durationWords(evidence.window)}`}; at least ${durationWords(asks.minWindow ?? 'some time')} are needed`
    case 'no-link':
      return evidence.link === undefined
        ? `${foundValue(finding, subject)}, without the link that is required`
        : `${foundValue(finding, subject)}, and its link \`${excerpt(evidence.link)}\` is no web address; one that starts with \`https://\` is required`
    case 'no-note':
      return `${foundValue(finding, subject)}, without the note that is required`
    case 'out-of-range':
      return outsideWords(finding, subject)
    case 'fault':
      return 'it could not be judged, which is a fault of onlyif: please report it'
    default:
      return otherProblem(finding, reason, subject)
  }
}

/** A value that the catalog does not allow, and what it allows instead. */
function outsideWords({ allowed, ...finding }: Finding, subject: Subject): string {
  const { fact } = finding
  const found = foundValue(finding, subject)
  const { range, choices, choiceCount, other, nearest } = allowed ?? {}
  if (range && range.length > 0)
    return `${found} is out of range: the catalog allows ${rangeWords(range)}${unitOf(fact, range.at(-1), subject)}`
  if (!choices) return `${found} lies outside what the catalog allows for ${nameOf(fact, subject)}`
  const which = other === undefined || !Array.isArray(finding.actual) ? found : `${found}: \`${other}\``
  const meant = nearest === undefined ? '' : ` (did you mean \`${nearest}\`?)`
  return `${which} is not one of the choices${meant}; they are ${listWords(choices, 'and', choiceCount)}`
}

function otherProblem(finding: Finding, reason: Reason, subject: Subject): string {
  switch (reason) {
    case 'wrong-type':
      return misfitWords(finding, subject)
    case 'conflict': {
      const places = (finding.conflict ?? []).map(({ file, line }) => `${file}:${line}`)
      return places.length < 2
        ? 'it is stated in several ways'
        : `${places.length === 2 ? 'two' : places.length} places disagree: ${places.slice(0, -1).join(', ')} and ${places.at(-1) ?? ''}`
    }
    default:
      return reasonWords[reason]
  }
}

function missingWords({ fact, manifest }: Finding, subject: Subject): string {
  if (fact.startsWith('launch.')) return 'the launch does not say'
  const described = Object.hasOwn(subject.facts, fact) ? subject.facts[fact] : undefined
  const where = described?.from ? ` (it lives in: ${described.from})` : ''
  return `${manifest.nearest ? 'nobody supplied it' : 'not provided yet'}${where}`
}

function staleWords(finding: Finding, subject: Subject): string {
  const { asks = {}, evidence = {} } = finding
  const limit = durationWords(asks.maxAge ?? 'some time')
  const asOf = readDate(evidence.asOf ?? '')
  const age = asOf.ok ? ageWords(asOf.value, asks.maxAge, subject) : undefined
  return `${foundValue(finding, subject)}, dated ${evidence.asOf ?? 'long ago'}${age ? `, ${age} old` : ''}; at most ${limit} are accepted`
}

/** An age in the unit in which it is limited: whole UTC days against days, else elapsed time from the first instant of a bare day. */
function ageWords(asOf: DateValue, maxAge: string | undefined, { now }: Subject): string | undefined {
  const at = readDate(now)
  if (!at.ok) return undefined
  const limit = readDuration(maxAge ?? '')
  if (!limit.ok || limit.value.days !== undefined) return counted(at.value.day - asOf.day, 'day')
  const elapsed = startOf(at.value) - startOf(asOf)
  const minutes = Math.floor(elapsed / 60_000)
  // Rounded down it would read as if it were not too old.
  if (elapsed - limit.value.ms < 3_600_000) return `more than ${durationWords(maxAge ?? '')}`
  return minutes < 120 ? counted(minutes, 'minute') : counted(Math.floor(minutes / 60), 'hour')
}

function awayWords(date: string, { now }: Subject): string {
  const there = readDate(date)
  const here = readDate(now)
  if (!there.ok || !here.ok) return ''
  const days = here.value.day - there.value.day
  if (days === 0) return ', today'
  return days > 0 ? `, ${counted(days, 'day')} ago` : `, in ${counted(-days, 'day')}`
}

function misfitWords(finding: Finding, subject: Subject): string {
  const { actual, resolved, expected } = finding
  if (Array.isArray(actual)) return `${foundValue(finding, subject)}: not a value that it can be compared with`
  const misfit = scalarMisfit(finding, subject)
  if (misfit) return `${misfit.miss}: ${rawWords(actual)}${misfit.mend === undefined ? '' : `; ${misfit.mend}`}`
  return `${valueWords(actual)} cannot be compared with ${valueWords(resolved ?? expected)}`
}

/** A value in backticks as it is written, whatever it is. */
function rawWords(value: unknown): string {
  const text = excerpt(typeof value === 'object' ? (JSON.stringify(value) ?? '') : String(value ?? ''))
  if (text.trim() === '') return 'empty text'
  // Without its quotes it would look like what was asked for.
  const isQuoted = typeof value === 'string' && (text === 'true' || text === 'false' || Number.isFinite(Number(text)))
  return isQuoted ? `\`"${text}"\`` : `\`${text}\``
}

function itemWords({ items = [] }: Finding, reason: Reason): string {
  const open = items.filter((item) => item.result === 'unknown')
  const [first] = open
  if (!first) return reasonWords[reason]
  const words = `item ${first.index + 1} of the list cannot be told: ${reasonWords[first.reason ?? reason]}`
  return open.length > 1 ? `${words} (and ${counted(open.length - 1, 'other')} likewise)` : words
}

/** The range that a fact on the right lies outside of. */
function boundsWords({ allowed }: Finding): string {
  return allowed?.range ? `, ${rangeWords(allowed.range)}` : ''
}

/** The fact is fine; what it is compared with is not. */
function operandWords(finding: Finding, reason: Reason, subject: Subject): string {
  const found = foundValue(finding, subject)
  const { lookup, expected, fact } = finding
  if (lookup && lookup.fact !== fact)
    return `${found}, to be compared with ${nameOf(lookup.fact, subject)}, which is ${lookedUpWords(lookup, subject)}`
  const path = isMapping(expected) ? expected['fact'] : undefined
  if (typeof path === 'string')
    return `${found}, to be compared with ${nameOf(path, subject)}, which is not known: ${reasonWords[reason]}${boundsWords(finding)}`
  return subject.launch.date === undefined
    ? `${found}, but the launch has no date to compare it with`
    : `${found}, to be compared with a fact that is not known: ${reasonWords[reason]}`
}
