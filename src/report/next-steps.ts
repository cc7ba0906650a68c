import type { Decision, Finding, JudgedRequirement } from '../model/generated/types.ts'
import { groupsOf, isBlockedBy, isOpen, isUnclear, openFindings } from './requirement-groups.ts'
import { localId, whenWords } from './requirement-words.ts'
import { counted } from './value-words.ts'
import { nextWords, praiseWords } from './verdict-words.ts'
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
  readonly title: string
  readonly note: string
  readonly changes: readonly Change[]
}

const namedAtMost = 6
const changesAtMost = 3
const evidenceKeys: ReadonlySet<string> = new Set(['maxAge', 'minSample', 'minWindow', 'link', 'note'])

/** The verdict's reason in one sentence. */
export function reasonSentence(decision: Decision): string {
  const { unmet, unknown, waived, met } = decision.counts.blocking
  const total = unmet + unknown + waived + met
  const known = `${unmet} of ${counted(total, 'requirement')} ${unmet === 1 ? 'is' : 'are'} not met`
  switch (decision.verdict) {
    case 'no-go':
      return unknown === 0 ? `${known}.` : `${known}, and nobody can tell yet about ${unknown}.`
    case 'hold':
      return unknown === 0
        ? 'No requirement applies to this launch, so nothing was judged, and nothing judged is not a go.'
        : `Nobody can tell yet whether ${unknown} of ${counted(total, 'requirement')} ${unknown === 1 ? 'is' : 'are'} met.`
    case 'conditional-go': {
      const except = `Every requirement is met, except ${waived} that ${waived === 1 ? 'is' : 'are'} waived for a time.`
      return decision.blocked ? `${except} No exceptions are allowed here, so the launch is blocked.` : except
    }
    case 'go':
      if (met === 0) return 'No blocking requirement applies to this launch, and its commitments let such a launch go.'
      return praiseWords(decision) ?? `${met === 1 ? 'The one requirement is' : `All ${met} requirements are`} met.`
  }
}

/** Three lines for people in a hurry: what is missing, who owns it, what would make it a go. */
export function threeLines(decision: Decision): { readonly label: string; readonly text: string }[] {
  if (!decision.blocked) return openEnds(decision)
  const open = decision.requirements.filter((item) => isBlockedBy(item, decision))
  if (open.length === 0) return [{ label: 'Missing', text: nextWords(decision) }]
  const way = wayToGo(decision)
  const brief = decision.toGo.changes.map(({ fact, needs, owner }) => {
    const bare = Object.fromEntries(Object.entries(needs).filter(([key]) => !evidenceKeys.has(key)))
    return `${needsWords(fact, bare, decision)} (${owner})`
  })
  const rest = brief.length - changesAtMost
  const words =
    decision.toGo.possible && brief.length > 0
      ? `${brief.slice(0, changesAtMost).join('; ')}${rest > 0 ? `; and ${counted(rest, 'more change')}` : ''}`
      : way.note
  return [
    { label: 'Missing', text: missingWords(open) },
    { label: 'Owned by', text: ownerWords(open) },
    { label: way.title, text: words },
  ]
}

/** The fewest changes that make a blocked launch go; for any other launch, nothing. */
export function wayToGo(decision: Decision): Way {
  const { blocked, verdict, toGo, counts, noExceptions } = decision
  const { waived } = counts.blocking
  const title = waived > 0 && !noExceptions ? 'A conditional go if' : 'A go if'
  if (!blocked) return { title, note: '', changes: [] }
  if (verdict === 'conditional-go')
    return { title, note: 'No exceptions are allowed in this run: what is waived must be met.', changes: [] }
  if (!toGo.possible) return impossible(decision, title)
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
    title,
    note: notes.join(' '),
    changes: changes.sort((a, b) => (a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : 0)),
  }
}

function impossible(decision: Decision, title: string): Way {
  const stuck = decision.toGo.blockedBy.flatMap((id) => decision.requirements.find((item) => item.id === id) ?? [])
  if (stuck.length === 0) return { title, note: 'Check which commitments are meant for this launch, and their `appliesWhen`.', changes: [] }
  return {
    title,
    note: stuck.every(isUnclear)
      ? 'First find out whether these apply to the launch; until then no fact helps.'
      : 'No change of facts does. These stay as they are, whatever the facts say.',
    changes: stuck.map((item) => ({ owner: item.owner, text: stuckWords(item, decision), requirements: [item.id] })),
  }
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

function isRelative(operand: unknown): boolean {
  return (Array.isArray(operand) ? operand : [operand]).some((value) => typeof value === 'string' && /^T(?:[+-]\d{1,4}d)?$/.test(value))
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
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
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
