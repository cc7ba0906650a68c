import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import type { WorkflowEvent } from './events.ts'
import { below } from './fake/json-schema.ts'
import { pairsOf, summaryOf } from './runner/file-commands.ts'
import { type Annotation, createStepLog, type StepLog } from './runner/step-log.ts'

export interface StepGiven {
  /** An `action.yml`, whose `runs.main` is run with its inputs' defaults; or else a script. */
  readonly action?: string
  readonly script?: string
  /** The node that runs it; this one by default. */
  readonly node?: string
  readonly event: WorkflowEvent
  /** `with:`, by the names of `action.yml`. */
  readonly inputs?: Readonly<Record<string, string>>
  /** GITHUB_TOKEN: `${{ github.token }}` in defaults; it is masked in the log, as the runner does. */
  readonly token?: string
  /** GITHUB_API_URL: the fake's `url`. */
  readonly api?: string
  /** `env:`, over all else. */
  readonly env?: Readonly<Record<string, string>>
  /** What is checked out; nothing by default. */
  readonly files?: Readonly<Record<string, string>>
  /** After which the process is killed, in ms; a minute by default. */
  readonly timeout?: number
}

/** A step as GitHub shows it afterwards. */
export interface Step {
  /** Undefined for a process that was killed. */
  readonly exitCode: number | undefined
  readonly conclusion: 'success' | 'failure'
  /** At most ten of a level; the others are in `lost`. */
  readonly annotations: readonly Annotation[]
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  /** As it is uploaded; undefined when there is none, or it is too large. */
  readonly summary: string | undefined
  /** The log as it is shown. */
  readonly log: string
  /** What was masked, GITHUB_TOKEN included. */
  readonly masked: readonly string[]
  /** What nobody gets to see, and why. */
  readonly lost: readonly string[]
  /** All that the process printed, for when it broke. */
  readonly printed: string
}

const fileCommands = ['output', 'state', 'env', 'path', 'step_summary'] as const
const largestOutputs = 1024 * 1024

