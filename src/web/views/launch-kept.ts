import type { TokenNames } from '../judged-by.ts'
import type { Surroundings } from '../page.ts'
import type { LaunchRecord } from '../room/room.ts'
import { outcomeCell, turnedSince } from '../room/today.ts'
import { type Column, tableOf } from '../table/table.ts'
import type { Section, View } from '../view.ts'
import { historyTable } from './launch-history.ts'

const columns: readonly Column[] = [
  { key: 'requirement', name: 'Requirement', in: 'export' },
  { key: 'outcome', name: 'Outcome', width: 'narrow' },
  { key: 'only_if', name: 'We go to market only if', isHeading: true },
  { key: 'owner', name: 'Owner' },
  { key: 'due', name: 'Due' },
  { key: 'stage', name: 'Stage' },
  { key: 'open_facts', name: 'What is open' },
]

/** What is still known of a launch whose last decision is no longer kept. */
export function notKept(
  record: LaunchRecord,
  { waivers, names }: { readonly waivers: readonly Section[]; readonly names: TokenNames | undefined },
  around: Surroundings,
): View {
  const { launch, reason, requirements } = record.standing
  const turned = turnedSince(record.standing, around.now)
  return {
    title: launch.title,
    kicker: 'Launch',
    lead: `${reason} The decision itself is no longer kept, so its evidence cannot be shown.`,
    sections: [
      {
        heading: 'Requirements',
        table: tableOf({
          name: 'requirements',
          caption: 'Requirements',
          columns,
          items: requirements,
          rowsAtOnce: 200,
          row: (item) => ({
            cells: [
              item.definition.id,
              outcomeCell(item, turned(item)),
              { text: item.definition.title, small: item.definition.id },
              item.definition.owner,
              item.due,
              item.definition.stage,
              { lines: item.open.map(({ fact, reason: why }) => ({ sentence: `\`${fact}\`: ${why}` })) },
            ],
          }),
        }),
      },
      ...waivers,
      { heading: 'Decisions so far', table: historyTable(record, around, names) },
    ],
  }
}
