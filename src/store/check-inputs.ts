import type { Digest } from '../source/digest.ts'
import type { Database } from './database.ts'
import { hashOf } from './hash.ts'
import { digestsAtOnce } from './inputs.ts'
import { readTakenOut, type TakenOut } from './taken-out.ts'

/** What is there of the inputs that some entries rest on. */
export interface InputStates {
  readonly erased: ReadonlySet<Digest>
  readonly faults: ReadonlyMap<Digest, string>
}

/** Looks the inputs of some entries up. With `withTexts` each text is compared with its digest, too. */
export async function inputStates(
  database: Database,
  digests: readonly Digest[],
  taken: TakenOut,
  withTexts: boolean,
): Promise<InputStates> {
  const erased = new Set<Digest>()
  const faults = new Map<Digest, string>()
  for (let at = 0; at < digests.length; at += digestsAtOnce) {
    const some = digests.slice(at, at + digestsAtOnce)
    const rows = await database.run((queries) =>
      queries
        .selectFrom('inputs')
        .select((build) => [
          'digest',
          'erased',
          withTexts ? 'text' : build.case().when('text', 'is', null).then(null).else('').end().as('text'),
        ])
        .where('digest', 'in', some)
        .execute(),
    )
    await readTakenOut(database, taken)
    const found = new Map(rows.map((row) => [row.digest as Digest, row]))
    for (const digest of some) {
      const row = found.get(digest)
      const fault = row ? inputFault(digest, row, taken, withTexts) : 'its text is gone, and no entry of the log says that it was erased'
      if (fault !== undefined) faults.set(digest, fault)
      else if (row?.text === null) erased.add(digest)
    }
  }
  return { erased, faults }
}

/** Looks at every input there is, so that one that nothing rests on is looked at, too. Calls back with what is wrong. */
export async function checkAllInputs(database: Database, taken: TakenOut, onFault: (fault: string) => void): Promise<void> {
  let after = ''
  for (;;) {
    const rows = await database.run((queries) =>
      queries.selectFrom('inputs').select(['digest', 'erased', 'text']).where('digest', '>', after).orderBy('digest').limit(100).execute(),
    )
    await readTakenOut(database, taken)
    for (const row of rows) {
      const fault = inputFault(row.digest as Digest, row, taken, true)
      if (fault !== undefined) onFault(`the input ${row.digest}: ${fault}`)
    }
    const last = rows.at(-1)
    if (!last) return
    after = last.digest
  }
}

function inputFault(
  digest: Digest,
  { text, erased }: { readonly text: string | null; readonly erased: number | null },
  { erasures }: TakenOut,
  withTexts: boolean,
): string | undefined {
  if (text === null)
    return erased !== null && erasures.get(erased) === digest
      ? undefined
      : 'its text is gone, and no entry of the log says that it was erased'
  if (erased !== null) return 'it is said to be erased, and its text is there'
  return withTexts && hashOf(text) !== digest ? 'its text does not fit its digest' : undefined
}
