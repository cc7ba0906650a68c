import type { Decision, Finding, JudgedRequirement } from '../model/generated/types.ts'
import { byText } from '../source/order.ts'
import { groupsOf, isBlockedBy, isOpen, isRelative, isUnclear, openFindings, stuckNote } from './requirement-groups.ts'
import { localId, whenWords } from './requirement-words.ts'
import { counted } from './value-words.ts'
import { type Conclusion, praiseWords } from './verdict-words.ts'
import { clockWords, followUpWords } from './waiver-words.ts'
import { foundOf, nameOf, needsWords } from './words.ts'

/** Something that would have to become true before the launch goes, and who can bring it about. */
export interface Change {
  readonly owner: string
  readonly text: string
  readonly requirements: readonly string[]
}

/** What would make a blocked launch go: changes, or why none does. */
export interface Way {
  /** For a line: "A go if", or "Next" where no change helps. */
  readonly label: string
  readonly title: string
  readonly note: string
  readonly changes: readonly Change[]
}

const namedAtMost = 6
const changesAtMost = 3
const evidenceKeys: ReadonlySet<string> = new Set(['maxAge', 'minSample', 'minWindow', 'link', 'note'])

/** The verdict's reason in one sentence. */
export function reasonSentence(decision: Conclusion): string {
  const { unmet, unknown, waived, met } = decision.counts.blocking
  const total = unmet + unknown + waived + met
  switch (decision.verdict) {
    case 'no-go':
      return `${ofAll(unmet, total)} not met${unknown === 0 ? '' : `, and nobody can tell yet about ${unknown}`}.`
    case 'hold':
      if (unknown === 0) return 'No requirement applies to this launch, so nothing was judged, and nothing judged is not a go.'
      return `Nobody can tell yet whether ${ofAll(unknown, total).replace(/^The/, 'the')} met.`
    case 'conditional-go': {
      const except = `Every requirement that applies is met, except ${waived} that ${waived === 1 ? 'is' : 'are'} waived for a time.`
      return decision.blocked ? `${except} No exceptions are allowed here, so the launch is blocked.` : except
    }
    case 'go':
      if (met === 0) return 'No blocking requirement applies to this launch, and its commitments let such a launch go.'
      return praiseWords(decision) ?? `${met === 1 ? 'The one requirement that applies is' : `All ${met} requirements that apply are`} met.`
  }
}

/** "2 of the 11 requirements that apply are", "The one requirement is". */
function ofAll(some: number, total: number): string {
  if (total === 1) return 'The one requirement is'
  return some === total ? `The ${total} requirements are` : `${some} of the ${total} requirements that apply ${some === 1 ? 'is' : 'are'}`
}

/** Three lines for people in a hurry: what is missing, who owns it, what would make it a go. */
export function threeLines(decision: Decision): { readonly label: string; readonly text: string }[] {
  if (!decision.blocked) return openEnds(decision)
  const open = decision.requirements.filter((item) => isBlockedBy(item, decision))
  const { label, note } = wayToGo(decision)
  if (open.length === 0) return [{ label, text: note }]
  return [
    { label: 'Missing', text: missingWords(open) },
    { label: 'Owned by', text: ownerWords(open) },
    { label, text: changeWords(decision) ?? note },
  ]
}

/** The first changes in short, without what is asked of evidence; nothing where no change helps. */
function changeWords(decision: Decision): string | undefined {
  const { possible, changes } = decision.toGo
  if (!possible || changes.length === 0) return undefined
  const brief = changes.slice(0, changesAtMost).map(({ fact, needs, owner }) => {
    const bare = Object.fromEntries(Object.entries(needs).filter(([key]) => !evidenceKeys.has(key)))
    return `${needsWords(fact, bare, decision)} (${owner})`
  })
  const rest = changes.length - brief.length
  return `${brief.join('; ')}${rest > 0 ? `; and ${counted(rest, 'more change')}` : ''}`
}

