import { isSamePerson } from '../engine/approval.ts'
import { dayOfInstant, formatDay } from '../model/date.ts'
import { parseDocuments } from '../model/documents.ts'
import { canonicalJson } from '../source/digest.ts'
import { type Answered, isOpen, type KeptWaiver, readKept } from './kept-waiver.ts'
import type { WaiverRequest } from './waiver-requests.ts'

/** A waiver as it was looked at: what is kept of it where that can be read, and what is wrong. */
export interface CheckedWaiver {
  readonly kept?: KeptWaiver
  readonly faults: readonly string[]
}

/**
 * Looks at a waiver by itself: whether it could stand in a file, and whether its state, its version and its approvals are those that
 * its answers come to. What the log says of it is another look: see `waiverLog`.
 */
export function checkWaiver(request: WaiverRequest): CheckedWaiver {
  const kept = readKept(request.document)
  if (!kept) return { faults: ['what is kept of it has not the form of a waiver'] }
  const faults = [...copyFaults(request, kept), ...formFaults(kept)]
  return faults.length > 0 ? { faults } : { kept, faults: historyFaults(request, kept) }
}

function copyFaults(request: WaiverRequest, { waiver }: KeptWaiver): string[] {
  return (['id', 'launch', 'requirement'] as const)
    .filter((name) => request[name] !== waiver[name])
    .map((name) => `the column \`${name}\` is not what it says itself`)
}

function formFaults({ waiver }: KeptWaiver): string[] {
  const text = JSON.stringify({ apiVersion: 'onlyif/v1', kind: 'Waivers', waivers: [waiver] })
  const { diagnostics } = parseDocuments([{ file: 'waiver', text }])
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)
}

function historyFaults({ state, version }: WaiverRequest, kept: KeptWaiver): string[] {
  const { answers, ended } = kept
  const possible = statesAfter(kept)
  return [
    ...answers.flatMap((answer, index) => answerFaults(answer, index === answers.length - 1 && !ended, kept)),
    ...approvalFaults(kept),
    ...(possible.includes(state) ? [] : [`its answers make it ${possible.join(' or ')}, and it says that it is ${state}`]),
    ...(version === 1 + answers.length + (ended ? 1 : 0)
      ? []
      : [`it is in version ${version}, and its history has another number of changes`]),
  ]
}

/** The states that a waiver may be in after what was said to it. How many approvals it takes is said by what judges, every time. */
function statesAfter({ answers, ended }: KeptWaiver): readonly string[] {
  if (ended) return ['expired', 'lapsed']
  switch (answers.at(-1)?.answer) {
    case 'refuse':
      return ['refused']
    case 'withdraw':
      return ['withdrawn']
    case 'approve':
      return ['requested', 'in-force']
    default:
      return ['requested']
  }
}

function answerFaults({ answer, by, role, because }: Answered, isLast: boolean, { waiver }: KeptWaiver): string[] {
  const isOwn = answer === 'withdraw' && role === undefined
  return [
    ...(answer === 'approve' || isLast ? [] : [`something was said to it after ${by} had ended it`]),
    ...(role === undefined && !isOwn ? [`${by} answered it in no role`] : []),
    ...(answer === 'refuse' && because === undefined ? [`${by} refused it and did not say why`] : []),
    ...(answer === 'approve' && isSamePerson(by, waiver.requestedBy) ? [`${by} asked for it and approved it`] : []),
  ]
}

/** Each approval is an answer, and each answer that approves is an approval, by the same person in the same role on that day. */
function approvalFaults({ waiver: { approved }, answers }: KeptWaiver): string[] {
  const given = answers.filter(({ answer }) => answer === 'approve')
  const fits = approved.every(({ by, role, on }, index) => {
    const answer = given[index]
    return answer?.by === by && answer.role === role && daysOf(answer.at).includes(on)
  })
  const isTwice = given.some(({ by }, index) => given.slice(0, index).some((other) => isSamePerson(other.by, by)))
  return [
    ...(fits && approved.length === given.length ? [] : ['its approvals are not those of the answers that it was given']),
    ...(isTwice ? ['somebody approved it twice'] : []),
  ]
}

/** The day of an approval is read a moment before the time of its answer, which at midnight is another day. */
function daysOf(at: string): readonly string[] {
  const day = dayOfInstant(Date.parse(at))
  return [formatDay(day), formatDay(day - 1)]
}

/** A waiver and what is kept of it, once that was read. */
export interface ReadWaiver {
  readonly request: WaiverRequest
  readonly kept: KeptWaiver
}

/** Whether one waiver is what another became by answers that it got since, or by its end: of the same, nothing that was said is gone. */
export function continues(later: ReadWaiver, earlier: ReadWaiver): boolean {
  const [after, before] = [later.kept, earlier.kept]
  return (
    later.request.version > earlier.request.version &&
    isOpen(earlier.request) &&
    (earlier.request.state === 'requested' || after.waiver.approved.length === before.waiver.approved.length) &&
    termsOf(later) === termsOf(earlier) &&
    startsWith(after.answers, before.answers) &&
    startsWith(after.waiver.approved, before.waiver.approved)
  )
}

/** What nobody can change of a waiver once it was asked for. */
function termsOf({ request: { id, launch, requirement, decision }, kept }: ReadWaiver): string {
  const { answers: _, ended: __, waiver, ...rest } = kept
  return canonicalJson({ id, launch, requirement, decision, ...rest, waiver: { ...waiver, approved: [] } })
}

function startsWith(list: readonly unknown[], start: readonly unknown[]): boolean {
  return canonicalJson(list.slice(0, start.length)) === canonicalJson(start)
}
