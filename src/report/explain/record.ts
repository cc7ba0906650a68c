import { noOutcomes } from '../../engine/outcome.ts'
import { readDate, startOf } from '../../model/date.ts'
import type { Decision } from '../../model/generated/types.ts'
import { sequence } from '../../model/wording.ts'
import { counted } from '../value-words.ts'
import { type Outcome, outcomeMarks } from '../verdict-words.ts'

/** How often a requirement came out as what, over decisions that judged it. */
export interface RequirementRecord {
  readonly decisions: number
  /** How many launches these are about. */
  readonly launches: number
  readonly outcomes: Readonly<Record<Outcome, number>>
  /** The last of these decisions, by the moment as of which it judged. */
  readonly last?: { readonly now: string; readonly launch: string; readonly outcome: Outcome }
}

/** The records of all requirements, written decision by decision; no decision is held. */
export interface RecordBook {
  /** A decision that is given twice counts once. */
  add(decision: Decision): void
  of(id: string): RequirementRecord
}

const order: readonly Outcome[] = ['met', 'unmet', 'unknown', 'waived', 'not-applicable']

interface Written {
  decisions: number
  readonly launches: Set<string>
  readonly outcomes: Record<Outcome, number>
  last?: RequirementRecord['last']
}

/** A book without entries. */
export function recordBook(): RecordBook {
  const seen = new Set<string>()
  const pages = new Map<string, Written>()
  return {
    add({ digest, now, launch, requirements }) {
      if (seen.has(digest)) return
      seen.add(digest)
      for (const { id, outcome } of requirements) {
        const page = pages.get(id) ?? blankPage()
        pages.set(id, page)
        page.decisions++
        page.launches.add(launch.id)
        page.outcomes[outcome]++
        if (page.last === undefined || momentOf(now) >= momentOf(page.last.now)) page.last = { now, launch: launch.id, outcome }
      }
    },
    of(id) {
      const { decisions, launches, outcomes, last } = pages.get(id) ?? blankPage()
      return { decisions, launches: launches.size, outcomes, ...(last && { last }) }
    },
  }
}

/** Moments may be written with offsets, or as days. */
function momentOf(now: string): number {
  const date = readDate(now)
  return date.ok ? startOf(date.value) : 0
}

function blankPage(): Written {
  return { decisions: 0, launches: new Set(), outcomes: noOutcomes() }
}

/** "in 40 decisions about 12 launches: 30 met, 6 not met and 4 waived", how often it was waived, and the last time. */
export function recordWords({ decisions, launches, outcomes, last }: RequirementRecord): string[] {
  if (decisions === 0) return ['no decision given has judged it']
  const parts = order.filter((outcome) => outcomes[outcome] > 0).map((outcome) => `${outcomes[outcome]} ${outcomeMarks[outcome].word}`)
  const applied = decisions - outcomes['not-applicable']
  const rate = outcomes.waived > 0 ? `; waived in ${Math.round((100 * outcomes.waived) / applied)} % of those where it applied` : ''
  return [
    `in ${counted(decisions, 'decision')} about ${counted(launches, 'launch', 'launches')}: ${sequence(parts, 'and')}${rate}`,
    ...(last ? [`last on ${last.now.slice(0, 10)}, for ${last.launch}: ${outcomeMarks[last.outcome].word}`] : []),
  ]
}
