import { type Annotation, annotationsOf } from './annotations.ts'
import { forCommandMessage, forCommandProperty, forTerminal, withoutCommands } from './escape.ts'
import { cutTo } from './measure.ts'
import type { ReportInput, ReportOptions } from './report-input.ts'
import { counted } from './value-words.ts'
import { nextWords, verdictMarks } from './verdict-words.ts'

/** GitHub shows ten annotations of a level from one step, and cuts a message at 4,096 characters. */
const mostAnnotations = 10
const longestMessage = 4000
const longestTitle = 200

/** Workflow commands for a GitHub run: an error for each thing that blocks, at its place in the manifest, and warnings for the rest. */
export function githubReport(input: ReportInput, options: ReportOptions): string {
  const ordered = annotationsOf(input, options)
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

/** What a workflow command can say: of a place in a file, or of the run. */
export interface CommandParts extends Pick<Annotation, 'line' | 'column' | 'title' | 'message'> {
  readonly level: 'error' | 'warning' | 'notice'
  readonly file?: string | undefined
}

/** An annotation as a workflow command, without its line end. */
export function commandOf({ level, file, line, column, title, message }: CommandParts): string {
  const place = line === undefined ? [] : [`line=${line}`, ...(column === undefined ? [] : [`col=${column}`])]
  const properties = [
    ...(file === undefined ? [] : [`file=${forCommandProperty(withoutCommands(forTerminal(file)))}`, ...place]),
    `title=${forCommandProperty(withoutCommands(cut(forTerminal(title), longestTitle)))}`,
  ]
  // Old runners look for `##[` anywhere in a line.
  const safe = withoutCommands(cut(message, longestMessage).split('\n').map(forTerminal).join('\n'))
  return `::${level} ${properties.join(',')}::${forCommandMessage(safe)}`
}

function cut(text: string, length: number): string {
  return text.length > length ? `${cutTo(text.slice(0, length), length - 1)}…` : text
}
