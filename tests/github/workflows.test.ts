import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { workflowPath } from '../../src/authoring/starter-surroundings.ts'
import { withWorkflows } from '../../tools/workflow-docs.ts'
import { type JobFile, type WorkflowFile, workflowFile, workflowNames, workflowText } from './workflow-file.ts'
import { wrongInWorkflow } from './workflow-parser.ts'
import { actionName } from './workflow-run.ts'

const read = (file: string): string => readFileSync(join(import.meta.dirname, '../..', file), 'utf8')
const organisation = 'your-org/launch-gates/.github/workflows/onlyif.yml@v1'
const called = { [organisation]: workflowText('organisation.yml') }

const jobsOf = (name: string): readonly (readonly [string, JobFile])[] => Object.entries(workflowFile(name).jobs)
const stepsOf = (name: string) => jobsOf(name).flatMap(([, { steps = [] }]) => steps)

/** The inputs of the actions of others, at the commits that are named here. */
const othersInputs: Readonly<Record<string, readonly string[]>> = {
  'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1': ['persist-credentials', 'ref', 'fetch-depth', 'path'],
  'actions/attest@1e69f48acb82d1966a394da916b4c1698aa569d6': ['subject-path', 'predicate-type', 'predicate-path'],
  'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f': ['name', 'path', 'if-no-files-found'],
}
const actionInputs = Object.keys((parse(read('action.yml')) as { readonly inputs: Readonly<Record<string, unknown>> }).inputs)

describe.each(workflowNames)('%s', (name) => {
  test("nothing is wrong with it for GitHub's parser", async () => {
    expect(await wrongInWorkflow(name, workflowText(name), called)).toEqual([])
  })

  test('takes every permission away, and gives each job what it needs', () => {
    expect(workflowFile(name).permissions).toEqual({})
    for (const [, job] of jobsOf(name)) {
      expect(job.permissions).toMatchObject({ contents: expect.stringMatching(/^(?:read|write)$/) })
      const judges = (job.steps ?? []).some(({ uses }) => uses === actionName)
      if (judges) expect(job.permissions?.['contents']).toBe('read')
    }
  })

  test('no job can be skipped into passing', () => {
    for (const [job, { if: condition, needs }] of jobsOf(name)) {
      expect(condition, job).toBeUndefined()
      if (job !== 'gate') expect(needs).toBe('gate')
    }
    expect(workflowText(name)).not.toMatch(/^\s*(?:paths(?:-ignore)?|continue-on-error):/m)
    for (const step of stepsOf(name)) if (step.uses === actionName) expect(step.if).toBeUndefined()
  })

  test('uses actions of others at a commit whose version it names, with inputs that they have', () => {
    for (const { uses, with: given = {} } of stepsOf(name)) {
      if (uses === undefined) continue
      const inputs = uses === actionName ? actionInputs : othersInputs[uses]
      expect(inputs, uses).toBeDefined()
      expect(inputs).toEqual(expect.arrayContaining(Object.keys(given)))
      if (uses !== actionName)
        expect(workflowText(name)).toMatch(new RegExp(`- uses: ${uses} # v\\d+\\.\\d+\\.\\d+$|uses: ${uses} # v\\d+\\.\\d+\\.\\d+\\n`))
    }
  })

  test('a pull request in a merge queue is judged, too', () => {
    const { on } = workflowFile(name)
    expect('merge_group' in on).toBe('pull_request' in on || 'pull_request_target' in on)
  })
})

test('nothing of a pull request is checked out or run where the token writes', () => {
  expect(jobsOf('pull-request-target.yml').map(([, { steps }]) => steps)).toEqual([[{ uses: actionName }]])
})

describe("GitHub's parser finds what is broken", () => {
  const pullRequest = workflowText('pull-request.yml')
  const caller = workflowText('organisation-caller.yml')

  test.each([
    ['an event', pullRequest.replace('merge_group', 'merge_groups'), /^\.github\/workflows\/x\.yml \(Line: 9, Col: 3\): .*'merge_groups'/],
    ['a permission', pullRequest.replace('checks: write', 'check: write'), /'check'/],
    ['a level of a permission', pullRequest.replace('contents: read', 'contents: reads'), /'reads'/],
    ['a key of a job', pullRequest.replace('runs-on', 'run-on'), /'run-on'/],
    ['a job that is needed', workflowText('environment.yml').replace('needs: gate', 'needs: gates'), /'gates'/],
    ['an expression', workflowText('attestation.yml').replace('${{ steps.gate', '${{ step.gate'), /'step'/],
    ['a schedule', workflowText('nightly.yml').replace('17 4', '77 4'), /cron/],
    ['YAML', pullRequest.replace('permissions: {}', 'permissions: {'), /./],
    ['an input of a called workflow', caller.replace('no-exceptions:', 'no-exception:'), /no-exception/],
    ['the type of an input of a called workflow', caller.replace('no-exceptions: true', 'no-exceptions: [1]'), /./],
  ])('%s', async (_, text, message) => {
    expect(workflowNames.map(workflowText)).not.toContain(text)
    expect((await wrongInWorkflow('x.yml', text, called)).join('\n')).toMatch(message)
  })
})

describe('the docs', () => {
  test('the workflow of the README is that for pull requests', async () => {
    const text = /^```yaml\n(name: Launch gate\n[\s\S]*?)^```$/m.exec(read('README.md'))?.[1] ?? ''
    expect(await wrongInWorkflow('readme.yml', text)).toEqual([])
    const { on, permissions, jobs } = parse(text) as WorkflowFile
    const whole = workflowFile('pull-request.yml')
    expect([on, permissions, jobs['gate']?.steps]).toEqual([whole.on, whole.jobs['gate']?.permissions, whole.jobs['gate']?.steps])
  })

  test('the workflow for pull requests has the name that init gives it, wherever one is named to be copied to', () => {
    const pages = ['README.md', 'docs/workflows.md', 'docs/action.md', ...workflowNames.map((name) => `docs/workflows/${name}`)]
    const named = (text: string): string[] =>
      [...text.matchAll(/(?<!your-org\/shop\/)\.github\/workflows\/[\w-]+\.ya?ml/g)].map(([path]) => path)
    expect(named(read('README.md'))).toHaveLength(1)
    for (const page of pages) expect(new Set([...named(read(page)), workflowPath]), page).toEqual(new Set([workflowPath]))
  })

  test('the page shows every workflow as it is; if not: `npx tsx tools/workflow-docs.ts`', () => {
    const page = read('docs/workflows.md')
    expect(withWorkflows(page, workflowText)).toBe(page)
    for (const name of workflowNames) {
      expect(page).toContain(`(workflows/${name})`)
      expect(page).toContain(`<!-- workflow: ${name} -->`)
    }
  })
})
