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

/** The workflow that judges pull requests by the commitments of the default branch. */
export function workflowText({ branch, within, engine }: StarterInput): string {
  const folder = within === '' ? '' : `    defaults: { run: { working-directory: ${scalar(within)} } }\n`
  return `# Judges the launches of every pull request. What judges (commitments, catalog, waivers, onlyif.yaml) is read from the
# default branch, so no change chooses its own judge. The pull request that brings the first commitment therefore finds none
# there and fails: merge it, and every later one is judged.
name: onlyif
on:
  pull_request:
  push:
    branches: [${scalar(branch)}]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
${folder}    steps:
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
