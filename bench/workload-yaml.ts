import type { Commitment } from '../src/model/commitment.ts'
import { formatDay } from '../src/model/date.ts'
import { parseDocuments } from '../src/model/documents.ts'
import type { Launch } from '../src/model/launch.ts'
import type { ConditionSpec, LaunchSpec, RequirementSpec, Workload } from './workload.ts'
import type { Given, LeafSpec } from './workload-facts.ts'

/** The commitment of a workload as YAML. */
export function commitmentText(requirements: readonly RequirementSpec[]): string {
  return [
    'apiVersion: onlyif/v1',
    'kind: Commitment',
    'id: promise',
    'title: We will go to market only after these requirements are met',
    'owner: chief-customer-officer',
    `count: ${requirements.length}`,
    'goToMarketOnlyIf:',
    ...requirements.flatMap(requirementLines),
    '',
  ].join('\n')
}

function requirementLines({ id, require, forbid }: RequirementSpec): string[] {
  return [
    `  - id: ${id}`,
    `    title: customers can rely on ${id}`,
    '    owner: head-of-product',
    ...(require ? [`    require: ${conditionText(require)}`] : []),
    ...(forbid.length > 0 ? ['    forbid:', ...forbid.map((leaf) => `      ${leafText(leaf)}`)] : []),
    '    ifUnmet: Mend it, and measure again',
  ]
}

function leafText({ fact, written }: LeafSpec): string {
  return `${fact.path}: ${written}`
}

function conditionText(condition: ConditionSpec): string {
  switch (condition.kind) {
    case 'leaf':
      return `{ ${leafText(condition)} }`
    case 'not':
      return `{ not: ${conditionText(condition.of)} }`
    case 'all':
      // A mapping of facts is how most people write it.
      if (condition.of.every((part) => part.kind === 'leaf')) return `{ ${condition.of.map(leafText).join(', ')} }`
      return `{ all: [${condition.of.map(conditionText).join(', ')}] }`
    case 'any':
      return `{ any: [${condition.of.map(conditionText).join(', ')}] }`
  }
}

/** The manifest of a launch as YAML. */
export function launchText({ id, given }: LaunchSpec): string {
  const lines = ['apiVersion: onlyif/v1', 'kind: Launch', `id: ${id}`, 'title: One-page checkout', 'owner: checkout-team', 'facts:']
  let group = ''
  for (const [path, value] of given) {
    const [own = '', name = ''] = path.split('.')
    if (own !== group) lines.push(`  ${own}:`)
    group = own
    lines.push(`    ${name}: ${givenText(value)}`)
  }
  return `${lines.join('\n')}\n`
}

function givenText({ written, day, sample }: Given): string {
  return day === undefined ? written : `{ value: ${written}, sample: ${sample}, asOf: ${formatDay(day)} }`
}

export interface Parsed {
  readonly commitment: Commitment
  readonly launches: readonly Launch[]
}

/** Reads a workload by our own parser. Throws when anything in it is wrong: then the generator is. */
export function parseWorkload({ requirements, launches }: Workload): Parsed {
  return { commitment: parseCommitment(requirements), launches: launches.map(parseLaunch) }
}

export function parseCommitment(requirements: readonly RequirementSpec[]): Commitment {
  const { commitments, diagnostics } = parseDocuments([{ file: 'rules/promise.yaml', text: commitmentText(requirements) }])
  const [commitment] = commitments
  if (!commitment || diagnostics.length > 0) throw new Error(`the commitment is wrong: ${JSON.stringify(diagnostics[0])}`)
  return commitment
}

export function parseLaunch(launch: LaunchSpec): Launch {
  const read = parseDocuments([{ file: `launches/${launch.id}.yaml`, text: launchText(launch) }])
  const [parsed] = read.launches
  if (!parsed || read.diagnostics.length > 0) throw new Error(`a launch is wrong: ${JSON.stringify(read.diagnostics[0])}`)
  return parsed
}
