import { placeholders } from '../model/placeholder.ts'
import type { FactType, ScalarType } from '../model/value.ts'

const day = '(?!0000)\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|[12]\\d))'
const clock = '[Tt](?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)'
const date = `${day}(?:${clock})?`
const isoDuration = 'P(?!$|T$)(?:\\d{1,6}W|(?:\\d{1,6}D)?(?:T(?=\\d)(?:\\d{1,6}H)?(?:\\d{1,6}M)?(?:\\d{1,6}S)?)?)'
const duration = `\\d{1,6}(?:s|min|h|d|w)|${isoDuration}`
const launchDay = 'T(?:[+-]\\d{1,4}d)?'

/** How values are written, as regular expressions that an editor checks; a date never refused by the parsers fits, and the reverse but for 29 February. */
export const writtenForms = {
  percent: '-?\\d{1,12}(?:\\.\\d{1,6})?%',
  share: '0{0,9}(?:100(?:\\.0{1,6})?|\\d{1,2}(?:\\.\\d{1,6})?)%',
  money: '[A-Z]{3} -?\\d{1,11}(?:\\.\\d{1,4})?',
  duration,
  date,
  version: 'v?\\d{1,30}(?:\\.\\d{1,30}){0,9}(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+){0,30})?(?:\\+[0-9A-Za-z.-]+)?',
  launchDay,
  due: `T[+-]\\d{1,4}d|T|${date}`,
} as const

/** An example of each type as it is written, for facts whose catalog gives none. */
export const writtenExamples: Readonly<Record<FactType, string>> = {
  number: '4.2',
  count: '0',
  percent: '94%',
  money: 'EUR 10.00',
  duration: '14d',
  date: '2026-10-15',
  version: '"2.10.0"',
  boolean: 'true',
  text: 'a few words',
  choice: 'a few words',
  list: '[de, en]',
}

/** What a value of each type is called in a sentence. */
export const typeWords: Readonly<Record<FactType, string>> = {
  number: 'a number',
  count: 'a whole number, 0 or more',
  percent: 'a percentage',
  money: 'an amount of money',
  duration: 'a duration',
  date: 'a date',
  version: 'a version in quotes',
  boolean: 'true or false',
  text: 'text',
  choice: 'one of its choices',
  list: 'a list',
}

/** The JSON types that values of a type have. */
export function jsonTypesOf(type: ScalarType): readonly string[] {
  if (type === 'number') return ['number']
  if (type === 'count') return ['integer']
  return [type === 'boolean' ? 'boolean' : 'string']
}

const { leads, partedLeads } = placeholders
const partedOff = '(?![A-Za-z0-9\\u00c0-\\u1fff]|[-_.][A-Za-z0-9])'
const lead = `(?:${anyOf(leads)})${partedOff}|(?:${anyOf(partedLeads)})(?:\\s*[:;,(/–—]|\\s+-(?:\\s|$))`
const opener = '[(\\[{"\'“‘«]?'
const fillers = '[?!.…\\-–—_]*'
const end = `\\s*${fillers}\\s*[)\\]}"'”’»]?\\s*${fillers}\\s*$`

/** The placeholders that `isPlaceholder` knows, as an expression for schemas, which have no flag for either case. */
export const placeholderForm = `^\\s*(?:<[^<>]*>|${fillers})\\s*$|^\\s*${opener}\\s*(?:${lead}|(?:${anyOf(placeholders.wholes)})${end})|[\\s(\\[:]${eitherCase('tbd')}${end}`

/** Any of some texts in either case, with any spaces between their words. */
function anyOf(texts: Iterable<string>): string {
  return [...texts].map((text) => eitherCase(text.replaceAll('.', '\\.')).replaceAll(' ', '\\s+')).join('|')
}

function eitherCase(word: string): string {
  return word.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
}
