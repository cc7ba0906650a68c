import type { WaiverView } from '../../src/server/waivers/kept-waiver.ts'
import { expireWaivers, lapseBy } from '../../src/server/waivers/settle.ts'
import { canonicalJson, digestOf } from '../../src/source/digest.ts'
import type { Store } from '../../src/store/index.ts'
import { answer, ask, type Place, placeIn } from '../server/waivers/place.ts'
import type { Place as Base } from './databases.ts'

export type Line = Readonly<Record<string, unknown>>

export async function linesOf(store: Store, from?: number): Promise<string[]> {
  const lines: string[] = []
  for await (const line of store.exportLines(from === undefined ? {} : { from })) lines.push(JSON.stringify(line))
  return lines
}

export interface Story extends Place {
  /** One waiver in each state, by its state; decisions were judged by the one in force. */
  readonly waivers: Readonly<Record<'in-force' | 'requested' | 'refused' | 'withdrawn' | 'expired' | 'lapsed', WaiverView>>
}

/** A store in which a waiver came to every end that there is. */
export async function story(base: Pick<Base, 'address' | 'open'>, address = base.address()): Promise<Story> {
  const place = await placeIn((options) => base.open(address, options))
  const first = await place.judge()
  const inForce = await ask(place, first)
  await answer(place, 'maria', inForce, { role: 'cco' })
  const approved = await answer(place, 'petra', { ...inForce, version: 2 })
  const requested = await answer(place, 'mia', await ask(place, first, { reason: 'a second one' }))
  const refused = await answer(place, 'mia', await ask(place, first), { answer: 'refuse', because: 'not yet' })
  const withdrawn = await answer(place, 'ola', await ask(place, first), { answer: 'withdraw' })
  const expired = await ask(place, first, { expires: '2026-10-08' })
  const languages = { requirement: 'promise/languages', covers: { 'docs.languages': { includesAll: ['de', 'en'] } } }
  const lapsed = await ask(place, first, languages)
  place.pass(2)
  await expireWaivers(place.deps)
  const decision = await place.judge({ needed: '[de, en, nb, fr]' })
  await lapseBy({ decision, sequence: (await place.store.head()).sequence }, place.deps)
  await place.judge({ languages: '[de, en, nb]' })
  return { ...place, waivers: { 'in-force': approved, requested, refused, withdrawn, expired, lapsed } }
}

/** Lines with one waiver edited by somebody who knows how digests are made: only what it says can tell. */
export function forged(lines: readonly string[], id: string, edit: (line: Line) => Line): string[] {
  let hash = `sha256:${'0'.repeat(64)}`
  return lines.map((text) => {
    const line = JSON.parse(text) as Line
    if (line['line'] === 'end') return JSON.stringify({ ...line, waivers: hash })
    if (line['line'] !== 'waiver') return text
    const { line: _, digest: __, ...rest } = line['id'] === id ? edit(line) : line
    const digest = digestOf(canonicalJson(rest))
    hash = digestOf(`{"previous":"${hash}","waiver":"${digest}"}`)
    return JSON.stringify({ line: 'waiver', ...rest, digest })
  })
}

/** A line with another text in what is kept of its waiver. */
export function redocumented(line: Line, edit: (kept: Record<string, never>) => object): Line {
  return { ...line, document: JSON.stringify(edit(JSON.parse(String(line['document'])) as Record<string, never>)) }
}
