import { isPlaceholder } from '../model/placeholder.ts'
import { type StarterInput, schemaPath } from './starter-input.ts'

/** Where documents are that editors should know, from the root; as the config of a starter or the usual places have it. */
function documentGlobs({ home }: StarterInput): readonly string[] {
  const folders = ['rules/**/*.yaml', 'launches/*.yaml', 'facts/**/*.yaml'].map((glob) => `${home}${glob}`)
  return ['onlyif.yaml', `${home}catalog.yaml`, `${home}waivers.yaml`, ...(home === '' ? ['launch.yaml'] : []), ...folders]
}

/** The setting that tells the YAML extension which schema is for which files, paths being those of the repository. */
export function schemaSetting(input: StarterInput): { readonly [schema: string]: readonly string[] } {
  const prefix = input.within === '' ? '' : `${input.within}/`
  return { [`./${prefix}${schemaPath}`]: documentGlobs(input).map((glob) => `${prefix}${glob}`) }
}

/** The settings of VS Code. */
export function settingsText(input: StarterInput): string {
  return `${JSON.stringify({ 'yaml.schemas': schemaSetting(input) }, null, 2)}\n`
}

export const extensionsText = `${JSON.stringify({ recommendations: ['redhat.vscode-yaml'] }, null, 2)}\n`

/** Folders that the documentation has commands write: the store of the service, the rooms of `site`, the pages of `docs`. */
export const writtenFolders = ['onlyif-data', 'room', 'promises'] as const

/** What Git leaves out: what the service keeps, and pages that can be made anew. */
export function ignoreText(folders: readonly string[]): string {
  return ['# What `onlyif serve`, `onlyif site room` and `onlyif docs promises` write.', ...folders.map((name) => `/${name}/`), ''].join(
    '\n',
  )
}

/** Where the workflow stands, from the root of the repository. */
export const workflowPath = '.github/workflows/onlyif.yml'

/** The workflow that judges pull requests by the commitments of the default branch. The Action judges the root of a repository only. */
export function workflowText(input: StarterInput): string {
  return input.within === '' ? actionWorkflow(input) : commandWorkflow(input)
}

/** As `docs/workflows/pull-request.yml` has it. */
function actionWorkflow({ branch }: StarterInput): string {
  return `# Judges the launches of every pull request. What judges (commitments, catalog, waivers, onlyif.yaml) is read from the
# default branch, or from the base branch where \`trustedBranches\` in onlyif.yaml lists that, so no change chooses its own
# judge. The pull request that brings the first commitment therefore finds none there and fails:
# merge it, then require the job \`gate\` in a branch ruleset, and every later one is judged.
name: Launch gate
on:
  pull_request:
    # \`edited\` judges again when the base branch is changed. No \`paths\`: a required job that never starts waits for ever.
    types: [opened, synchronize, reopened, edited]
  # Without this line a merge queue would wait for ever; with it, the group is judged as it would be merged.
  merge_group:
permissions: {}
jobs:
  # No \`if\`: a job that is skipped counts as passed.
  gate:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read # enough to judge and to block; no checkout is needed
      checks: write # the check \`onlyif (${branch})\` with every annotation
      pull-requests: write # one comment, updated in its place
    steps:
      - uses: onlyif/onlyif@v1
`
}

function commandWorkflow({ branch, within, engine }: StarterInput): string {
  return `# Judges the launches of every pull request. What judges (commitments, catalog, waivers, onlyif.yaml) is read from the
# default branch, so no change chooses its own judge. The pull request that brings the first commitment therefore finds none
# there and fails: merge it, and every later one is judged.
name: Launch gate
on:
  pull_request:
  merge_group:
  push:
    branches: [${scalar(branch)}]
permissions:
  contents: read
jobs:
  gate:
    runs-on: ubuntu-latest
    defaults: { run: { working-directory: ${scalar(within)} } }
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # the default branch is read, too
          persist-credentials: false
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      # The version that was used at the desk, so that a gate changes only when somebody changes it.
      - run: npx --yes ${engine} check --trusted-ref origin/${branch} --format github
`
}

/** A text as a YAML scalar: bare where that is safe, else in quotes. */
export function scalar(text: string): string {
  const isPlain = /^[A-Za-z][A-Za-z0-9]*(?:[ ._/-][A-Za-z0-9]+)*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
  return isPlain && !isPlaceholder(text) ? text : JSON.stringify(text)
}
