import type { Decision } from '../../model/generated/types.ts'
import { counted } from '../../report/value-words.ts'
import { type CommitmentFigures, commitmentFigures, type RequirementFigures } from '../derived/commitment-figures.ts'
import { dayNumberOf } from '../derived/days.ts'
import type { Surroundings } from '../page.ts'
import type { LaunchRecord, Room } from '../room/room.ts'
import { type Cell, type Column, type Table, tableOf } from '../table/table.ts'
import { anchorOf } from '../targets.ts'
import type { Ask, Section, View } from '../view.ts'
import { commitmentTarget } from '../view-targets.ts'
import { noDecisions } from './empty.tsx'
import { RequirementWords } from './requirement-words.tsx'

const columns: readonly Column[] = [
  { key: 'only_if', name: 'We go to market only if', isHeading: true, width: 'wide' },
  { key: 'owner', name: 'Owner', width: 'name' },
  { key: 'met_share', name: 'Met', width: 'narrow' },
  { key: 'met', name: 'Met', in: 'export', isNumber: true },
  { key: 'unmet', name: 'Not met', isNumber: true, width: 'narrow' },
  { key: 'unknown', name: 'Unknown', isNumber: true, width: 'narrow' },
  { key: 'waived', name: 'Waived', isNumber: true, width: 'narrow' },
  { key: 'not_applicable', name: 'Does not apply', isNumber: true, width: 'narrow' },
  { key: 'remark', name: 'Worth a look', width: 'word' },
  { key: 'last_unmet', name: 'Last not met', in: 'export' },
  { key: 'applied', name: 'Applied', in: 'export', isNumber: true },
  { key: 'requirement', name: 'Requirement', in: 'export' },
  { key: 'commitment', name: 'Commitment', in: 'export' },
  { key: 'stage', name: 'Stage', in: 'export' },
  { key: 'enforcement', name: 'Enforcement', in: 'export' },
]

/** What is promised to customers, how often it is kept, and at `/commitments/ID` in plain words. */
export async function commitments({ rest }: Ask, around: Surroundings): Promise<View | undefined> {
  const all = commitmentFigures(around.room)
  const [id] = rest
  if (id === undefined) return overview(all, around.room)
  const found = all.find(({ commitment }) => commitment.id === id)
  return rest.length > 1 || !found ? undefined : detail(found, around)
}

function overview(all: readonly CommitmentFigures[], { launches }: Room): View {
  const lines = all.flatMap((item) => item.requirements.map((figures) => ({ item, figures })))
  // One that stands in two commitments is one.
  const distinct = [...new Map(lines.map(({ figures }) => [figures.definition.id, figures])).values()]
  return {
    title: 'Commitments',
    kicker: 'What we promise, and how often we keep it',
    lead:
      all.length === 0
        ? 'No decision is here yet.'
        : `${counted(all.length, 'commitment')} with ${asked(distinct)}.${shared(lines.length - distinct.length)}${worthALook(distinct)}`,
    isWide: true,
    sections: [{ ...(all.length > 0 && { note: countedNote(launches.size) }), table: figuresTable(lines), empty: noDecisions() }],
  }
}

/** "31 requirements, 26 that block and 5 that only advise" */
function asked(figures: readonly RequirementFigures[]): string {
  const advice = figures.filter(({ enforcement }) => enforcement === 'advisory').length
  const all = counted(figures.length, 'requirement')
  if (advice === 0) return all
  const block = figures.length - advice
  return `${all}, ${block} that ${block === 1 ? 'blocks' : 'block'} and ${advice} that only ${advice === 1 ? 'advises' : 'advise'}`
}

function shared(more: number): string {
  return more === 0 ? '' : ` Some stand in several commitments, so ${counted(more, 'line')} more ${more === 1 ? 'is' : 'are'} listed below.`
}

function worthALook(figures: readonly RequirementFigures[]): string {
  const never = figures.filter(({ neverApplied }) => neverApplied).length
  const easy = figures.filter(({ neverFailed }) => neverFailed).length
  return `${never > 0 ? ` ${never} never applied to any launch.` : ''}${easy > 0 ? ` ${easy} never failed.` : ''}`
}

/** What the numbers of the table are numbers of. */
function countedNote(launches: number): string {
  const of = launches === 1 ? 'the one that was judged' : `all ${launches} that were judged`
  return `Each number counts launches, ${of}, closed ones too, by the last decision about each. Met is a share of those to which the requirement applies.`
}

function figuresTable(
  lines: readonly { readonly item: CommitmentFigures; readonly figures: RequirementFigures }[],
  isAlone = false,
): Table {
  return tableOf({
    name: 'commitments',
    caption: 'Requirements and how launches stand by them',
    columns,
    items: lines,
    row: ({ item: { commitment, launches }, figures }) => ({
      ...(!isAlone && {
        group: `${commitment.title} · ${commitment.owner} answers for it · judges ${counted(launches, 'launch', 'launches')}`,
      }),
      cells: figuresCells(figures, commitment.id),
    }),
  })
}

function figuresCells(
  { definition, enforcement, launches, applied, neverApplied, neverFailed, lastUnmet }: RequirementFigures,
  commitment: string,
): Cell[] {
  const { id, title, owner, stage } = definition
  const remark = neverApplied ? 'never applied' : neverFailed ? 'never failed' : undefined
  const why = neverApplied ? 'is its condition right?' : 'does it ask enough?'
  return [
    { text: title, to: commitmentTarget(commitment, anchorOf(id)), small: enforcement === 'advisory' ? `${id} · advisory` : id },
    owner,
    { share: launches.met, of: applied },
    launches.met,
    launches.unmet,
    launches.unknown,
    launches.waived,
    launches['not-applicable'],
    remark === undefined ? undefined : { text: remark, small: why },
    lastUnmet?.slice(0, 10),
    applied,
    id,
    commitment,
    stage,
    enforcement,
  ]
}

async function detail(item: CommitmentFigures, around: Surroundings): Promise<View> {
  const { commitment, requirements, launches } = item
  const decision = await judgedBy(commitment.id, around)
  const explained = around.explanation?.commitments.find(({ id }) => id === commitment.id)
  return {
    title: commitment.title,
    kicker: `Commitment ${commitment.id}`,
    lead: `${commitment.owner} answers for it. It asks for ${asked(requirements)}, and has judged ${counted(launches, 'launch', 'launches')}.`,
    isWide: true,
    sections: [
      {
        heading: 'How it is kept',
        note: countedNote(launches),
        table: figuresTable(
          requirements.map((figures) => ({ item, figures })),
          true,
        ),
      },
      ...requirements.map(
        ({ definition: { id } }, i): Section => ({
          ...(i === 0 && { heading: 'In plain words', note: 'Each names the open launches that do not keep it today.' }),
          content: (
            <RequirementWords
              id={id}
              judged={decision?.requirements.find((requirement) => requirement.id === id)}
              explained={explained?.requirements.find((requirement) => requirement.id === id)}
              {...{ decision, room: around.room, links: around.links, today: dayNumberOf(around.now) ?? 0 }}
            />
          ),
        }),
      ),
    ],
  }
}

/** A whole decision by a commitment: that of the launch that was judged by it last. */
async function judgedBy(id: string, { room, decisionOf }: Surroundings): Promise<Decision | undefined> {
  const records = [...room.launches.values()].filter(({ standing }) => standing.commitments.some((item) => item.id === id))
  const last = records.reduce<LaunchRecord | undefined>((a, b) => (a && a.last.sequence > b.last.sequence ? a : b), undefined)
  return last && decisionOf(last.last.digest)
}
