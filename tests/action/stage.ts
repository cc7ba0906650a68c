import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InputName } from '../../action/inputs.ts'
import { run } from '../../action/run.ts'
import type { Network } from '../../src/github/guarded-fetch.ts'
import { ownNetwork } from '../../src/github/guarded-fetch.ts'
import type { FakeGitHub } from '../github/fake/start.ts'
import type { PullRequest, Repository } from '../github/fake/world.ts'

/** What a run is told by the runner, beside the inputs. */
export interface RunGiven {
  readonly event: string
  readonly payload?: unknown
  readonly sha?: string
  readonly ref?: string
  readonly workflowRef?: string
  readonly token?: string
  readonly inputs?: Partial<Record<InputName, string>>
  readonly env?: Readonly<Record<string, string>>
  /** When it begins; the moment of every run without it. */
  readonly began?: string
}

/** What a run left behind. */
export interface ActionRun {
  readonly code: number
  readonly log: string
  readonly summary: string
  readonly outputs: Readonly<Record<string, string>>
  /** Workflow commands in the log, outside of stretches where commands are stopped. */
  readonly commands: readonly string[]
}

/** The moment of every run. */
export const now = '2026-10-07T09:00:00Z'

/** Pauses take no time, so that tests of faults do not either. */
export const quickNetwork: Network = { ...ownNetwork, sleep: async () => {} }

/** A runner's folders, gone when the test is over, and the Action run in them. */
export class Stage {
  readonly folder = mkdtempSync(join(tmpdir(), 'onlyif-action-'))
  readonly workspace = join(this.folder, 'workspace')

  constructor() {
    for (const name of ['workspace', 'temp']) mkdirSync(join(this.folder, name))
  }

  /** The environment that the runner gives, with empty files for what the Action writes. */
  environment(fake: FakeGitHub, repository: Repository, given: RunGiven): Record<string, string> {
    for (const name of ['output', 'summary']) writeFileSync(join(this.folder, name), '')
    writeFileSync(join(this.folder, 'event.json'), JSON.stringify(given.payload ?? {}))
    const ref = given.ref ?? 'refs/heads/main'
    return {
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: fake.url,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: repository.fullName,
      GITHUB_EVENT_NAME: given.event,
      GITHUB_EVENT_PATH: join(this.folder, 'event.json'),
      GITHUB_SHA: given.sha ?? repository.resolve('main') ?? '',
      GITHUB_REF: ref,
      GITHUB_WORKFLOW_REF: `${repository.fullName}/.github/workflows/gate.yml@${given.workflowRef ?? ref}`,
      GITHUB_WORKFLOW: 'gate',
      GITHUB_JOB: 'onlyif',
      GITHUB_RUN_ID: '77',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_WORKSPACE: this.workspace,
      GITHUB_OUTPUT: join(this.folder, 'output'),
      GITHUB_STEP_SUMMARY: join(this.folder, 'summary'),
      RUNNER_TEMP: join(this.folder, 'temp'),
      INPUT_TOKEN: given.token ?? '',
      ...Object.fromEntries(Object.entries(given.inputs ?? {}).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...given.env,
    }
  }

  async run(fake: FakeGitHub, repository: Repository, given: RunGiven, network: Network = quickNetwork): Promise<ActionRun> {
    const env = this.environment(fake, repository, given)
    const log: string[] = []
    const code = await run({ env, now: () => given.began ?? now, stdout: (text) => void log.push(text) }, network)
    return this.read(code, log.join(''))
  }

  read(code: number, log: string): ActionRun {
    const file = (name: string): string => readFileSync(join(this.folder, name), 'utf8')
    return { code, log, summary: file('summary'), outputs: outputsIn(file('output')), commands: commandsIn(log) }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Reads what was written to GITHUB_OUTPUT as the runner does. */
function outputsIn(text: string): Record<string, string> {
  const outputs: Record<string, string> = {}
  const lines = text.split('\n')
  for (let i = 0; i < lines.length; i++) {
    const match = /^([^=<]+)<<(.+)$/.exec(lines[i] ?? '')
    if (!match) continue
    const end = lines.indexOf(match[2] ?? '', i + 1)
    if (end === -1) throw new Error('a value has no end')
    outputs[match[1] ?? ''] = lines.slice(i + 1, end).join('\n')
    i = end
  }
  return outputs
}

/** Lines that the runner obeys. */
export function commandsIn(log: string): string[] {
  const commands: string[] = []
  let stopped: string | undefined
  for (const line of log.split('\n')) {
    if (stopped !== undefined) {
      if (line.trim() === `::${stopped}::`) stopped = undefined
      continue
    }
    const stop = /^::stop-commands::(.+)$/.exec(line)
    if (stop) stopped = stop[1]
    else if (/^\s*::|##\[/.test(line)) commands.push(line)
  }
  return commands
}

/** The payload of a pull request's event, as far as the Action reads it. */
export function pullPayload(pull: PullRequest, repository: Repository): unknown {
  return {
    action: 'synchronize',
    number: pull.number,
    pull_request: {
      number: pull.number,
      head: {
        sha: pull.head.repository.resolve(pull.head.branch),
        ref: pull.head.branch,
        repo: { full_name: pull.head.repository.fullName },
      },
      base: { sha: repository.resolve(pull.base), ref: pull.base, repo: { full_name: repository.fullName } },
    },
  }
}
