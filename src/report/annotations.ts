import type { Decision, JudgedRequirement } from '../model/generated/types.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import type { ReportInput, ReportOptions } from './report-input.ts'
import { adviceOf } from './requirement-words.ts'
import { shownBy } from './text.ts'
import { foundOf, sentenceOf, statementOf } from './words.ts'

/** A remark at a place in a file. Its texts may come from files and are for their channel to escape. */
export interface Annotation {
  readonly level: 'error' | 'warning'
  readonly file: string
  readonly line?: number | undefined
  readonly column?: number | undefined
  readonly title: string
  readonly message: string
}

/** Everything that wants to be said at a line: what is wrong with files, then what blocks, what is unknown last. */
export function annotationsOf(input: ReportInput, options: Pick<ReportOptions, 'only'>): Annotation[] {
  const isShown = shownBy(options.only)
  const ofFiles = input.diagnostics.filter((item) => item.severity !== 'info').map(ofDiagnostic)
  const ofLaunches = input.decisions.flatMap((decision) =>
    decision.requirements.filter(isShown).flatMap((item) => ofRequirement(item, decision)),
  )
  return [...ofFiles, ...ofLaunches.sort((a, b) => a.rank - b.rank).map((item) => item.annotation)]
}

function ofDiagnostic({ severity, file, range, code, message, hint }: Diagnostic): Annotation {
  const place = range && { line: range.start.line, column: range.start.column }
  return {
    level: severity === 'error' ? 'error' : 'warning',
    file,
    ...place,
    title: code,
    message: hint === undefined ? message : `${message}\n${hint}`,
  }
}

function ofRequirement(requirement: JudgedRequirement, decision: Decision): { rank: number; annotation: Annotation }[] {
  const { outcome, applies, enforcement, title } = requirement
  const advice = adviceOf(requirement)
  const isWaivedBlock = outcome === 'waived' && decision.blocked && decision.noExceptions
  if (outcome !== 'unmet' && outcome !== 'unknown' && !isWaivedBlock) return []
  const unclear = requirement.underlying === 'unknown' && applies.result === 'unknown'
  const open = (unclear ? applies.findings : requirement.findings).filter((finding) => finding.decisive && finding.result !== 'met')
  const [first] = open
  const lines = open.map((finding) =>
    unclear ? `it applies only when ${statementOf(finding, decision)}; ${foundOf(finding, decision)}` : sentenceOf(finding, decision),
  )
  const word = enforcement === 'advisory' ? 'advisory, ' : ''
  const outcomeWord = isWaivedBlock ? 'waived, and no exceptions are allowed' : outcome === 'unmet' ? 'not met' : 'unknown'
  return [
    {
      rank: outcome === 'unmet' ? 0 : 1,
      annotation: {
        level: enforcement === 'blocking' ? 'error' : 'warning',
        file: first?.manifest.file ?? decision.launch.file,
        ...(first && { line: first.manifest.line, column: first.manifest.column }),
        title: `${decision.launch.id}: only if ${title}`,
        message: [
          `${word}${outcomeWord}: ${requirement.id} (${requirement.owner})`,
          ...lines,
          ...(advice === undefined ? [] : [advice]),
        ].join('\n'),
      },
    },
  ]
}