/** Runs one step of a job as the runner does: its environment, its workflow commands, its files and its limits. */
export async function runStep(given: StepGiven): Promise<Step> {
  const root = mkdtempSync(join(tmpdir(), 'onlyif-runner-'))
  try {
    const workspace = join(root, 'work')
    for (const folder of ['work', 'home', 'temp/_runner_file_commands', 'temp/_github_workflow'])
      mkdirSync(join(root, folder), { recursive: true })
    for (const [file, text] of Object.entries(given.files ?? {})) {
      mkdirSync(dirname(join(workspace, file)), { recursive: true })
      writeFileSync(join(workspace, file), text)
    }
    writeFileSync(join(root, 'temp/_github_workflow/event.json'), JSON.stringify(given.event.payload, null, 2))
    for (const name of fileCommands) writeFileSync(commandFile(root, name), '')
    const log = createStepLog(workspace, given.token === undefined ? [] : [given.token])
    const { script, inputs } = definitionOf(given, log)
    const env = { ...environmentOf(given, root), ...inputs, ...given.env }
    const ran = await execute(given.node ?? process.execPath, script, workspace, env, log, given.timeout ?? 60_000)
    return stepOf(root, log, ran)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

const commandFile = (root: string, name: string): string => join(root, 'temp/_runner_file_commands', name)
const inputName = (name: string): string => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`

/** What to run and its inputs: those of `with:`, and the defaults of the others. The runner does not enforce `required`. */
function definitionOf(given: StepGiven, log: StepLog): { readonly script: string; readonly inputs: Readonly<Record<string, string>> } {
  const asked = given.inputs ?? {}
  const entries = (inputs: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(inputs).map(([name, value]) => [inputName(name), value]))
  if (given.action === undefined) {
    if (given.script === undefined) throw new Error('say which action or script to run')
    return { script: given.script, inputs: entries(asked) }
  }
  const definition = parse(readFileSync(given.action, 'utf8'))
  const known = below(definition, 'inputs')
  const strange = Object.keys(asked).filter((name) => !Object.keys(known).some((one) => inputName(one) === inputName(name)))
  if (strange.length > 0) {
    const valid = Object.keys(known).map((name) => `'${name}'`)
    log.report('warning', `Unexpected input(s) ${strange.map((name) => `'${name}'`).join(', ')}, valid inputs are [${valid.join(', ')}]`)
  }
  const defaults = Object.fromEntries(
    Object.keys(known).map((name) => [name, filledIn(String(below(known, name)['default'] ?? ''), given)]),
  )
  return { script: join(dirname(given.action), String(below(definition, 'runs')['main'])), inputs: entries({ ...defaults, ...asked }) }
}

/** The expressions that defaults of inputs use; any other is left for the test to stumble over. */
function filledIn(text: string, given: StepGiven): string {
  const known: Readonly<Record<string, string>> = {
    'github.token': given.token ?? '',
    'github.event_name': given.event.name,
    'github.sha': given.event.sha,
    'github.ref': given.event.ref,
    'github.repository': given.event.repository,
  }
  return text.replaceAll(/\$\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => known[name] ?? whole)
}

/** The variables that the runner sets; nothing of this process is handed on but PATH. */
function environmentOf({ event, api = 'https://api.github.com' }: StepGiven, root: string): Record<string, string> {
  const [owner = ''] = event.repository.split('/')
  const files = fileCommands.map((name) => [`GITHUB_${name.toUpperCase()}`, commandFile(root, name)])
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: join(root, 'home'),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__run',
    GITHUB_ACTOR: event.actor,
    GITHUB_TRIGGERING_ACTOR: event.actor,
    GITHUB_API_URL: api,
    GITHUB_GRAPHQL_URL: `${api}/graphql`,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_BASE_REF: event.baseRef ?? '',
    GITHUB_HEAD_REF: event.headRef ?? '',
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: join(root, 'temp/_github_workflow/event.json'),
    GITHUB_JOB: 'onlyif',
    GITHUB_REF: event.ref,
    GITHUB_REF_NAME: event.ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_REPOSITORY: event.repository,
    GITHUB_REPOSITORY_ID: String(event.repositoryId),
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '30000000001',
    GITHUB_RUN_NUMBER: '7',
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_SHA: event.sha,
    GITHUB_WORKFLOW: 'Launch gate',
    GITHUB_WORKFLOW_REF: `${event.repository}/.github/workflows/gate.yaml@${event.ref}`,
    GITHUB_WORKFLOW_SHA: event.sha,
    GITHUB_WORKSPACE: join(root, 'work'),
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: join(root, 'temp'),
    RUNNER_TOOL_CACHE: join(root, 'tools'),
    ...Object.fromEntries(files),
  }
}

interface Ran {
  readonly exitCode: number | undefined
  readonly printed: string
}

function execute(node: string, script: string, cwd: string, env: Record<string, string>, log: StepLog, timeout: number): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [script], { cwd, env, timeout, killSignal: 'SIGKILL', stdio: ['ignore', 'pipe', 'pipe'] })
    let printed = ''
    const rests = [child.stdout, child.stderr].map((stream) => {
      const rest = { text: '' }
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        printed += chunk
        // A carriage return alone ends a line as well.
        const lines = (rest.text + chunk).split(/\r\n|\r(?!$)|\n/)
        rest.text = lines.pop() ?? ''
        lines.forEach(log.take)
      })
      return rest
    })
    child.on('error', reject).on('close', (code) => {
      for (const { text } of rests) if (text !== '') log.take(text.replace(/\r$/, ''))
      resolve({ exitCode: code ?? undefined, printed })
    })
  })
}

function stepOf(root: string, log: StepLog, ran: Ran): Step {
  let broken = false
  const pairs = (name: string): Record<string, string> => {
    try {
      return pairsOf(readFileSync(commandFile(root, name), 'utf8'))
    } catch (error) {
      log.report('error', `Unable to process file command '${name}' successfully.`)
      log.report('error', error instanceof Error ? error.message : String(error))
      broken = true
      return {}
    }
  }
  const summary = summaryOf(readFileSync(commandFile(root, 'step_summary')), log.masked)
  if (summary.error !== undefined) log.report('error', summary.error)
  const outputs = { ...log.outputs, ...pairs('output') }
  const size = 2 * Object.entries(outputs).reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  const [state, env] = [{ ...log.state, ...pairs('state') }, pairs('env')]
  const lost = [
    ...log.lost,
    ...(summary.error === undefined ? [] : ['the summary, over 1 MiB']),
    ...(size > largestOutputs ? [`outputs of ${size} bytes, over 1 MB`] : []),
    ...(log.stopped ? ['every command after stop-commands, which was never ended'] : []),
  ]
  const failed = ran.exitCode !== 0 || log.failed || broken
  return {
    exitCode: ran.exitCode,
    conclusion: failed ? 'failure' : 'success',
    annotations: log.annotations,
    outputs,
    state,
    env,
    summary: summary.text,
    log: log.lines.join('\n'),
    masked: [...log.secrets],
    lost,
    printed: ran.printed,
  }
}
