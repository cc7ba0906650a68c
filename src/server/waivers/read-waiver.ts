import { parseDocuments } from '../../model/documents.ts'
import type { Waiver as WaiverData } from '../../model/generated/types.ts'
import { link } from '../../model/link.ts'
import type { Waiver } from '../../model/waivers.ts'
import { type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { ProblemError } from '../problem.ts'
import type { WaiverRules } from './waiver-deps.ts'

/** More than any reason needs; all waivers in force are one file. */
const mostCharacters = 8192

/** The text of a file of waivers: the same bytes for the same waivers. */
export function waiversText(waivers: readonly WaiverData[]): string {
  return `${JSON.stringify({ apiVersion: 'onlyif/v1', kind: 'Waivers', waivers }, null, 2)}\n`
}

/**
 * Reads a waiver as files of waivers are read, against the commitments that it is for. Throws `invalid-files` with the diagnostics that
 * the same mistakes get in a file, their paths as in the waiver; there are no lines and columns to name.
 */
export function readWaiver(data: WaiverData, rules: WaiverRules): Waiver {
  const text = waiversText([data])
  if (text.length > mostCharacters)
    throw new ProblemError('too-large', `the waiver is longer than ${mostCharacters} characters`, { hint: 'link to what it rests on' })
  const { waivers, diagnostics: read } = parseDocuments([{ file: 'waiver', text }], rules.config.limits)
  const linked = hasErrors(read) ? [] : linkedTo(rules, waivers)
  const diagnostics = [...read, ...linked].map(withoutPlace)
  const [waiver] = waivers.flatMap((file) => file.waivers)
  if (hasErrors(diagnostics) || !waiver) throw new ProblemError('invalid-files', 'the waiver is not one that could count', { diagnostics })
  return waiver
}

/** What is wrong between waivers and the commitments. */
export function linkedTo(
  { commitments, catalogs, mappings }: WaiverRules,
  waivers: Parameters<typeof link>[0]['waivers'] & {},
): Diagnostic[] {
  const files = new Set(waivers.map(({ document }) => document.file))
  return link({ commitments, catalogs, mappings, waivers }).diagnostics.filter(({ file }) => files.has(file))
}

function withoutPlace({ range: _, related: __, path, ...rest }: Diagnostic): Diagnostic {
  return { ...rest, ...(path && { path: path[0] === 'waivers' ? path.slice(2) : path }) }
}
