import { prepare } from '../../engine/judge.ts'
import { type Commitment, requirementsOf } from '../../model/commitment.ts'
import { formatDay } from '../../model/date.ts'
import { factsReadBy } from '../../model/facts-read.ts'
import { launchDay } from '../../model/launch.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { advise, nodeIn, nodeOf, rangeIn } from './advice.ts'
import type { LintedLaunch, PracticeInput } from './practice-input.ts'

/** More stages than these are not moments that matter any more. */
const mostStages = 15

/** A journey with more stages than people can keep in mind. */
export function longJourney(commitment: Commitment): Diagnostic[] {
  const stages = commitment.journey?.length ?? 0
  if (stages <= mostStages) return []
  const list = nodeIn(commitment, 'journey')
  const beyond = list?.kind === 'list' ? list.items[mostStages] : undefined
  return [
    advise('commitment/long-journey', {
      file: commitment.document.file,
      range: rangeIn(commitment, beyond ?? list),
      message: `the journey of commitment \`${commitment.id}\` has ${stages} stages; beyond ${mostStages} nobody has them all in mind`,
      mend: 'join stages that customers go through as one',
    }),
  ]
}

/** A commitment whose facts all look inward. One that only lists requirements of others is as good as they are. */
export function withoutCpi(commitment: Commitment, { linked }: PracticeInput): Diagnostic[] {
  const own = linked.requirements.filter((item) => item.commitment === commitment)
  const entries = own.flatMap((item) => [...factsReadBy(item)].flatMap((path) => linked.vocabulary.entries.get(path) ?? []))
  if (entries.length === 0 || entries.some((entry) => entry.cpi)) return []
  return [
    advise('commitment/no-cpi', {
      file: commitment.document.file,
      range: rangeIn(commitment, nodeIn(commitment, 'id')),
      message: `no fact that commitment \`${commitment.id}\` reads says what customers gain by it`,
      mend: 'give one such as `cpi: { goal: saves me time, benefit: functional }` in the catalog, or ask for a fact that customers feel',
    }),
  ]
}

/** Requirements that are due when the launch is over. A day is after the launch if it is after every launch that there is. */
export function dueAfterLaunch(commitment: Commitment, { launches = [] }: PracticeInput): Diagnostic[] {
  const days = launches.flatMap(({ launch }) => launchDay(launch) ?? [])
  const last = days.length === 0 ? undefined : Math.max(...days)
  return requirementsOf(commitment).flatMap((requirement) => {
    const { due, localId, enforcement } = requirement
    const isLate = due?.kind === 'offset' ? due.days > 0 : due !== undefined && last !== undefined && due.day > last
    // What holds nothing back may well be looked at after the launch.
    if (!isLate || !due || enforcement === 'advisory') return []
    const written = due.kind === 'offset' ? `T+${due.days}d` : formatDay(due.day)
    const when = due.kind === 'offset' ? 'after the launch' : 'after the last launch there is'
    return [
      advise('commitment/due-after-launch', {
        file: commitment.document.file,
        range: rangeIn(commitment, nodeOf(commitment, requirement, 'due')),
        message: `requirement \`${localId}\` is due \`${written}\`, ${when}, and yet holds launches back before`,
        mend: 'make it due before the launch, such as `T-7d`',
      }),
    ]
  })
}

/** Commitments under which no launch falls: a promise that is kept by nobody looks like one that is always kept. */
export function appliesToNone({ linked, launches, mappings, now }: PracticeInput): Diagnostic[] {
  if (!launches || launches.length === 0) return []
  const conditional = linked.commitments.filter(({ commitment }) => {
    const own = linked.requirements.filter((item) => item.commitment === commitment)
    return own.length > 0 && own.every((item) => item.applies.length > 0)
  })
  if (conditional.length === 0) return []
  const prepared = prepare({ commitments: linked.commitments.map((item) => item.commitment), catalog: linked.catalogs, mappings, now })
  const idle = new Set(conditional.map(({ commitment }) => commitment))
  for (const { launch, facts } of launches) {
    if (idle.size === 0) break
    for (const commitment of underWhich({ launch, facts }, prepared, idle)) idle.delete(commitment)
  }
  return [...idle].map((commitment) =>
    advise('commitment/applies-to-none', {
      file: commitment.document.file,
      range: rangeIn(commitment, nodeIn(commitment, 'id')),
      message: `commitment \`${commitment.id}\` applies to no launch that there is`,
      mend: 'look at its `appliesWhen`, and at what launches say of it',
    }),
  )
}

/** The commitments that a launch falls under, or may: what is not known to apply may apply. */
function underWhich(
  { launch, facts }: LintedLaunch,
  prepared: ReturnType<typeof prepare>,
  commitments: ReadonlySet<Commitment>,
): Commitment[] {
  const { decision } = prepared.judge(launch, facts)
  if (!decision) return [...commitments]
  const applying = new Set(decision.requirements.filter((item) => item.outcome !== 'not-applicable').map((item) => item.id))
  return [...commitments].filter((commitment) => requirementsOf(commitment).some(({ id }) => applying.has(id)))
}
