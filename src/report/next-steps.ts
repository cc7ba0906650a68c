import type { Decision, JudgedRequirement } from '../model/generated/types.ts'
import { byText } from '../source/order.ts'
import { type Change, obstaclesIn } from './obstacle-words.ts'
import { groupsOf, isBlockedBy, isOpen, openFindings, stuckNote } from './requirement-groups.ts'
import { localId, openSentence } from './requirement-words.ts'
import { counted } from './value-words.ts'
import { type Conclusion, hasAdvice, praiseWords } from './verdict-words.ts'
import { clockWords, followUpWords } from './waiver-words.ts'
import { needsWords } from './words.ts'

/** What would make a blocked launch go. */
export interface Way {
  /** For a line: "A go if", or "Next" where facts alone do not do it. */
  readonly label: string
  readonly title: string
  readonly note: string
  /** What stands in the way beside the facts that are to be changed. */
  readonly obstacles: readonly Change[]
  /** Facts that have to change. */
  readonly changes: readonly Change[]
}

const namedAtMost = 6
const changesAtMost = 3
const evidenceKeys: ReadonlySet<string> = new Set(['maxAge', 'minSample', 'minWindow', 'link', 'note'])

/** The verdict's reason in one sentence. */
export function reasonSentence(decision: Conclusion): string {
  const { unmet, unknown, waived, met } = decision.counts.blocking
  const total = unmet + unknown + waived + met
  // Beside advisory ones, which the counts name apart, this speaks of fewer than there are.
  const kind = hasAdvice(decision) ? 'blocking requirement' : 'requirement'
  switch (decision.verdict) {
    case 'no-go':
      return `${ofAll(unmet, total, kind)} not met${unknown === 0 ? '' : `, and nobody can tell yet about ${unknown}`}.`
    case 'hold':
      if (unknown === 0) return 'No requirement applies to this launch, so nothing was judged, and nothing judged is not a go.'
      return `Nobody can tell yet whether ${ofAll(unknown, total, kind).replace(/^The/, 'the')} met.`
    case 'conditional-go': {
      const except = `Every ${kind} that applies is met, except ${waived} that ${waived === 1 ? 'is' : 'are'} waived for a time.`
      return decision.blocked ? `${except} No exceptions are allowed here, so the launch is blocked.` : except
    }
    case 'go':
      if (met === 0) return 'No blocking requirement applies to this launch, and its commitments let such a launch go.'
      return (
        praiseWords(decision) ??
        `${met === 1 ? `The one ${kind} that applies is` : `${met === 2 ? 'Both' : `All ${met}`} ${kind}s that apply are`} met.`
      )
  }
}

/** "2 of the 11 requirements that apply are", "The one requirement is". */
function ofAll(some: number, total: number, kind: string): string {
  if (total === 1) return `The one ${kind} is`
  return some === total ? `The ${total} ${kind}s are` : `${some} of the ${total} ${kind}s that apply ${some === 1 ? 'is' : 'are'}`
}

/** Three lines for people in a hurry: what is missing, who owns it, what would make it a go. */
export function threeLines(decision: Decision): { readonly label: string; readonly text: string }[] {
  if (!decision.blocked) return openEnds(decision)
  const open = decision.requirements.filter((item) => isBlockedBy(item, decision))
  const { label, note, obstacles } = wayToGo(decision)
  if (open.length === 0) return [{ label, text: note }]
  return [
    { label: 'Missing', text: missingWords(open) },
    { label: 'Owned by', text: ownerWords(open) },
    { label, text: changeWords(decision, obstacles) ?? note },
  ]
}

/** The first obstacles and changes in short, without what is asked of evidence; nothing where there are none. */
function changeWords(decision: Decision, obstacles: readonly Change[]): string | undefined {
  const { changes } = decision.toGo
  const first = obstacles.slice(0, changesAtMost).map(({ text, brief = text, owner }) => `${brief} (${owner})`)
  const brief = changes.slice(0, changesAtMost - first.length).map(({ fact, needs, owner }) => {
    const bare = Object.fromEntries(Object.entries(needs).filter(([key]) => !evidenceKeys.has(key)))
    return `${needsWords(fact, bare, decision)} (${owner})`
  })
  const rest = [obstacles.length - first.length, changes.length - brief.length]
  const more = [
    ...((rest[0] ?? 0) > 0 ? [counted(rest[0] ?? 0, 'more obstacle')] : []),
    ...((rest[1] ?? 0) > 0 ? [counted(rest[1] ?? 0, 'more change')] : []),
  ]
  if (first.length + brief.length === 0) return undefined
  return [...first, ...brief, ...(more.length > 0 ? [`and ${more.join(' and ')}`] : [])].join('; ')
}

/** The fewest changes that make a blocked launch go; for any other launch, nothing. */
export function wayToGo(decision: Decision): Way {
  const { blocked, verdict, toGo, counts, noExceptions } = decision
  const { waived } = counts.blocking
  if (!blocked) return dead('')
  if (verdict === 'conditional-go') return dead('No exceptions are allowed in this run: what is waived must be met.')
  const changes = toGo.changes
    .map(({ owner, fact, needs, requirements }): Change => ({ owner, text: needsWords(fact, needs, decision), requirements }))
    .sort((a, b) => byText(a.owner, b.owner))
  if (!toGo.possible) return impossible(decision, changes)
  const label = waived > 0 && !noExceptions ? 'A conditional go if' : 'A go if'
  const notes = [
    ...(toGo.minimal ? [] : ['Fewer changes may do.']),
    ...(noExceptions && waived > 0 ? ['No exceptions are allowed in this run: what is waived must be met, too.'] : []),
  ]
  return { label, title: `${label} …`, note: notes.join(' '), obstacles: [], changes }
}

function dead(note: string): Way {
  return { label: 'Next', title: 'What would make it a go', note, obstacles: [], changes: [] }
}

function impossible(decision: Decision, changes: readonly Change[]): Way {
  const stuck = decision.toGo.blockedBy.flatMap((id) => decision.requirements.find((item) => item.id === id) ?? [])
  if (stuck.length === 0) return dead('Check which commitments are meant for this launch, and their `appliesWhen`.')
  const told = obstaclesIn(decision)
  const isTold = ({ id }: JudgedRequirement): boolean => told.some(({ requirements }) => requirements.includes(id))
  const untold = stuck.filter((item) => !isTold(item))
  return {
    ...dead(stuckNote(stuck, decision)),
    obstacles: [...told, ...untold.map((item) => ({ owner: item.owner, text: stuckWords(item, decision), requirements: [item.id] }))],
    changes,
  }
}

/** What introduces the changes that are needed beside what stands in the way. */
export function besidesWords(count: number): string {
  return count === 1 ? 'Besides, this must become true:' : `Besides, these ${count} must become true:`
}

/** What is said of a requirement of which the decision does not say what keeps it open. */
function stuckWords(requirement: JudgedRequirement, decision: Decision): string {
  const [first] = openFindings(requirement)
  return first ? openSentence(first, requirement, decision) : requirement.title
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
