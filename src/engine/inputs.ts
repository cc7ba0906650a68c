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

export interface InputParts {
  readonly commitments: readonly Commitment[]
  readonly catalogs: readonly FactCatalog[]
  readonly waiverFiles: readonly Waivers[]
  readonly mappings?: readonly Mapping[]
  readonly config: Config
  readonly launch: Launch
  readonly facts: readonly Facts[]
  readonly digests?: ReadonlyMap<string, Digest>
}

/** Every document a decision rests on, with the digest of its file: what a replay needs. */
export function inputsOf(parts: InputParts): DecisionInput[] {
  const { launch } = parts
  const digest = (document: SourceDocument): string => parts.digests?.get(document.file) ?? digestOf(document.text)
  const input = (kind: string, document: SourceDocument, id?: string): DecisionInput => ({
    kind,
    ...(id !== undefined && { id }),
    file: document.file,
    digest: digest(document),
  })
  const inputs: DecisionInput[] = [
    ...parts.commitments.map((item) => input(item.kind, item.document, item.id)),
    ...parts.catalogs.map((item) => input(item.kind, item.document)),
    ...parts.waiverFiles.map((item) => input(item.kind, item.document)),
    ...(parts.mappings ?? []).map((item) => input(item.kind, item.document, item.id)),
    ...(parts.config.document ? [input('Config', parts.config.document)] : []),
    input(launch.kind, launch.document, launch.id),
    ...(launch.reads ?? []).map(({ file, digest: of }) => ({ kind: 'File', file, digest: of })),
    ...parts.facts.filter((item) => item.launch === launch.id).map((item) => input(item.kind, item.document, item.launch)),
  ]
  const unique = new Map(inputs.map((item) => [JSON.stringify([item.kind, item.file, item.id]), item]))
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item)
}
