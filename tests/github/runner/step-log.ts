import { isAbsolute, relative } from 'node:path'
import { type Command, parseCommand } from './command.ts'

export type AnnotationLevel = 'error' | 'warning' | 'notice'

/** An annotation as the runner hands it to GitHub. Lines and columns are 1-based. */
export interface Annotation {
  readonly level: AnnotationLevel
  readonly message: string
  readonly title: string | undefined
  readonly file: string | undefined
  readonly line: number | undefined
  readonly endLine: number | undefined
  readonly column: number | undefined
  readonly endColumn: number | undefined
}

/** The log of one step, line by line, and what its commands did. */
export interface StepLog {
  readonly annotations: readonly Annotation[]
  /** What nobody gets to see, and why. */
  readonly lost: readonly string[]
  /** The log as it is shown, with secrets masked. */
  readonly lines: readonly string[]
  /** Everything that is masked. */
  readonly secrets: ReadonlySet<string>
  /** Set by the commands that files have replaced. */
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  /** Whether a command failed, which fails the step whatever its exit code. */
  readonly failed: boolean
  /** Whether `stop-commands` is still in force. */
  readonly stopped: boolean
  take(line: string): void
  masked(text: string): string
  report(level: AnnotationLevel, message: string): void
}

const names = [
  'stop-commands',
  'set-env',
  'set-output',
  'save-state',
  'add-mask',
  'add-path',
  'add-matcher',
  'remove-matcher',
  'debug',
  'warning',
  'error',
  'notice',
  'group',
  'endgroup',
  'echo',
]
const mostOfALevel = 10
const longestMessage = 4096

/** Starts a log; `workspace` is cut from the paths of annotations. */
export function createStepLog(workspace: string, secrets: readonly string[] = []): StepLog {
  const registered = new Set(names)
  const log = {
    annotations: [] as Annotation[],
    lost: [] as string[],
    lines: [] as string[],
    secrets: new Set(secrets.filter((secret) => secret !== '')),
    outputs: {} as Record<string, string>,
    state: {} as Record<string, string>,
    failed: false,
    stopped: false,
    take(line: string): void {
      const command = parseCommand(line, registered)
      if (command === undefined || !obeyed(command, line)) log.lines.push(log.masked(line))
    },
    masked(text: string): string {
      return [...log.secrets].sort((a, b) => b.length - a.length).reduce((so, secret) => so.replaceAll(secret, '***'), text)
    },
    report: (level: AnnotationLevel, message: string) => annotate(level, message, {}),
  }
  let token = ''

  function obeyed(command: Command, line: string): boolean {
    if (log.stopped) {
      if (command.name !== token) return false
      registered.delete(token)
      log.stopped = false
      log.lines.push(log.masked(line))
      return true
    }
    if (command.name === 'stop-commands') stop(command.data, line)
    else act(command, line)
    return true
  }

  function stop(data: string, line: string): void {
    if (data === '' || registered.has(data.toLowerCase()) || data.toLowerCase() === 'pause-logging') {
      fail(line, "You cannot use a endToken that is an empty string, the string 'pause-logging', or another workflow command.")
      return
    }
    token = data.toLowerCase()
    registered.add(token)
    if (data.length > 6) log.secrets.add(data)
    log.stopped = true
    log.lines.push(log.masked(line))
  }

  function fail(line: string, why: string): void {
    annotate('error', `Unable to process command '${line}' successfully.`, {})
    annotate('error', why, {})
    log.failed = true
  }

  function act({ name, properties, data }: Command, line: string): void {
    const named = properties['name'] ?? ''
    if (name === 'error' || name === 'warning' || name === 'notice') annotate(name, data, properties)
    else if (name === 'add-mask')
      data.trim() === ''
        ? annotate('warning', "Can't add secret mask for empty string in ##[add-mask] command.", {})
        : log.secrets.add(data)
    else if (name === 'set-env' || name === 'add-path') fail(line, `The \`${name}\` command is disabled.`)
    else if ((name === 'set-output' || name === 'save-state') && named === '')
      fail(line, `Required field 'name' is missing in ##[${name}] command.`)
    else if (name === 'set-output') log.outputs[named] = data
    else if (name === 'save-state') log.state[named] = data
    else if (name === 'group' || name === 'endgroup') log.lines.push(`##[${name}]${log.masked(name === 'group' ? data : '')}`)
    else if (name === 'debug') log.lines.push(`##[debug]${log.masked(data)}`)
  }

  function annotate(level: AnnotationLevel, data: string, properties: Readonly<Record<string, string>>): void {
    const whole = log.masked(data)
    const message = whole.slice(0, longestMessage)
    if (message !== '') log.lines.push(`##[${level}]${message}`)
    if (whole.length > longestMessage) log.lost.push(`${whole.length - longestMessage} characters of a message over ${longestMessage}`)
    if (log.annotations.filter((one) => one.level === level).length >= mostOfALevel) {
      log.lost.push(`annotation of level ${level} after the first ${mostOfALevel}: ${message}`)
    } else log.annotations.push({ level, message, ...placeOf(properties, workspace) })
  }

  return log
}

/** Where an annotation points; the runner drops lines and columns that do not go together. */
function placeOf(given: Readonly<Record<string, string>>, workspace: string): Omit<Annotation, 'level' | 'message'> {
  const lower = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]))
  const number = (name: string): number | undefined => (/^\s*-?\d+\s*$/.test(lower[name] ?? '') ? Number(lower[name]) : undefined)
  const endLine = number('endline')
  const endColumn = number('endcolumn')
  const line = number('line') ?? endLine
  const column = number('col') ?? endColumn
  const oneLine = line !== undefined && (endLine === undefined || endLine === line)
  const ordered = endLine === undefined || line === undefined || endLine >= line
  const across = oneLine && !(column !== undefined && endColumn !== undefined && endColumn < column)
  const file = lower['file']
  const inside = file !== undefined && isAbsolute(file) && !relative(workspace, file).startsWith('..') ? relative(workspace, file) : file
  return {
    title: lower['title'],
    file: inside,
    line: ordered ? line : undefined,
    endLine: ordered ? endLine : undefined,
    column: across ? column : undefined,
    endColumn: across ? endColumn : undefined,
  }
}
