import type { TestInput } from '../authoring/test-case.ts'
import type { CaseFailure, CaseResult } from '../authoring/test-run.ts'
import type { Decision } from '../model/generated/types.ts'
import { placeWords, shortReason } from './requirement-block.ts'
import { isOpen, openFindings } from './requirement-groups.ts'
import { localId, openSentence } from './requirement-words.ts'
import { outcomeMarks } from './verdict-words.ts'

/** A test with what became of its cases. */
export interface TestedFile {
  readonly input: TestInput
  readonly results: readonly CaseResult[]
  /** Cases that were not asked for. */
  readonly skipped: number
}

/** A reason with the place in the commitment that it comes from. */
export interface Because {
  readonly text: string
  readonly place: string
}

/** Why a case came out as it did: the findings that decided, or for a verdict the requirements that did. */
export function becauseOf(failure: CaseFailure, { decision }: CaseResult, { commitments }: TestInput): Because[] {
  if (!decision) return []
  if (failure.subject === 'verdict') return verdictReasons(decision)
  const requirement = decision.requirements.find((item) => item.id === failure.requirement)
  if (!requirement) return []
  const open = openFindings(requirement)
  const { applies, findings, underlying } = requirement
  const decisive = underlying === 'not-applicable' ? applies.findings : open.length > 0 ? open : findings
  const reasons = decisive
    .filter((finding) => finding.decisive)
    .map((finding) => ({ text: openSentence(finding, requirement, decision), place: placeWords(finding.commitment) }))
  if (reasons.length > 0) return reasons
  const model = commitments.flatMap((item) => item.entries).find((entry) => entry.kind === 'requirement' && entry.id === requirement.id)
  return model ? [{ text: requirement.title, place: placeWords(model.place) }] : []
}

function verdictReasons(decision: Decision): Because[] {
  const open = decision.requirements.filter((item) => item.enforcement === 'blocking' && isOpen(item))
  if (open.length === 0) return [{ text: 'nothing that blocks is open', place: '' }]
  return open.map((item) => ({
    text: `${localId(item.id)} is ${outcomeMarks[item.outcome].word}: ${shortReason(item, decision)}`,
    place: placeWords(openFindings(item)[0]?.commitment ?? { file: '', line: 1, column: 1 }),
  }))
}

/** How many cases of a run pass, fail, and prove nothing. */
export function caseCounts(files: readonly TestedFile[]): { passed: number; failed: number; wrong: number; skipped: number } {
  const results = files.flatMap((file) => file.results)
  const failed = results.filter((result) => result.failures.length > 0).length
  const passed = results.filter((result) => result.passed).length
  return { passed, failed, wrong: results.length - passed - failed, skipped: files.reduce((sum, file) => sum + file.skipped, 0) }
}
