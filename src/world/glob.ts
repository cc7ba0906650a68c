import { isInside } from '../model/file-path.ts'
import { anyFolders, anyLetter, anyStretch, anythingBelow, choice, type GlobPart, isAllOf, letter, sequence } from './glob-part.ts'

/** A compiled glob over POSIX paths. It runs in time linear in the path and never matches a hidden file or folder. */
export interface Glob {
  readonly text: string
  /** The folder that every match lies in, as far as it is written out; `''` is the root. */
  readonly folder: string
  matches(path: string): boolean
}

export type GlobReading =
  | { readonly ok: true; readonly value: Glob }
  | { readonly ok: false; readonly message: string; readonly hint: string }

const longest = 400
const deepestBraces = 4
const mostChoices = 100
const mostStars = 80

/** Whether a text says more than the name of one file or folder. */
export function isGlob(text: string): boolean {
  return /[*?{]/.test(text)
}

/**
 * Reads `*` (within a segment), `**` (any folders, as a whole segment), `?` and `{a,b}`. Everything else stands for itself, and braces
 * also do: a pattern may be a name that was found, and matches what is named so, whatever else it matches.
 * Length, depth and number of choices are limited; nothing is expanded.
 */
export function readGlob(text: string): GlobReading {
  if (text.length > longest) return wrong(`the pattern is longer than ${longest} characters`, 'split it into several patterns')
  if (text.includes('\\')) return wrong(`\`${text}\` has a backslash, which parts no folders here`, 'write `/` for it')
  if (text.startsWith('/') || text.includes('\0') || text.split('/').includes('..')) {
    return wrong(`\`${text}\` could leave the root`, 'write it from the root, with `/` between folders and without `..`')
  }
  const state: Reading = { text, at: 0, choices: 0, stars: 0 }
  const whole = readParts(state, 0)
  if (whole === undefined)
    return wrong(
      `\`${text}\` has more choices in braces than ${mostChoices}, or deeper ones than ${deepestBraces}`,
      'split it into several patterns',
    )
  if (state.stars > mostStars) return wrong(`\`${text}\` is too long a pattern`, 'split it into several patterns')
  return {
    ok: true,
    value: { text, folder: writtenFolder(text), matches: plainMatch(text) ?? ((path) => isInside(path) && isAllOf(path, whole)) },
  }
}

/** Most patterns have one `*` and nothing else, as `launches/*.yaml`: then the ends of a path are looked at, and that no folder is between. */
function plainMatch(text: string): Glob['matches'] | undefined {
  const star = text.indexOf('*')
  if (star === -1 || /[?{]/.test(text) || text.includes('*', star + 1)) return undefined
  const [start, end] = [text.slice(0, star), text.slice(star + 1)]
  return (path) =>
    path.length >= start.length + end.length &&
    path.startsWith(start) &&
    path.endsWith(end) &&
    !path.slice(start.length, path.length - end.length).includes('/') &&
    isInside(path)
}

interface Reading {
  readonly text: string
  at: number
  choices: number
  stars: number
}

/** The text up to its end, or within braces up to the `,` or `}` that ends a choice; undefined beyond a limit. */
function readParts(state: Reading, depth: number): GlobPart | undefined {
  const parts: GlobPart[] = []
  while (state.at < state.text.length) {
    const char = String.fromCodePoint(state.text.codePointAt(state.at) ?? 0)
    if (depth > 0 && (char === ',' || char === '}')) break
    if (char === '*') parts.push(readStars(state))
    else if (char === '{' && closes(state)) {
      const choices = readBraces(state, depth + 1)
      if (choices === undefined) return undefined
      parts.push(choices)
    } else {
      parts.push(char === '?' ? anyLetter : letter(char))
      state.at += char.length
    }
  }
  return sequence(parts)
}

function readStars(state: Reading): GlobPart {
  const { text } = state
  const start = state.at
  while (text[state.at] === '*') state.at++
  state.stars++
  const before = text[start - 1]
  const after = text[state.at]
  const whole = state.at - start === 2 && (before === undefined || '/{,'.includes(before)) && (after === undefined || '/},'.includes(after))
  if (!whole) return anyStretch
  if (after !== '/') return anythingBelow
  state.at++
  return anyFolders
}

function readBraces(state: Reading, depth: number): GlobPart | undefined {
  if (depth > deepestBraces) return undefined
  const choices: GlobPart[] = []
  const start = state.at
  do {
    state.at++
    if (++state.choices > mostChoices) return undefined
    const part = readParts(state, depth)
    if (part === undefined) return undefined
    choices.push(part)
  } while (state.text[state.at] === ',')
  state.at++
  return choice([...choices, sequence([...state.text.slice(start, state.at)].map(letter))])
}

/** Whether the brace at hand is closed further on; if not, it stands for itself. */
function closes(state: Reading): boolean {
  let open = 0
  for (let at = state.at; at < state.text.length; at++) {
    if (state.text[at] === '{') open++
    if (state.text[at] === '}' && --open === 0) return true
  }
  return false
}

function writtenFolder(text: string): string {
  const first = text.search(/[*?{]/)
  const written = first === -1 ? text : text.slice(0, first)
  return written.slice(0, Math.max(0, written.lastIndexOf('/')))
}

function wrong(message: string, hint: string): GlobReading {
  return { ok: false, message, hint }
}
