import { wrap } from '../report/measure.ts'

interface Example {
  readonly command: string
  readonly notes: readonly string[]
}

/**
 * Help that fits a terminal: examples with what they do beside them, or below them where that would be too wide for one of
 * them; all other lines are wrapped. A command is never broken: it is there to be copied.
 */
export function fitted(help: string, width: number): string {
  const lines = help.split('\n')
  if (lines.every((line) => line.length <= width)) return help
  const result: string[] = []
  for (let at = 0; at < lines.length; ) {
    const end = endOfExamples(lines, at)
    if (end > at) result.push(...exampleLines(examplesIn(lines.slice(at, end)), width))
    const next = end > at ? end : endOfParagraph(lines, at)
    if (end === at) result.push(...paragraph(lines.slice(at, next), width))
    at = next
  }
  return result.join('\n')
}

/** Where a run of examples that begins at a line ends. */
function endOfExamples(lines: readonly string[], start: number): number {
  if (!/^ {2}onlyif\b/.test(lines[start] ?? '')) return start
  let end = start + 1
  while (/^(?: {2}onlyif\b| {8,}\S)/.test(lines[end] ?? '')) end++
  return end
}

/** Commands with what stands beside them, and below that. */
function examplesIn(lines: readonly string[]): Example[] {
  const examples: { command: string; notes: string[] }[] = []
  for (const line of lines) {
    const [, command, note] = /^ {2}(onlyif\b.*?)(?:\s{2,}(\S.*))?$/.exec(line) ?? []
    if (command !== undefined) examples.push({ command, notes: note === undefined ? [] : [note] })
    else examples.at(-1)?.notes.push(line.trim())
  }
  return examples
}

function exampleLines(examples: readonly Example[], width: number): string[] {
  const column = Math.max(...examples.filter(({ notes }) => notes.length > 0).map(({ command }) => command.length)) + 4
  const isBeside = examples.every(({ notes }) => notes.every((note) => column + note.length <= width))
  return examples.flatMap(({ command, notes: [first, ...others] }) => {
    if (first === undefined) return [`  ${command}`]
    if (!isBeside) return [`  ${command}`, ...wrap([first, ...others].join(' '), width - 6).map((note) => `      ${note}`)]
    return [`  ${command}`.padEnd(column) + first, ...others.map((note) => ' '.repeat(column) + note)]
  })
}

/** Lines of plain text that follow each other are one paragraph; every other line stands by itself. */
function endOfParagraph(lines: readonly string[], start: number): number {
  let end = start + 1
  while (/^\S/.test(lines[start] ?? '') && /^\S/.test(lines[end] ?? '')) end++
  return end
}

function paragraph(lines: readonly string[], width: number): string[] {
  if (lines.every((line) => line.length <= width)) return [...lines]
  const indent = /^\s*/.exec(lines[0] ?? '')?.[0] ?? ''
  return wrap(lines.map((line) => line.trim()).join(' '), width - indent.length).map((part) => indent + part)
}
