import type { FactCatalog } from '../model/catalog.ts'
import type { Commitment } from '../model/commitment.ts'
import type { Config } from '../model/config.ts'
import type { Facts } from '../model/facts.ts'
import type { DecisionInput } from '../model/generated/types.ts'
import type { Launch } from '../model/launch.ts'
import type { Mapping } from '../model/mapping.ts'
import type { Waivers } from '../model/waivers.ts'
import type { Digest } from '../source/digest.ts'
import { digestOf } from '../source/digest.ts'
import type { SourceDocument } from '../source/node.ts'
import { byText } from '../source/order.ts'
import { listPart, type Part, partOf } from '../source/part.ts'

/** The trusted documents, whose inputs are the same for every launch. */
export interface TrustedParts {
  readonly commitments: readonly Commitment[]
  readonly catalogs: readonly FactCatalog[]
  readonly waiverFiles: readonly Waivers[]
  readonly mappings?: readonly Mapping[]
  readonly config: Config
  readonly digests?: ReadonlyMap<string, Digest>
}

interface Entry {
  /** Kind, file and id, by which inputs are sorted and of which each comes once. */
  readonly key: string
  readonly part: Part<DecisionInput>
}

/** Every document that decisions rest on, with the digest of its file: what a replay needs. What is trusted is hashed once. */
export function inputsOf(trusted: TrustedParts): (launch: Launch, facts: readonly Facts[]) => Part<DecisionInput[]> {
  const { digests } = trusted
  let known: readonly Entry[] | undefined
  return (launch, facts) => {
    known ??= trustedEntries(trusted)
    const own = [
      entryOf(launch.kind, launch.document, digests, launch.id),
      ...(launch.reads ?? []).map(({ file, digest }) => entry({ kind: 'File', file, digest })),
      ...facts.filter((item) => item.launch === launch.id).map((item) => entryOf(item.kind, item.document, digests, item.launch)),
    ]
    const unique = new Map([...known, ...own].map((item) => [item.key, item]))
    return listPart([...unique.values()].sort((a, b) => byText(a.key, b.key)).map(({ part }) => part))
  }
}

function trustedEntries({ commitments, catalogs, waiverFiles, mappings = [], config, digests }: TrustedParts): Entry[] {
  return [
    ...commitments.map((item) => entryOf(item.kind, item.document, digests, item.id)),
    ...catalogs.map((item) => entryOf(item.kind, item.document, digests)),
    ...waiverFiles.map((item) => entryOf(item.kind, item.document, digests)),
    ...mappings.map((item) => entryOf(item.kind, item.document, digests, item.id)),
    ...(config.document ? [entryOf('Config', config.document, digests)] : []),
  ]
}

function entryOf(kind: string, document: SourceDocument, digests: TrustedParts['digests'], id?: string): Entry {
  const digest = digests?.get(document.file) ?? digestOf(document.text)
  return entry({ kind, ...(id !== undefined && { id }), file: document.file, digest })
}

function entry(input: DecisionInput): Entry {
  return { key: JSON.stringify([input.kind, input.file, input.id]), part: partOf(input) }
}
