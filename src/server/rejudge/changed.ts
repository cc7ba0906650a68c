import type { Decision, Finding } from '../../model/generated/types.ts'
import { canonicalJson } from '../../source/digest.ts'

/**
 * Whether a decision says something that the one before did not. Everything counts: verdict, whether it blocks, both RAGs, the
 * launch, each requirement with outcome, underlying outcome, enforcement, due day, overdue and findings, `toGo`, waivers and their
 * states, facts of the catalog, and the inputs with their digests. Only this does not: `digest`, `engine`, `now`, and the age of
 * evidence, which grow by themselves or with a new version of the program.
 */
export function isChanged(before: Decision, after: Decision): boolean {
  return canonicalJson(substance(before)) !== canonicalJson(substance(after))
}

function substance({ digest: _, engine: _engine, now: _now, ...rest }: Decision): object {
  return {
    ...rest,
    requirements: rest.requirements.map((item) => ({
      ...item,
      findings: item.findings.map(ageless),
      applies: { ...item.applies, findings: item.applies.findings.map(ageless) },
    })),
  }
}

function ageless(finding: Finding): object {
  if (finding.evidence?.age === undefined) return finding
  const { age: _, ...evidence } = finding.evidence
  return { ...finding, evidence }
}