/** The fewest changes that make a blocked launch go; for any other launch, nothing. */
export function wayToGo(decision: Decision): Way {
  const { blocked, verdict, toGo, counts, noExceptions } = decision
  const { waived } = counts.blocking
  if (!blocked) return dead('')
  if (verdict === 'conditional-go') return dead('No exceptions are allowed in this run: what is waived must be met.')
  if (!toGo.possible) return impossible(decision)
  const label = waived > 0 && !noExceptions ? 'A conditional go if' : 'A go if'
  const changes = toGo.changes.map(({ owner, fact, needs, requirements }) => ({
    owner,
    text: needsWords(fact, needs, decision),
    requirements,
  }))
  const notes = [
    ...(toGo.minimal ? [] : ['Fewer changes may do.']),
    ...(noExceptions && waived > 0 ? ['No exceptions are allowed in this run: what is waived must be met, too.'] : []),
  ]
  return {
    label,
    title: `${label} …`,
    note: notes.join(' '),
    changes: changes.sort((a, b) => byText(a.owner, b.owner)),
  }
}

function dead(note: string, changes: readonly Change[] = []): Way {
  return { label: 'Next', title: 'What would make it a go', note, changes }
}

function impossible(decision: Decision): Way {
  const stuck = decision.toGo.blockedBy.flatMap((id) => decision.requirements.find((item) => item.id === id) ?? [])
  if (stuck.length === 0) return dead('Check which commitments are meant for this launch, and their `appliesWhen`.')
  return dead(
    stuckNote(stuck),
    stuck.map((item) => ({ owner: item.owner, text: stuckWords(item, decision), requirements: [item.id] })),
  )
}

function stuckWords(requirement: JudgedRequirement, decision: Decision): string {
  const unclear = isUnclear(requirement)
  const open = openFindings(requirement)
  const isOfLaunch = ({ fact, expected }: Finding): boolean =>
    fact.startsWith('launch.') || (decision.launch.date === undefined && isRelative(expected))
  const ofLaunch = open.find(isOfLaunch)
  const first = ofLaunch ?? open[0]
  if (!first) return requirement.title
  const words = unclear ? whenWords(first, decision) : `${nameOf(first.fact, decision)}: ${foundOf(first, decision)}`
  return ofLaunch ? `${words}; the launch itself would have to change` : words
}

/** "to fix: can-take-it-back, reliable-in-beta; to find out: beta-delight". */
function missingWords(open: readonly JudgedRequirement[]): string {
  const verbs = { fix: 'to fix', 'find-out': 'to find out', waived: 'waived' } as const
  return groupsOf(open)
    .flatMap(({ key, items }) => {
      const verb = key === 'fix' || key === 'find-out' || key === 'waived' ? verbs[key] : undefined
      const names = items.slice(0, namedAtMost).map(({ id }) => localId(id))
      const rest = items.length - names.length
      return verb === undefined ? [] : [`${verb}: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`]
    })
    .join('; ')
}

/** Owners of what is open, those with most to do first: "head-of-product (2), reliability-lead". */
function ownerWords(open: readonly JudgedRequirement[]): string {
  const tally = new Map<string, number>()
  for (const { owner } of open) tally.set(owner, (tally.get(owner) ?? 0) + 1)
  const names = [...tally]
    .sort(([a, x], [b, y]) => y - x || byText(a, b))
    .map(([owner, count]) => (count > 1 ? `${owner} (${count})` : owner))
  const rest = names.length - namedAtMost
  return `${names.slice(0, namedAtMost).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** What remains to be done for a launch that may go: follow-ups of its waivers, and advice that is not kept. */
function openEnds(decision: Decision): { readonly label: string; readonly text: string }[] {
  const { waivers, requirements, now } = decision
  const running = waivers.filter((waiver) => waiver.state === 'in-force')
  const advice = requirements.filter((item) => item.enforcement === 'advisory' && isOpen(item))
  const waived = running.map((waiver) => `${localId(waiver.requirement)}, ${clockWords(waiver, now)}`)
  const then = running.flatMap((waiver) => followUpWords(waiver) ?? [])
  return [
    ...(waived.length > 0 ? [{ label: 'Waived', text: waived.join('; ') }] : []),
    ...(then.length > 0 ? [{ label: 'Still to do', text: then.join('; ') }] : []),
    ...(advice.length > 0
      ? [{ label: 'Advice not kept', text: advice.map(({ id, owner }) => `${localId(id)} (${owner})`).join(', ') }]
      : []),
  ]
}
