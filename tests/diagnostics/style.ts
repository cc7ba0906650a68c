import type { Diagnostic } from '../../src/source/diagnostic.ts'
import { LineIndex, type Range } from '../../src/source/position.ts'
import type { Case } from './cases.ts'
import type { Said } from './doors.ts'

/** Words that blame, plead, or are known to programmers only. */
const unwanted =
  /\b(?:please|illegal|oops|invalid|sorry|must not be null|scalars?|nodes?|tokens?|parse[dr]?|parsing|string|integer|boolean|array|object|regex(?:p)?|schema|undefined|null|serial\w*)\b/i

/** Everything about what is said of a case that is not as agreed; nothing when all is well. */
export function wrongWith(given: Case, { diagnostics, textOf }: Said): string[] {
  const own = diagnostics.filter((item) => item.code === given.code)
  return [
    ...aboutCounts(given, diagnostics),
    ...own.flatMap((item) => [
      ...aboutMessage(item),
      ...aboutRelated(item),
      ...aboutJargon(given, item),
      ...aboutHint(given, item),
      ...aboutUserText(given, item),
      ...aboutRange(given, item, textOf),
    ]),
  ]
}

function aboutCounts({ code, beside }: Case, diagnostics: readonly Diagnostic[]): string[] {
  const due = new Map(Object.entries(beside?.counts ?? {}))
  due.set(code, (due.get(code) ?? 0) + 1)
  const all = new Set([...due.keys(), ...diagnostics.map((item) => item.code)])
  return [...all].flatMap((each) => {
    const found = diagnostics.filter((item) => item.code === each)
    const count = due.get(each) ?? 0
    return found.length === count
      ? []
      : [
          `there are ${found.length} of ${each}, not ${count}: ${found
            .slice(0, 3)
            .map((item) => item.message)
            .join(' | ')}`,
        ]
  })
}

