import type { Decision, JudgedRequirement } from '../model/generated/types.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { forCommandMessage, forCommandProperty, forTerminal, withoutCommands } from './escape.ts'
import { cutTo } from './measure.ts'
import type { ReportInput, ReportOptions } from './report-input.ts'
import { shownBy } from './text.ts'
import { counted } from './value-words.ts'
import { nextWords, verdictMarks } from './verdict-words.ts'
import { foundOf, sentenceOf, statementOf } from './words.ts'

/** GitHub shows ten annotations of a level from one step, and cuts a message at 4,096 characters. */
const mostAnnotations = 10
const longestMessage = 4000
const longestTitle = 200

interface Annotation {
  readonly level: 'error' | 'warning'
  readonly file: string
  readonly line?: number
  readonly column?: number
  readonly title: string
  readonly message: string
}

/** Workflow commands for a GitHub run: an error for each thing that blocks, at its place in the manifest, and warnings for the rest. */
export function githubReport(input: ReportInput, options: ReportOptions): string {
  const isShown = shownBy(options.only)
  const ofFiles = input.diagnostics.filter((item) => item.severity !== 'info').map(ofDiagnostic)
  const ofLaunches = input.decisions.flatMap((decision) =>
    decision.requirements.filter(isShown).flatMap((item) => ofRequirement(item, decision)),
  )
  const ordered = [...ofFiles, ...[...ofLaunches].sort((a, b) => a.rank - b.rank).map((item) => item.annotation)]
  const commands = options.quiet ? [] : [...limited(ordered, 'error'), ...limited(ordered, 'warning')]
  const verdicts = input.decisions.map((decision) =>
    withoutCommands(
      `${verdictMarks[decision.verdict].symbol} ${verdictMarks[decision.verdict].word}  ${forTerminal(decision.launch.id)}: ${forTerminal(nextWords(decision))}`,
    ),
  )
  const undecided = input.undecided.map((item) => withoutCommands(`○ NOT DECIDED  ${forTerminal(item.name)}`))
  return [...commands, ...verdicts, ...undecided].map((line) => `${line}\n`).join('')
}

function limited(all: readonly Annotation[], level: Annotation['level']): string[] {
  const some = all.filter((item) => item.level === level)
  return some.slice(0, mostAnnotations).map((item, i) => {
    const rest = some.length - mostAnnotations
    return commandOf(
      i === mostAnnotations - 1 && rest > 0
        ? {
            ...item,
            message: `${cut(item.message, longestMessage - 60)}\n\nand ${counted(rest, `more ${level}`)} that GitHub does not show`,
          }
        : item,
    )
  })
}

function commandOf({ level, file, line, column, title, message }: Annotation): string {
  const place = line === undefined ? [] : [`line=${line}`, ...(column === undefined ? [] : [`col=${column}`])]
  const properties = [
    `file=${forCommandProperty(forTerminal(file))}`,
    ...place,
    `title=${forCommandProperty(cut(forTerminal(title), longestTitle))}`,
  ]
  const safe = cut(message, longestMessage).split('\n').map(forTerminal).join('\n')
  return `::${level} ${properties.join(',')}::${forCommandMessage(safe)}`
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
  const { outcome, applies, enforcement, title, ifUnmet } = requirement
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
          ...(ifUnmet === undefined ? [] : [ifUnmet]),
        ].join('\n'),
      },
    },
  ]
}

function cut(text: string, length: number): string {
  return text.length > length ? `${cutTo(text.slice(0, length), length - 1)}…` : text
}
