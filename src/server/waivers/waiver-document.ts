import { parseDocuments } from '../../model/documents.ts'
import type { Waiver as WaiverData } from '../../model/generated/types.ts'
import { type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { byText } from '../../source/order.ts'
import type { Store, WaiverRequest } from '../../store/index.ts'
import { waiverFile } from '../../store/kept-waiver.ts'
import { keptIn } from './kept-waiver.ts'
import { linkedTo, waiversText } from './read-waiver.ts'
import type { WaiverRules } from './waiver-deps.ts'

/** Waivers in force as a file, and those that the commitments have no place for. */
export interface WaiverDocument {
  /** Absent where none is in force. */
  readonly document?: { readonly file: string; readonly text: string }
  readonly misfits: readonly { readonly id: string; readonly diagnostics: readonly Diagnostic[] }[]
}

/**
 * The waivers in force as a document of the kind that files have, so that the same rules judge both: by id, the same bytes for the same
 * waivers. With `rules`, those are left out that would be an error in it, for instance of a requirement that was removed since: an edit
 * of commitments must not be kept back by a waiver that it makes pointless.
 */
export function waiverDocument(requests: readonly WaiverRequest[], rules?: WaiverRules): WaiverDocument {
  const waivers = requests
    .filter(({ state }) => state === 'in-force')
    .map((request) => keptIn(request).waiver)
    .sort((a, b) => byText(a.id, b.id))
  const checked = rules && hasErrors(wrongIn(waivers, rules)) ? waivers.map((waiver) => ({ waiver, wrong: wrongIn([waiver], rules) })) : []
  const misfits = checked.filter(({ wrong }) => hasErrors(wrong)).map(({ waiver, wrong }) => ({ id: waiver.id, diagnostics: wrong }))
  const left = new Set(misfits.map(({ id }) => id))
  const fitting = waivers.filter(({ id }) => !left.has(id))
  return { ...(fitting.length > 0 && { document: { file: waiverFile, text: waiversText(fitting) } }), misfits }
}

function wrongIn(data: readonly WaiverData[], rules: WaiverRules): Diagnostic[] {
  const { waivers, diagnostics } = parseDocuments([{ file: waiverFile, text: waiversText(data) }], rules.config.limits)
  return [...diagnostics, ...(hasErrors(diagnostics) ? [] : linkedTo(rules, waivers))]
}

/** All waivers in force. */
export async function waiversInForce({ waivers }: Pick<Store, 'waivers'>): Promise<readonly WaiverRequest[]> {
  const found: WaiverRequest[] = []
  for (;;) {
    const after = found.at(-1)?.id
    const page = await waivers.list({ state: ['in-force'], limit: 1000, ...(after !== undefined && { after }) })
    found.push(...page)
    if (page.length < 1000) return found
  }
}
