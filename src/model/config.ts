import { defaultLimits, type Limits } from '../source/limits.ts'
import { type SourceDocument, valueAt } from '../source/node.ts'
import { numberField, optional, type Reading, textsField } from './fields.ts'

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
    limits: {
      maxBytes: numberField(limits, 'maxBytes') ?? defaultLimits.maxBytes,
      maxAliases: numberField(limits, 'maxAliases') ?? defaultLimits.maxAliases,
      maxNodes: numberField(limits, 'maxNodes') ?? defaultLimits.maxNodes,
      maxDepth: numberField(limits, 'maxDepth') ?? defaultLimits.maxDepth,
    },
    document: reading.document,
  }
}

function peopleBy(reading: Reading, key: string): ReadonlyMap<string, readonly string[]> {
  const node = valueAt(reading.document.root, key)
  if (node?.kind !== 'mapping') return new Map()
  return new Map(node.entries.map((entry) => [entry.key, textsField(node, entry.key) ?? []]))
}
