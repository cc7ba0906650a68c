import { type Deleted, type NamedVersion, newIds, reusedIds } from '../../authoring/lints/reused-ids.ts'
import type { Commitment } from '../../model/commitment.ts'
import type { Config } from '../../model/config.ts'
import { excerpt } from '../../model/wording.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { patternsOf } from '../../world/config.ts'
import { commitsThatMoved, isShallow } from '../../world/deleted-text.ts'
import { gitSource } from '../../world/git.ts'
import { isGlob, readGlob } from '../../world/glob.ts'
import { type Judges, judgesIn } from '../../world/judges.ts'
import type { World } from '../../world/world.ts'
import type { Io } from '../io.ts'
import { placeOfBase } from '../sides.ts'

/** What is wrong with the ids here, seen from a version before and from its history. Commitments of it that cannot be read are left out. */
export async function lintAgainst(base: string, { commitments, config }: World, root: string, io: Io): Promise<Diagnostic[]> {
  const place = await placeOfBase(base, root, io.cwd)
  const judges = await judgesIn(place.source)
  const before: NamedVersion = { name: `\`${excerpt(place.name)}\``, commitments: judges.commitments }
  const fresh = newIds(commitments, judges.commitments)
  const deleted = place.commit === undefined ? new Map() : await deletedBefore(fresh, place.commit, { root, judges, config })
  if (place.commit !== undefined && fresh.length > 0 && (await isShallow(root)))
    io.stderr('onlyif: the clone is shallow: ids that were deleted before its first commit are not seen; fetch with `fetch-depth: 0`\n')
  return reusedIds(commitments, before, deleted)
}

interface History {
  readonly root: string
  readonly judges: Judges
  readonly config: Config
}

/** Where each id stood last, of those that stood anywhere. */
async function deletedBefore(ids: readonly string[], ref: string, { root, judges, config }: History): Promise<Deleted> {
  const folders = foldersOf([judges.config, config])
  const known = new Map<string, readonly Commitment[]>()
  const commitmentsAt = async (commit: string): Promise<readonly Commitment[]> => {
    const reading = known.get(commit) ? undefined : await gitSource(root, commit)
    if (reading) known.set(commit, reading.ok ? (await judgesIn(reading.source)).commitments : [])
    return known.get(commit) ?? []
  }
  const found = new Map<string, NamedVersion>()
  for (const id of ids) {
    for (const { commit, parents } of await commitsThatMoved(root, id.slice(id.lastIndexOf('/') + 1), { ref, folders })) {
      const versions = await Promise.all(parents.map(commitmentsAt))
      const had = versions.find((list) => newIds(list, []).includes(id))
      if (!had) continue
      found.set(id, { name: `commit \`${commit.slice(0, 8)}\``, commitments: had })
      break
    }
  }
  return found
}

/** The folders that commitments are looked for in, now or before. */
function foldersOf(configs: readonly Config[]): string[] {
  const folders = configs
    .flatMap((config) => patternsOf(config, 'commitments').patterns)
    .map((pattern) => {
      const glob = isGlob(pattern) ? readGlob(pattern) : undefined
      return glob ? (glob.ok ? glob.value.folder : '') : pattern
    })
  return [...new Set(folders.map((folder) => (folder === '' ? '.' : folder)))]
}
