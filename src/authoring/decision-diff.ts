import type { Decision, Finding, JudgedRequirement } from '../model/generated/types.ts'
import { decisionEdits, findingsOf } from './decision-edits.ts'
import type { Edit } from './edits.ts'
import type { LaunchDiff, RequirementDiff } from './launch-diff.ts'
import { isBlocking, type RequirementState } from './requirement-state.ts'

/** Explains two decisions by what they show. Without what they rest on nothing can be judged again, so no cause is proved. */
export function diffDecisions(before: Decision, after: Decision): LaunchDiff {
  const edits = decisionEdits(before, after)
  const old = new Map(before.requirements.map((item) => [item.id, item]))
  const now = new Map(after.requirements.map((item) => [item.id, item]))
  const requirements = [...new Set([...now.keys(), ...old.keys()])].flatMap((id): RequirementDiff[] => {
    const [a, b] = [old.get(id), now.get(id)]
    if (a && b && a.outcome === b.outcome && a.enforcement === b.enforcement) return []
    return [
      {
        id,
        title: (b ?? a)?.title ?? id,
        ...(a && { before: stateIn(a) }),
        ...(b && { after: stateIn(b) }),
        because: { causes: causesOf(edits, a, b), proved: false, minimal: false },
      },
    ]
  })
  const turning = requirements.filter(({ before: a, after: b }) => counts(a) !== counts(b))
  const causes = [...new Set(turning.flatMap(({ because }) => because.causes))]
  return {
    launch: after.launch,
    before: { verdict: before.verdict, now: before.now },
    after: { verdict: after.verdict, now: after.now },
    ...(before.verdict !== after.verdict && { because: { causes: causes.length > 0 ? causes : edits, proved: false, minimal: false } }),
    requirements,
    edits,
    facts: { ...before.facts, ...after.facts },
  }
}

/** What a requirement does to the verdict. */
function counts(state: RequirementState | undefined): string {
  return state && (isBlocking(state) || state.outcome === 'waived') ? state.outcome : ''
}

/** The edits that touch what a requirement looks at, those of findings that came out differently first. */
function causesOf(edits: readonly Edit[], a: JudgedRequirement | undefined, b: JudgedRequirement | undefined): readonly Edit[] {
  const id = (b ?? a)?.id
  const findings = [...(a ? findingsOf(a) : []), ...(b ? findingsOf(b) : [])]
  const turned = new Set(findings.filter((finding) => !isAsBefore(finding, a) || !isAsBefore(finding, b)).map(({ fact }) => fact))
  const isDue = (edit: Edit, facts: ReadonlySet<string>): boolean => {
    if (edit.kind === 'requirement') return edit.subject === id
    if (edit.kind === 'waiver') return (b ?? a)?.outcome === 'waived' || a?.outcome === 'waived'
    if (edit.kind === 'clock') return a?.enforcement !== b?.enforcement || a?.outcome === 'waived' || findings.some(isTimed)
    return facts.has(edit.subject)
  }
  const direct = edits.filter((edit) => isDue(edit, turned))
  // What stands on the right of a test has no finding of its own; then nothing but the sum of all edits can be named.
  return direct.length > 0 ? direct : edits
}

function isTimed({ reason, operator }: Finding): boolean {
  return reason === 'stale' || reason === 'future' || operator === 'withinLast' || operator === 'withinNext'
}

function isAsBefore(finding: Finding, side: JudgedRequirement | undefined): boolean {
  return (side ? findingsOf(side) : []).some(
    ({ fact, operator, result, reason }) =>
      fact === finding.fact && operator === finding.operator && result === finding.result && reason === finding.reason,
  )
}

function stateIn({ outcome, enforcement, applies, findings, waivedBy }: JudgedRequirement): RequirementState {
  const open = (applies.result === 'unknown' ? [...applies.findings, ...findings] : findings).find(
    (finding) => finding.decisive && finding.result !== 'met',
  )
  return {
    outcome,
    enforcement,
    ...(open && (outcome === 'unmet' || outcome === 'unknown') && { finding: open }),
    ...(waivedBy && { waivedBy }),
  }
}
