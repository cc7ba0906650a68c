import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parse } from 'yaml'
import { codes, type DiagnosticCode } from '../../src/source/codes.ts'

/** Which public door a case goes through. */
export type Door = 'check' | 'parse' | 'test' | 'disk' | 'cli'

/** One mistake of an author: the smallest realistic files that hold it, and what is agreed about what is said of it. */
export interface Case {
  readonly code: DiagnosticCode
  readonly room: string
  /** What the author did, to complete "The author …". */
  readonly did: string
  readonly door: Door
  readonly files: ReadonlyMap<string, string>
  /** How the files are saved, where it is not UTF-8. */
  readonly encoding?: 'latin1' | 'utf16le' | undefined
  /** Symbolic links, by path: on a disk, or of a commit. */
  readonly links: ReadonlyMap<string, string>
  /** Files that are listed and gone when they are read. */
  readonly gone: readonly string[]
  /** Whether nothing right stands around the files. */
  readonly alone: boolean
  /** Whether the files lie in a Git repository. */
  readonly git: boolean
  /** What the command line names, as `loadWorld` takes it. */
  readonly args: Readonly<Record<string, readonly string[]>>
  readonly stdin?: string | undefined
  /** The command line itself, for the door `cli`. */
  readonly argv: readonly string[]
  readonly now: string
  /** The text that is marked, where the message does not name it. */
  readonly at?: string | undefined
  /** Why there can be no hint; why there can be no range; why it can mark nothing. */
  readonly noHint?: string | undefined
  readonly noRange?: string | undefined
  readonly emptyRange?: string | undefined
  /** Why more than one diagnostic is right, and how many of which code there are beside the one that is meant. */
  readonly beside?: Beside | undefined
  /** What is known to be wrong about what is said; the test then expects something to be wrong. */
  readonly bug?: string | undefined
}

interface Beside {
  readonly because: string
  readonly counts: Readonly<Record<string, number>>
}

type Text = string | Readonly<Record<string, string>>

/** A case as its file has it. */
type Written = Partial<Omit<Case, 'code' | 'room' | 'files' | 'links'>> & {
  readonly code: string
  readonly did: string
  readonly files?: Readonly<Record<string, Text>>
  /** Characters that cannot be written in a case, by a stand-in: `U+0000`. */
  readonly chars?: Readonly<Record<string, string>>
  readonly links?: Readonly<Record<string, string>>
}

const folder = new URL('cases/', import.meta.url)

/** Documents that are right up to a place `{here}`, where a case writes its own lines. */
const frames = read<Readonly<Record<string, string>>>('frames.yaml')

/** Every case, in the order of the files. */
export const cases: readonly Case[] = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml') && name !== 'frames.yaml')
  .sort()
  .flatMap((name) => read<readonly Written[]>(name).map((written) => caseOf(written, basename(name, '.yaml'))))

function read<T>(name: string): T {
  return parse(readFileSync(new URL(name, folder), 'utf8'), { merge: true }) as T
}

function caseOf(written: Written, file: string): Case {
  const { code, did, files = {}, chars = {}, links = {}, door = 'check', ...rest } = written
  if (!isCode(code)) throw new Error(`${file}.yaml has a case for \`${code}\`, which is no declared code`)
  const [room = ''] = code.split('/')
  if (!file.startsWith(room)) throw new Error(`the case for \`${code}\` stands in ${file}.yaml`)
  const texts = Object.entries(files).map(([path, text]) => [path, replaced(framed(text), chars)] as const)
  const defaults = { gone: [], alone: false, git: false, args: {}, argv: [], now: '2026-10-07' }
  return { ...defaults, ...rest, code, room, did, door, files: new Map(texts), links: new Map(Object.entries(links)) }
}

function isCode(text: string): text is DiagnosticCode {
  return Object.hasOwn(codes, text)
}

/** A text as written, or the lines of a case put into a frame, indented as far as their place. */
function framed(text: Text): string {
  if (typeof text === 'string') return text
  const [[name = '', lines = ''] = []] = Object.entries(text)
  const frame = frames[name]
  if (frame === undefined) throw new Error(`there is no frame \`${name}\``)
  return frame.replace(/^( *)\{here\}\n/m, (_, indent: string) =>
    lines
      .trimEnd()
      .replaceAll(/^(?=.)/gm, indent)
      .concat('\n'),
  )
}

function replaced(text: string, chars: Readonly<Record<string, string>>): string {
  return Object.entries(chars).reduce((done, [standIn, point]) => {
    return done.replaceAll(standIn, String.fromCharCode(Number.parseInt(point.replace('U+', ''), 16)))
  }, text)
}
