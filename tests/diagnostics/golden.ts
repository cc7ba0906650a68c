import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { escapeUnseen } from '../../src/report/escape.ts'
import { codes, type DiagnosticCode } from '../../src/source/codes.ts'
import type { Case } from './cases.ts'
import type { Said } from './doors.ts'

const folder = fileURLToPath(new URL('goldens/', import.meta.url))
const rule = '-'.repeat(80)

/** Whether goldens are written instead of compared: `UPDATE_GOLDENS=1`. */
export const updates = process.env['UPDATE_GOLDENS'] === '1'

/** The golden of a code: every case of it, with its files and what is said. */
export function goldenText(code: DiagnosticCode, parts: readonly { readonly given: Case; readonly said: Said }[]): string {
  return [`${code} (${codes[code].severity}): ${codes[code].means}\n`, ...parts.map(({ given, said }) => part(given, said))].join(
    `\n${rule}\n`,
  )
}

function part(given: Case, { diagnostics, print }: Said): string {
  const shown = diagnostics.filter((item) => item.code === given.code || given.bug !== undefined).slice(0, 5)
  const files = [...given.files].map(
    ([file, text]) => `${file}${given.encoding ? `, saved as ${given.encoding}` : ''}\n${indented(text)}\n`,
  )
  const links = [...given.links].map(([path, target]) => `${path} is a link to ${target}\n`)
  const circumstances = [
    ...Object.entries(given.args).map(([name, values]) => `${name} on the command line: ${values.join(' ')}\n`),
    ...(given.argv.length > 0 ? [`onlyif ${given.argv.join(' ')}\n`] : []),
    ...(given.stdin === undefined ? [] : [`standard input\n${indented(given.stdin)}\n`]),
    ...(given.gone.length > 0 ? [`gone when it is read: ${given.gone.join(', ')}\n`] : []),
    ...(given.now === '2026-10-07' ? [] : [`now: ${given.now}\n`]),
  ]
  const bug = given.bug === undefined ? [] : [`Known to be wrong: ${given.bug}.\n`]
  return [`The author ${given.did}.\n`, ...bug, ...files, ...links, ...circumstances, ...shown.map(print)].join('\n')
}

/** The lines of a text, each indented; what cannot be seen as an escape, long stretches of one line left out. */
function indented(text: string): string {
  const lines = text.trimEnd().split('\n')
  const kept = lines.filter((line, index) => line !== lines[index - 1] || line !== lines[index + 1])
  const shown =
    kept.length < lines.length ? [...kept.slice(0, -1), `… ${lines.length - kept.length} more such lines`, ...kept.slice(-1)] : kept
  return shown.map((line) => `    ${escapeUnseen(line)}`.trimEnd()).join('\n')
}

export function readGolden(code: DiagnosticCode): string | undefined {
  try {
    return readFileSync(pathOf(code), 'utf8')
  } catch {
    return undefined
  }
}

export function writeGolden(code: DiagnosticCode, text: string): void {
  mkdirSync(dirname(pathOf(code)), { recursive: true })
  writeFileSync(pathOf(code), text)
}

/** The codes that goldens are named for, declared or not. */
export function goldenCodes(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .map((name) => name.replaceAll('\\', '/').slice(0, -'.txt'.length))
    .sort()
}

export function removeGolden(code: string): void {
  rmSync(join(folder, `${code}.txt`))
}

function pathOf(code: DiagnosticCode): string {
  return join(folder, `${code}.txt`)
}