function aboutMessage({ message }: Diagnostic): string[] {
  const prose = withoutCode(message)
  return [
    ...(/^(?:`|[a-z])/.test(message) ? [] : [`the message begins with neither a small letter nor text in backticks: ${message}`]),
    ...(/^[\s,:]*[A-Z]/.test(prose.replace(/^‹›/, '')) ? [`the message goes on with a capital letter: ${message}`] : []),
    ...(/[.!?]$/.test(message.trimEnd()) ? [`the message ends with a full stop: ${message}`] : []),
    ...(unwanted.test(prose) ? [`the message uses \`${unwanted.exec(prose)?.[0]}\`: ${message}`] : []),
    ...(/["“”]|(?:^|\s)'/.test(prose) ? [`the message quotes without backticks: ${message}`] : []),
    ...(message.length > 160 ? [`the message has ${message.length} characters: ${message}`] : []),
    ...((message.match(/`/g)?.length ?? 0) % 2 === 1 && !message.includes('```') ? [`a backtick is not closed: ${message}`] : []),
  ]
}

function aboutRelated({ related = [] }: Diagnostic): string[] {
  return related.flatMap(({ message }) =>
    /^(?:`|[a-z]).*[^.]$/.test(message) ? [] : [`a related place is not told as agreed: ${message}`],
  )
}

/** What people who write YAML, and do not think of it as YAML, would not say. A file of kind Mapping is called one, and has a name. */
function aboutJargon({ room }: Case, { message, hint = '' }: Diagnostic): string[] {
  const found = /\b(?:an? (?:empty )?mapping|one mapping|scalar|aliases?|anchor)\b(?! ‹)/.exec(
    `${withoutCode(message)}; ${withoutCode(hint)}`,
  )
  return found && room !== 'yaml' ? [`\`${found[0]}\` is no word for authors: ${message}; ${hint}`] : []
}

function aboutHint({ noHint }: Case, { hint }: Diagnostic): string[] {
  if (hint === undefined) return noHint === undefined ? ['there is no hint, and the case does not say why'] : []
  const prose = withoutCode(hint)
  return [
    ...(noHint === undefined ? [] : [`there is a hint, though the case says that there can be none: ${hint}`]),
    ...(/^(?:`|[a-z])/.test(hint) ? [] : [`the hint begins with neither a small letter nor text in backticks: ${hint}`]),
    ...(/[.!]$/.test(hint.trimEnd()) ? [`the hint ends with a full stop: ${hint}`] : []),
    ...(unwanted.test(prose) ? [`the hint uses \`${unwanted.exec(prose)?.[0]}\`: ${hint}`] : []),
  ]
}

/** Ids, paths and the like that stand in the files must stand in backticks, in the message and in the hint. */
function aboutUserText({ files }: Case, { message, hint = '' }: Diagnostic): string[] {
  const words = new Set([...files.values()].flatMap((text) => text.match(/[\p{L}\p{N}_/@%.-]{3,}/gu) ?? []).filter(isDistinctive))
  const prose = `${withoutCode(message)}; ${withoutCode(hint)}`.split(/[\s,;:()]+/)
  return prose.filter((word) => words.has(word)).map((word) => `\`${word}\` stands without backticks: ${message}; ${hint}`)
}

/** Whether a word could not stand in a sentence of ours: it has a dot, hyphen, slash, digit or inner capital. */
function isDistinctive(word: string): boolean {
  return /[./_@%]|\d|[a-z][A-Z]|\p{L}-\p{L}/u.test(word) && !/^(?:up-to-date|e\.g\.|UTF-8|built-in|\d+)$/.test(word)
}

function aboutRange(
  given: Case,
  { file, range, message, related = [] }: Diagnostic,
  textOf: (file: string) => string | undefined,
): string[] {
  const wrongRelated = related.flatMap((place) => aboutPlace(place.range, textOf(place.file)).map((wrong) => `related: ${wrong}`))
  if (!range) return given.noRange === undefined ? ['there is no range, and the case does not say why'] : wrongRelated
  if (given.noRange !== undefined) return [`there is a range, though the case says that there can be none: ${message}`]
  const text = textOf(file)
  const wrong = given.emptyRange === undefined ? aboutPlace(range, text) : []
  const marked = text === undefined ? undefined : textAt(text, range)
  return [...wrongRelated, ...wrong, ...(marked === undefined || wrong.length > 0 ? [] : aboutMarked(given, message, marked))]
}

/** A range lies inside of its text and marks something. */
function aboutPlace({ start, end }: Range, text: string | undefined): string[] {
  if (text === undefined) return ['it points into a file that the case does not have']
  const lines = text.split(/\r\n|\n|\r/)
  const isInside = [start, end].every(({ line, column }) => {
    const length = lines[line - 1]?.length
    return length !== undefined && column >= 1 && column <= length + 1
  })
  const at = `${start.line}:${start.column}-${end.line}:${end.column}`
  if (!isInside) return [`${at} lies outside of the file`]
  const order = start.line - end.line || start.column - end.column
  return order < 0 ? [] : [order === 0 ? `${at} marks nothing` : `${at} ends before it begins`]
}

/** What is marked is what the message names, or what the case says. */
function aboutMarked({ at, emptyRange }: Case, message: string, marked: string): string[] {
  if (emptyRange !== undefined) return []
  if (at !== undefined) return at === marked ? [] : [`what is marked is ${JSON.stringify(marked)}, not ${JSON.stringify(at)}`]
  const plain = unquoted(marked)
  const named = [...message.matchAll(/`([^`]*)`/g)].map((match) => match[1] ?? '')
  const isNamed = named.some(
    (name) =>
      name !== '' &&
      [name, unquoted(name), name.slice(name.lastIndexOf('.') + 1), name.slice(0, name.indexOf(':'))].some(
        (part) => part !== '' && (part === plain || plain.startsWith(`${part}:`)),
      ),
  )
  return isNamed ? [] : [`what is marked is ${JSON.stringify(marked)}, which the message does not name: ${message}`]
}

function textAt(text: string, { start, end }: Range): string {
  const lines = new LineIndex(text)
  let from = 0
  while (from < text.length && (lines.position(from).line < start.line || lines.position(from).column < start.column)) from++
  let to = from
  while (to < text.length && (lines.position(to).line < end.line || lines.position(to).column < end.column)) to++
  return text.slice(from, to).trimEnd()
}

function unquoted(text: string): string {
  return text
    .replace(/^(["'])(.*)\1$/s, '$2')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** A sentence with everything in backticks taken out. */
function withoutCode(sentence: string): string {
  return sentence.replaceAll(/`[^`]*`/g, '‹›')
}
