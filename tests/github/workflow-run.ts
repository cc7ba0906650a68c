import { join } from 'node:path'
import type { WorkflowEvent } from './events.ts'
import type { FakeGitHub } from './fake/start.ts'
import type { Level, Permissions, Repository } from './fake/world.ts'
import { runStep, type Step } from './runner.ts'
import { calledInputs, type JobFile, type StepFile, starts, type WorkflowFile } from './workflow-file.ts'

export interface WorkflowGiven {
  readonly event: WorkflowEvent
  /** The token of a pull request from a fork only reads. */
  readonly fromFork?: boolean
  /** The workflows that can be called, by what stands after `uses`. */
  readonly called?: Readonly<Record<string, WorkflowFile>>
  readonly node?: string
}

/** A step that would be run: one of the Action was run, others are only told. */
export interface StepRun {
  readonly job: string
  readonly what: string
  readonly with: Readonly<Record<string, string>>
  readonly step?: Step
}

export interface WorkflowRun {
  readonly jobs: Readonly<Record<string, 'success' | 'failure' | 'skipped'>>
  readonly steps: readonly StepRun[]
}

const action = join(import.meta.dirname, '../../action.yml')

/** The Action as the docs name it. */
export const actionName = 'onlyif/onlyif@v1'

/**
 * Runs a workflow as GitHub does, as far as the workflows of the docs use it: jobs after those that they need, skipped after a failure;
 * a token with the permissions of the job; called workflows; `if: always()`. Gives undefined where the event does not start it.
 */
export async function runWorkflow(
  fake: FakeGitHub,
  repository: Repository,
  file: WorkflowFile,
  given: WorkflowGiven,
): Promise<WorkflowRun | undefined> {
  if (!starts(file, given.event)) return undefined
  const jobs: Record<string, 'success' | 'failure' | 'skipped'> = {}
  const steps: StepRun[] = []
  for (const [name, job] of Object.entries(file.jobs)) {
    const needed = [job.needs ?? []].flat()
    if (needed.some((one) => jobs[one] === undefined)) throw new Error(`${name} needs a job that does not come before it`)
    if (job.if !== undefined) throw new Error('conditions of jobs are not modelled')
    if (needed.some((one) => jobs[one] !== 'success')) {
      jobs[name] = 'skipped'
      continue
    }
    const ran = await runJob(fake, repository, given, { name, job, granted: job.permissions ?? file.permissions ?? {}, inputs: {} })
    jobs[name] = ran.some(({ step }) => step?.conclusion === 'failure') ? 'failure' : 'success'
    steps.push(...ran)
  }
  return { jobs, steps }
}

interface JobGiven {
  readonly name: string
  readonly job: JobFile
  readonly granted: Readonly<Record<string, string>>
  readonly inputs: Readonly<Record<string, string>>
}

async function runJob(fake: FakeGitHub, repository: Repository, given: WorkflowGiven, at: JobGiven): Promise<StepRun[]> {
  const { job, granted, inputs } = at
  if (job.uses !== undefined) return callWorkflow(fake, repository, given, at, job.uses)
  const token = fake.actionsToken(repository, tokenOf(granted, given.fromFork ?? false))
  const done: StepRun[] = []
  const outputs: Record<string, Readonly<Record<string, string>>> = {}
  let failed = false
  for (const step of job.steps ?? []) {
    if (step.if !== undefined && step.if !== 'always()') throw new Error('other conditions of steps are not modelled')
    if (failed && step.if === undefined) continue
    const filled = filledIn(step, { inputs, outputs })
    const ran = step.uses === actionName ? await runAction(fake, given, filled, token) : undefined
    if (ran !== undefined && step.id !== undefined) outputs[step.id] = ran.outputs
    failed ||= ran?.conclusion === 'failure'
    done.push({ job: at.name, what: step.uses ?? step.run ?? '', with: filled, ...(ran !== undefined && { step: ran }) })
  }
  return done
}

function runAction(fake: FakeGitHub, given: WorkflowGiven, inputs: Readonly<Record<string, string>>, token: string): Promise<Step> {
  const { event, node } = given
  return runStep({ action, inputs, event, token, api: fake.url, ...(node !== undefined && { node }) })
}

async function callWorkflow(
  fake: FakeGitHub,
  repository: Repository,
  given: WorkflowGiven,
  at: JobGiven,
  uses: string,
): Promise<StepRun[]> {
  const called = given.called?.[uses]
  if (called === undefined) throw new Error(`nothing can be called by ${uses}`)
  const inputs = calledInputs(called, at.job.with)
  const runs = Object.entries(called.jobs).map(([name, job]) => {
    const asked = job.permissions ?? called.permissions ?? {}
    const beyond = Object.keys(asked).filter((one) => rank(asked[one]) > rank(at.granted[one]))
    if (beyond.length > 0) throw new Error(`the called workflow asks for more than it is given: ${beyond.join(', ')}`)
    return runJob(fake, repository, given, { name: `${at.name} / ${name}`, job, granted: asked, inputs })
  })
  return (await Promise.all(runs)).flat()
}

const rank = (level = 'none'): number => ['none', 'read', 'write'].indexOf(level)
const modelled: ReadonlySet<string> = new Set(['actions', 'checks', 'contents', 'deployments', 'issues', 'pull-requests', 'statuses'])

function tokenOf(granted: Readonly<Record<string, string>>, fromFork: boolean): Permissions {
  const entries = Object.entries(granted).filter(([name]) => modelled.has(name))
  return Object.fromEntries(
    entries.map(([name, level]) => [name.replace('-', '_'), (fromFork && level === 'write' ? 'read' : level) as Level]),
  )
}

interface Contexts {
  readonly inputs: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** What stands under `with`, its expressions filled in. Throws at one that is not known. */
function filledIn(step: StepFile, { inputs, outputs }: Contexts): Readonly<Record<string, string>> {
  const value = (expression: string): string => {
    const [context = '', name = '', , key = ''] = expression.split('.')
    const found = context === 'inputs' ? inputs[name] : context === 'steps' ? outputs[name]?.[key] : undefined
    if (found === undefined) throw new Error(`nothing is known of ${expression}`)
    return found
  }
  const fill = (text: string): string => text.replaceAll(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, expression: string) => value(expression))
  return Object.fromEntries(Object.entries(step.with ?? {}).map(([name, text]) => [name, fill(String(text))]))
}
