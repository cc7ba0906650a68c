import { textOfMade } from '../engine/decision.ts'
import type { Decision, Decisions, ReportedDiagnostic } from '../model/generated/types.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { canonicalJson } from '../source/digest.ts'
import type { ReportInput } from './report-input.ts'

/**
 * Canonical JSON: the Decision where exactly one launch was judged, the same bytes as from the library; else Decisions,
 * with the diagnostics for which some launch, or every one, has none.
 */
export function jsonReport(input: ReportInput): string {
  const [single] = input.decisions
  const isSingle = single && input.decisions.length === 1 && input.undecided.length === 0
  return `${isSingle ? (textOfMade(single) ?? canonicalJson(single)) : canonicalJson(decisionsOf(input))}\n`
}

/** Several decisions in one document. */
function decisionsOf({ decisions, diagnostics }: ReportInput): Decisions {
  const counts = { go: 0, 'conditional-go': 0, hold: 0, 'no-go': 0 }
  for (const decision of decisions) counts[decision.verdict]++
  return {
    apiVersion: 'onlyif/v1',
    kind: 'Decisions',
    decisions: [...decisions] as Decision[],
    diagnostics: diagnostics.map(reported),
    counts,
  }
}

function reported({ code, severity, file, range, path, message, hint, related }: Diagnostic): ReportedDiagnostic {
  return {
    code,
    severity,
    file,
    ...(range && { range }),
    ...(path && { path: [...path] }),
    message,
    ...(hint !== undefined && { hint }),
    ...(related && { related: related.map((place) => ({ ...place })) }),
  }
}
