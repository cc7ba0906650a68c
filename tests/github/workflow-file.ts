import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { WorkflowEvent } from './events.ts'
import { below, type Tree } from './fake/json-schema.ts'

export interface StepFile {
  readonly id?: string
  readonly if?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, string | number | boolean>>
  readonly env?: Readonly<Record<string, string>>
}

export interface JobFile {
  readonly needs?: string | readonly string[]
  readonly if?: string
  readonly environment?: string
  readonly permissions?: Readonly<Record<string, string>>
  /** Another workflow that is called in place of steps. */
  readonly uses?: string
  readonly with?: Readonly<Record<string, string | number | boolean>>
  readonly steps?: readonly StepFile[]
}

export interface WorkflowFile {
  readonly on: Tree
  readonly permissions?: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, JobFile>>
}

const folder = join(import.meta.dirname, '../../docs/workflows')

/** The names of the workflows that the docs offer for copying. */
export const workflowNames: readonly string[] = readdirSync(folder).sort()

export const workflowText = (name: string): string => readFileSync(join(folder, name), 'utf8')
export const workflowFile = (name: string): WorkflowFile => parse(workflowText(name)) as WorkflowFile

/** What happens to a pull request when `types` is left out. */
const usualTypes: readonly string[] = ['opened', 'synchronize', 'reopened']

/** Whether an event starts a workflow: by its name, and by `types`, `branches` and `tags`. Knows no other filter, and throws at one. */
export function starts({ on }: WorkflowFile, event: WorkflowEvent): boolean {
  if (!Object.hasOwn(on, event.name)) return false
  const filter = below(on, event.name)
  const unknown = Object.keys(filter).filter((key) => !['types', 'branches', 'tags', 'inputs'].includes(key))
  if (unknown.length > 0) throw new Error(`the filter ${unknown.join(', ')} is not modelled`)
  const action = event.payload['action']
  const types = textsIn(filter, 'types') ?? (event.name.startsWith('pull_request') ? usualTypes : undefined)
  if (types !== undefined && !types.includes(String(action))) return false
  const [branches, tags] = [textsIn(filter, 'branches'), textsIn(filter, 'tags')]
  if (event.name !== 'push' || (branches === undefined && tags === undefined)) return true
  return event.ref.startsWith('refs/tags/')
    ? (tags ?? []).some((pattern) => matches(pattern, event.ref.slice('refs/tags/'.length)))
    : (branches ?? []).some((pattern) => matches(pattern, event.ref.slice('refs/heads/'.length)))
}

function textsIn(filter: Tree, key: string): readonly string[] | undefined {
  return Object.hasOwn(filter, key) ? [filter[key]].flat().map(String) : undefined
}

/** A name, or its beginning and a star. */
function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) && !name.includes('/') : pattern === name
}

/** The inputs of a called workflow: what the caller says, and its own defaults. Throws at one that it does not have. */
export function calledInputs(called: WorkflowFile, given: JobFile['with'] = {}): Readonly<Record<string, string>> {
  const known = below(called.on, 'workflow_call', 'inputs')
  const strange = Object.keys(given).filter((name) => !Object.hasOwn(known, name))
  if (strange.length > 0) throw new Error(`the called workflow has no input ${strange.join(', ')}`)
  return Object.fromEntries(Object.keys(known).map((name) => [name, String(given[name] ?? below(known, name)['default'] ?? '')]))
}
