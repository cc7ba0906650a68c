import { checkAllInputs } from './check-inputs.ts'
import { checkAllWaivers } from './check-waivers.ts'
import type { Database } from './database.ts'
import type { Head } from './log.ts'
import type { TakenOut } from './taken-out.ts'

interface Run {
  readonly database: Database
  readonly head: Head
  readonly taken: TakenOut
  readonly faults: string[]
  readonly notes: string[]
  waivers: number
}

const mostFaults = 100

/** What only a look at the whole can tell: the end of the log, the list of launches, inputs that nothing rests on, and waivers. */
export async function checkWhole(run: Run, last: Head): Promise<void> {
  const { database, head, taken, faults } = run
  if (last.sequence !== head.sequence || last.hash !== head.hash)
    faults.push(
      `the log ends with entry ${last.sequence}, and its head says entry ${head.sequence}: entries at the end are gone or were altered`,
    )
  const stray = await database.run((queries) =>
    queries.selectFrom('entries').select('sequence').where('sequence', '<', 1).limit(1).executeTakeFirst(),
  )
  if (stray) faults.push(`there is an entry ${stray.sequence} before the first one`)
  const late = await lateEntry(database, head)
  if (late !== undefined) faults.push(`there is an entry ${late} after the head of the log`)
  for (const launch of await wrongLaunches(database)) faults.push(`the list of launches does not say what the log says of \`${launch}\``)
  const onFault = (fault: string): void => {
    if (faults.length < mostFaults) faults.push(fault)
  }
  await checkAllInputs(database, taken, onFault)
  run.waivers = await checkAllWaivers(database, {
    onFault,
    onNote: (note) => {
      if (run.notes.length < mostFaults) run.notes.push(note)
    },
  })
}

/** An entry beyond the head, unless the head has meanwhile moved there. */
async function lateEntry(database: Database, head: Head): Promise<number | undefined> {
  const late = await database.run((queries) =>
    queries
      .selectFrom('entries')
      .select('sequence')
      .where('sequence', '>', head.sequence)
      .where('sequence', '>', (build) => build.selectFrom('chain_head').select('sequence').where('id', '=', 1))
      .limit(1)
      .executeTakeFirst(),
  )
  return late?.sequence
}

/** One statement sees one state, so what is recorded meanwhile is in both lists or in none. */
async function wrongLaunches(database: Database): Promise<string[]> {
  const rows = await database.run((queries) =>
    queries
      .selectFrom('launches')
      .fullJoin(
        (build) =>
          build
            .selectFrom('entries')
            .select((column) => ['launch as id', column.fn.max('sequence').as('latest')])
            .where('launch', 'is not', null)
            .groupBy('launch')
            .as('found'),
        (join) => join.onRef('found.id', '=', 'launches.launch'),
      )
      .select(['launches.launch', 'found.id'])
      .where((build) =>
        build.or([
          build('launches.launch', 'is', null),
          build('found.id', 'is', null),
          build('launches.sequence', '!=', build.ref('found.latest')),
        ]),
      )
      .limit(mostFaults)
      .execute(),
  )
  return rows.map((row) => row.launch ?? row.id ?? '')
}
