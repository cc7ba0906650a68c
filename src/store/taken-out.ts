import type { Digest } from '../source/digest.ts'
import type { Database } from './database.ts'
import type { PruningEntry } from './entry.ts'
import { hashOf } from './hash.ts'
import { readEntry } from './read-entry.ts'

/** A pruning entry and its place in the log. */
export interface Pruned extends PruningEntry {
  readonly sequence: number
}

/** What the log says was taken out of it, as far as it was read. */
export interface TakenOut {
  readonly prunings: Pruned[]
  /** The digest that the entry of an erasure names, by the number of the entry. */
  readonly erasures: Map<number, Digest>
  readTo: number
}

/** As long as nothing was read. */
export function nothingTaken(): TakenOut {
  return { prunings: [], erasures: new Map(), readTo: 0 }
}

/** Reads on to the end of the log. Each such entry is in the chain itself, so who looks at all of it looks at these, too. */
export async function readTakenOut(database: Database, taken: TakenOut): Promise<void> {
  const rows = await database.run((queries) =>
    queries
      .selectFrom('entries')
      .select(['sequence', 'entry', 'entry_digest'])
      .where('kind', 'in', ['erasure', 'pruning'])
      .where('sequence', '>', taken.readTo)
      .orderBy('sequence')
      .execute(),
  )
  for (const { sequence, entry, entry_digest } of rows) {
    taken.readTo = sequence
    const said = entry !== null && hashOf(entry) === entry_digest ? readEntry(entry) : undefined
    if (said?.kind === 'pruning') taken.prunings.push({ ...said, sequence })
    if (said?.kind === 'erasure') taken.erasures.set(sequence, said.input)
  }
}

/** Whether a pruning entry says that an entry was dropped. */
export function prunes({ sequence: at, from, upTo, except }: Pruned, sequence: number): boolean {
  return at > sequence && sequence >= from && sequence <= upTo && !except.includes(sequence)
}
