import type { Finding } from '../model/generated/types.ts'
import { equalValues, readValue, spelledType } from '../model/value.ts'
import { sequence } from '../model/wording.ts'
import { isQuantifier } from './condition-words.ts'
import type { Subject } from './naming.ts'
import { counted, isMapping, listWords, scalarOf } from './value-words.ts'

/** What was found where it falls short, saying what exactly is missing or too much where that can be told. */
export function shortfallWords(finding: Finding, _subject: Subject, value: string): string {
  const { operator, actual, actualSize } = finding
  if (actual === undefined) return 'nothing that would do'
  if (isQuantifier(operator)) return quantifierShortfall(finding, value)
  if (!Array.isArray(actual) || actualSize !== undefined || operator === 'size') return value
  const wanted = wantedItems(finding)
  const turned = (operator === 'excludes') !== (finding.polarity === 'forbid')
  const odd = wanted.filter((want) => actual.some((item) => isSame(item, want)) === turned)
  if (odd.length === 0 || (operator === 'includesAny' && !turned)) return value
  return `${value}; ${listWords(odd, 'and')} ${odd.length === 1 ? 'is' : 'are'} ${turned ? 'among them' : 'missing'}`
}

/** Which items keep the demand from being met, as an answer to it: "item 2 of 3 does not". */
function quantifierShortfall({ operator, polarity, actual, actualSize, items = [] }: Finding, value: string): string {
  if (Array.isArray(actual) && actual.length === 0) return 'an empty list'
  const size = actualSize ?? (Array.isArray(actual) ? actual.length : items.length)
  const short = items.filter((item) => item.result === 'unmet')
  const [first] = short
  if (!first) return value
  // Where no item may satisfy the condition, those that do are the ones to name.
  const isGuilty = (operator === 'none') !== (polarity === 'forbid')
  if (size === 1) return `its only item ${isGuilty ? 'does' : 'does not'}${itemWords(actual, 0)}`
  if (short.length === size) return isGuilty ? `all ${size} items do` : `none of its ${size} items does`
  if (short.length === 1) return `item ${first.index + 1} of ${size} ${isGuilty ? 'does' : 'does not'}${itemWords(actual, first.index)}`
  const numbers = short.slice(0, 5).map((item) => String(item.index + 1))
  return `${counted(short.length, 'item')} of ${size} ${isGuilty ? 'do' : 'do not'}: ${sequence([...numbers, ...(short.length > 5 ? ['others'] : [])], 'and')}`
}

function itemWords(actual: unknown, index: number): string {
  const item: unknown = Array.isArray(actual) ? actual[index] : undefined
  return item === undefined || typeof item === 'object' ? '' : `: ${listWords([item], 'and')}`
}

function wantedItems({ expected, resolved }: Finding): readonly unknown[] {
  const wanted = isMapping(expected) ? resolved : expected
  if (Array.isArray(wanted)) return wanted
  return wanted === undefined ? [] : [wanted]
}

/** Items are compared as the engine compares them: each as it is spelled. */
function isSame(item: unknown, want: unknown): boolean {
  const wanted = scalarOf(want)
  const given = scalarOf(item)
  if (!wanted || !given) return false
  const type = spelledType(wanted)
  const a = readValue(type, given)
  const b = readValue(type, wanted)
  return a.ok && b.ok && equalValues(a.value, b.value) === true
}
