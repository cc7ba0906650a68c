import { canonicalJson, type Digest } from '../source/digest.ts'
import type { Database } from './database.ts'
import { StoreFailure } from './failure.ts'
import { hashOf, noHash } from './hash.ts'
import { type Head, readHead } from './log.ts'
import type { WaiverRequestRow } from './tables.ts'
import { type WaiverRequest, waiverOf } from './waiver-requests.ts'

/** A waiver that was asked for in the service, as it was when the entries before it were the last. `digest` is over the rest of it. */
export interface WaiverLine extends WaiverRequest {
  readonly line: 'waiver'
  readonly digest: string
}

/** The line of a waiver. */
export function waiverLine(request: WaiverRequest): WaiverLine {
  return { line: 'waiver', ...request, digest: digestOfWaiver(request) }
}

/** The waiver of a line. Throws a `StoreFailure` where it does not fit its digest. */
export function waiverOfLine({ digest, ...line }: WaiverLine): WaiverRequest {
  const { id, launch, requirement, decision, state, document, version, changedAt } = line
  if (digest !== digestOfWaiver(line)) throw new StoreFailure('refused', 'the waiver does not fit its digest')
  return { id, launch, requirement, decision, state, document, version, changedAt }
}

/** The digest over everything that is kept of a waiver. */
export function digestOfWaiver({ id, launch, requirement, decision, state, document, version, changedAt }: WaiverRequest): Digest {
  return hashOf(canonicalJson({ id, launch, requirement, decision, state, document, version, changedAt }))
}

/** Binds the lines of waivers together, in their order: the end of an export says what they come to, so that none can be left out. */
export interface WaiverTally {
  add(line: WaiverLine): void
  readonly hash: Digest
}

export function newTally(): WaiverTally {
  let hash = noHash
  return {
    add: ({ digest }) => {
      hash = hashOf(`{"previous":"${hash}","waiver":"${digest}"}`)
    },
    get hash() {
      return hash
    },
  }
}

/** The waivers that are in other versions than were told, and the head of the log at that same moment. */
export interface ChangedWaivers {
  readonly head: Head
  readonly changed: ReadonlyMap<string, number>
}

/** Sees which waivers are to be told, by id. One statement sees one state, so that no decision of the log is older or newer than they. */
export async function changedWaivers(database: Database, told: ReadonlyMap<string, number>): Promise<ChangedWaivers> {
  const rows = await database.run((queries) =>
    queries
      .selectFrom('chain_head')
      .leftJoin('waiver_requests', (join) => join.onTrue())
      .select(['chain_head.sequence', 'chain_head.hash', 'waiver_requests.id', 'waiver_requests.version'])
      .where('chain_head.id', '=', 1)
      .orderBy('waiver_requests.id')
      .execute(),
  )
  const [first] = rows
  const head = first ? { sequence: first.sequence, hash: first.hash as Digest } : await database.run(readHead)
  const changed = rows.flatMap(({ id, version }) =>
    id === null || version === null || told.get(id) === version ? [] : [[id, version] as const],
  )
  return { head, changed: new Map(changed) }
}

const waiversAtOnce = 200

/** The lines of waivers in the versions that were seen; one that has changed since is left for the next time. */
export async function* linesOfWaivers(database: Database, seen: ReadonlyMap<string, number>): AsyncGenerator<WaiverLine> {
  const ids = [...seen.keys()]
  for (let at = 0; at < ids.length; at += waiversAtOnce) {
    const some = ids.slice(at, at + waiversAtOnce)
    const rows: WaiverRequestRow[] = await database.run((queries) =>
      queries.selectFrom('waiver_requests').selectAll().where('id', 'in', some).execute(),
    )
    const found = new Map(rows.map((row) => [row.id, row]))
    for (const id of some) {
      const row = found.get(id)
      if (row && row.version === seen.get(id)) yield waiverLine(waiverOf(row))
    }
  }
}
