import type { Facts } from '../model/facts.ts'
import type { KeptInput, KeptRole } from '../model/kept.ts'
import type { Digest } from '../source/digest.ts'
import type { WorldLaunch } from './assembly.ts'
import type { InputFile } from './file-text.ts'
import type { World } from './world.ts'

/** What must be kept to judge a launch again: a list for the record, and the texts it names. */
export interface Kept {
  readonly inputs: readonly KeptInput[]
  readonly texts: ReadonlyMap<Digest, string>
}

/**
 * Everything that the decision about a launch of a world rests on, nothing of the other launches. Beside it a replay needs
 * only what the decision itself says: the id of the launch, `now` and `noExceptions`.
 */
export function keptOf(world: World, launch: WorldLaunch): Kept {
  const trusted = new Map(world.files.map((input) => [input.file, input]))
  const head = new Map(launch.files.map((input) => [input.file, input]))
  const texts = new Map<Digest, string>()
  const keep = (files: ReadonlyMap<string, InputFile>, file: string | undefined, as: KeptRole, under?: string): KeptInput[] => {
    const input = file === undefined ? undefined : files.get(file)
    if (!input) return []
    texts.set(input.digest, input.text)
    const side = files === trusted ? 'trusted' : 'head'
    return [{ file: input.file, side, as, digest: input.digest, ...(under !== undefined && { under }) }]
  }
  const of = (as: KeptRole, models: readonly { readonly document: { readonly file: string } }[]): KeptInput[] =>
    [...new Set(models.map((model) => model.document.file))].flatMap((file) => keep(trusted, file, as))
  const inputs = [
    ...keep(trusted, world.config.document?.file, 'config'),
    ...of('commitments', world.commitments),
    ...of('catalog', world.catalogs),
    ...of('waivers', world.waivers),
    ...of('mappings', world.mappings),
    ...keep(head, launch.launch?.document.file, 'launch'),
    ...(launch.launch?.reads ?? []).flatMap(({ file }) => keep(head, file, 'read')),
    ...inOrder(launch.facts).flatMap(({ file, under }) => keep(head, file, 'facts', under)),
  ]
  return { inputs, texts }
}

/** The files of facts, each once for each name it was put under. */
function inOrder(facts: readonly Facts[]): readonly { readonly file: string; readonly under: string | undefined }[] {
  const found = facts.map((part) => {
    // The first group of a plain document is the name that it was put under.
    const [name] = part.plain ? part.facts.groups.keys() : []
    return { file: part.document.file, under: name }
  })
  return [...new Map(found.map((item) => [JSON.stringify([item.file, item.under]), item])).values()]
}
