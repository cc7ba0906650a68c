import type { CommitmentDiff, PartEdit, RequirementEdit, StatedTest, TestEdit } from '../authoring/commitment-diff.ts'
import type { Strictness } from '../authoring/strictness.ts'
import type { Finding } from '../model/generated/types.ts'
import { sequence } from '../model/wording.ts'
import { canonicalJson } from '../source/digest.ts'
import type { Subject } from './naming.ts'
import { counted, durationWords, isMapping, valueWords } from './value-words.ts'
import { demandOf, statementOf } from './words.ts'

/** Two versions of commitments with what people call them. */
export interface CommitmentDiffReport {
  readonly before: string
  readonly after: string
  readonly diff: CommitmentDiff
}

/** Whether a version got stricter, in a word with its mark. */
export const strictnessMarks: Readonly<Record<Strictness, { readonly symbol: string; readonly word: string; readonly says: string }>> = {
  same: { symbol: '·', word: 'as strict as before', says: 'it lets the same launches through' },
  stricter: { symbol: '▲', word: 'stricter', says: 'it lets nothing through that was stopped before' },
  looser: { symbol: '▼', word: 'looser', says: 'it stops nothing that was let through before' },
  mixed: {
    symbol: '◆',
    word: 'neither stricter nor looser',
    says: 'it lets some through that were stopped, and stops some that were let through',
  },
  unknown: { symbol: '?', word: 'cannot tell', says: 'whether it is stricter cannot be proved either way' },
}

const partNames: Readonly<Record<string, string>> = {
  owner: 'its owner',
  due: 'it is due',
  title: 'its title',
  why: 'why',
  honors: 'what it honors',
  dishonors: 'what it would dishonor',
  stage: 'its stage',
  ifUnmet: 'what to do when it is not met',
}

/** Everything that changed in a requirement, a sentence each. */
export function editSentences(edit: RequirementEdit, diff: CommitmentDiff): string[] {
  const { change, was, id } = edit
  const subject = subjectOf(diff)
  const first =
    change === 'added'
      ? ['it is new']
      : change === 'removed'
        ? ['it is gone']
        : change === 'renamed' && was !== undefined
          ? [`it is called ${id}, before ${was}`]
          : []
  return [
    ...first,
    ...edit.tests.map((test) => testSentence(test, subject)),
    ...(edit.isRejoined ? ['the same tests are joined otherwise: which of them must hold together has changed'] : []),
    ...edit.parts.map(partSentence),
  ]
}

/** One test that came, went or has another bar: "beta satisfaction must be at least 4.5; before: must be at least 4.2". */
function testSentence({ before, after }: TestEdit, subject: Subject): string {
  const test = after ?? before
  if (!test) return ''
  const words = (item: StatedTest): string =>
    item.scope ? `only when ${statementOf(findingOf(item), subject)}` : demandOf(findingOf(item), subject)
  if (!before) return `${test.scope ? 'it applies ' : 'now also: '}${words(test)}`
  if (!after) return test.scope ? `no longer ${words(test)}` : `no longer asked: ${words(test)}`
  if (test.scope) return `it applies ${words(after)}; before: ${words(before)}`
  // What is asked of the evidence is said where that changed.
  if (canonicalJson(before.asks ?? {}) !== canonicalJson(after.asks ?? {})) return `${words(after)}; before: ${words(before)}`
  const bar = ({ asks: _, ...rest }: StatedTest): string => words(rest)
  return `${bar(after)}; before: ${bar(before)}`
}

function partSentence({ part, before, after }: PartEdit): string {
  if (part === 'enforcement') return `it is ${enforcementWords(after)}; before: ${enforcementWords(before)}`
  if (part === 'waivers') return `${waiverWords(after)}; before: ${waiverWords(before)}`
  if (part === 'outOfScope') return `a launch to which nothing applies gets \`${String(after)}\`; before: \`${String(before)}\``
  const name = partNames[part] ?? part
  if (before === undefined) return `${name}: ${valueWords(after)}`
  if (after === undefined) return `${name} is no longer said; before: ${valueWords(before)}`
  return `${name}: ${valueWords(after)}; before: ${valueWords(before)}`
}

/** What changed in a commitment apart from its requirements. */
export function commitmentSentences({ parts }: CommitmentDiff['commitments'][number]): string[] {
  return parts.map(partSentence)
}

function enforcementWords(data: unknown): string {
  return isMapping(data) ? `blocking from ${String(data['blockingFrom'])} on` : String(data)
}

function waiverWords(data: unknown): string {
  if (!isMapping(data)) return 'it can never be waived'
  const { approvers, quorum, maxDays } = data
  const people = Array.isArray(approvers) ? sequence(approvers.map(String), 'or') : ''
  const many = typeof quorum === 'number' ? counted(quorum, 'approval') : 'approvals'
  return `it can be waived with ${many} (${people}) for up to ${durationWords(`${String(maxDays)}d`)}`
}

/** The version after against the one before, in one sentence. */
export function strictnessWords({ strictness, requirements, commitments }: CommitmentDiff): string {
  if (requirements.length === 0 && commitments.length === 0) return 'nothing changed'
  const { word, says } = strictnessMarks[strictness]
  const proof = strictness === 'unknown' ? '' : ', proved over everything that could be supplied'
  return strictness === 'mixed' ? `${word}: parts of it pull in both directions` : `${word}: ${says}${proof}`
}

function subjectOf({ facts }: CommitmentDiff): Subject {
  return { facts: facts as Subject['facts'], launch: { id: '', title: '', owner: '', file: '' }, now: '2000-01-01' }
}

function findingOf(test: StatedTest): Finding {
  return { ...test, result: 'unknown', decisive: false, manifest: { file: '', line: 1, column: 1, nearest: true } } as Finding
}
