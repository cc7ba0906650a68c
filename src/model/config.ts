import { defaultLimits, type Limits } from '../source/limits.ts'
import { rangeOf, type SourceDocument, valueAt } from '../source/node.ts'
import { readDocsAddress } from './docs-address.ts'
import { numberField, optional, type Reading, report, textsField } from './fields.ts'
import { excerpt } from './wording.ts'

/** Where things are found and who is who: `onlyif.yaml`, always read from the trusted side. */
export interface Config {
  readonly kind: 'Config'
  readonly commitments?: readonly string[]
  readonly catalog?: readonly string[]
  readonly waivers?: readonly string[]
  readonly mappings?: readonly string[]
  readonly launches?: readonly string[]
  readonly facts?: readonly string[]
  /** People by role, for waivers. */
  readonly roles: ReadonlyMap<string, readonly string[]>
  /** People by team. */
  readonly teams: ReadonlyMap<string, readonly string[]>
  readonly requireProof: boolean
  readonly trustedBranches: readonly string[]
  /** Inputs of the Action that are believed although the change under judgement could have written them. */
  readonly allowedInputs: readonly string[]
  /** The site that `onlyif docs` wrote, ending with a slash: `https://…`, or a path relative to where a report lies. */
  readonly docs?: string
  readonly limits: Limits
  readonly document?: SourceDocument
}

/** What holds where there is no `onlyif.yaml`. */
export const emptyConfig: Config = {
  kind: 'Config',
  roles: new Map(),
  teams: new Map(),
  requireProof: false,
  trustedBranches: [],
  allowedInputs: [],
  limits: defaultLimits,
}

/** Reads a config from a document that the schema accepted. */
export function parseConfig(reading: Reading): Config {
  const root = reading.document.root
  const limits = valueAt(root, 'limits')
  const requireProof = valueAt(root, 'requireProof')
  return {
    kind: 'Config',
    ...optional('commitments', textsField(root, 'commitments')),
    ...optional('catalog', textsField(root, 'catalog')),
    ...optional('waivers', textsField(root, 'waivers')),
    ...optional('mappings', textsField(root, 'mappings')),
    ...optional('launches', textsField(root, 'launches')),
    ...optional('facts', textsField(root, 'facts')),
    roles: peopleBy(reading, 'roles'),
    teams: peopleBy(reading, 'teams'),
    requireProof: requireProof?.kind === 'scalar' && requireProof.value === true,
    trustedBranches: textsField(root, 'trustedBranches') ?? [],
    allowedInputs: textsField(valueAt(root, 'action'), 'allow') ?? [],
    ...optional('docs', docsField(reading)),
    limits: {
      maxBytes: numberField(limits, 'maxBytes') ?? defaultLimits.maxBytes,
      maxAliases: numberField(limits, 'maxAliases') ?? defaultLimits.maxAliases,
      maxNodes: numberField(limits, 'maxNodes') ?? defaultLimits.maxNodes,
      maxDepth: numberField(limits, 'maxDepth') ?? defaultLimits.maxDepth,
    },
    document: reading.document,
  }
}

function docsField(reading: Reading): string | undefined {
  const node = valueAt(reading.document.root, 'docs')
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return undefined
  const address = readDocsAddress(node.value)
  if (address.ok) return address.value
  const { message, hint } = address
  report(reading, 'document/wrong-value', {
    range: rangeOf(reading.document, node),
    path: ['docs'],
    message: `\`${excerpt(node.value)}\` ${message}`,
    hint,
  })
  return undefined
}

function peopleBy(reading: Reading, key: string): ReadonlyMap<string, readonly string[]> {
  const node = valueAt(reading.document.root, key)
  if (node?.kind !== 'mapping') return new Map()
  return new Map(node.entries.map((entry) => [entry.key, textsField(node, entry.key) ?? []]))
}
