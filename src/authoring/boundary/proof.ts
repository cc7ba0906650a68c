import type { CommitmentTest } from '../../model/commitment-test.ts'
import { formatDate, readDate, startOf } from '../../model/date.ts'
import type { Decision } from '../../model/generated/types.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import { type Bench, localId, type ReadyCase, readyCase, type TestInput } from '../test-case.ts'
import { unknownReasons } from '../test-run.ts'
import { type CaseDraft, caseOf } from './case-text.ts'
import type { Ground } from './value-cases.ts'

/** The base launch of a test and the time of its cases. */
export function groundOf({ test, launch, now }: TestInput): Ground {
  const at = readDate((test.now ? formatDate(test.now) : now) ?? '')
  return { launch, now: at.ok ? startOf(at.value) : 0 }
}

/** A draft with its changes made; undefined when it is none that a launch could have. */
export function readied(input: TestInput, draft: CaseDraft): ReadyCase | undefined {
  const item = caseOf(draft, input.test.document.file)
  const ready = item && readyCase(input, item)
  return ready && !hasErrors(ready.diagnostics) ? ready : undefined
}

/** Judges a draft as a bench does. */
export function judged(bench: Bench, ready: ReadyCase): Decision | undefined {
  return bench(ready).judge(ready.launch, ready.facts).decision
}

/** What is true of a decision and worth expecting: the outcome of a requirement, with its reason, and the verdict where it depends on that. */
export function expectationOf(decision: Decision, test: CommitmentTest, id: string, withVerdict: boolean): ReadonlyMap<string, string> {
  const requirement = decision.requirements.find((item) => item.id === id)
  const [reason] = requirement?.outcome === 'unknown' ? unknownReasons(requirement) : []
  const outcome = reason === undefined ? (requirement?.outcome ?? 'unknown') : `{ unknown: ${reason} }`
  return new Map([
    ...(withVerdict ? [['verdict', decision.verdict] as const] : []),
    ...(requirement ? [[localId(test, id), outcome] as const] : []),
  ])
}
