import type { WorldLaunch } from './assembly.ts'

type Read = Pick<WorldLaunch, 'launch' | 'facts'>

/** A launch as the side after reads it, and as the side before does where that may be something else. */
export interface PairedLaunch extends Read {
  readonly name: string
  readonly file: string
  readonly before?: Read
}

/** The launches of both sides, each once; without `before` both sides read the same. A side that does not have a launch has nothing to judge of it. */
export async function* pairLaunches(
  after: AsyncIterable<WorldLaunch> | Iterable<WorldLaunch>,
  before?: readonly WorldLaunch[],
): AsyncGenerator<PairedLaunch> {
  const held = before && new Map(before.map((item) => [item.name, item]))
  const seen = new Set<string>()
  for await (const item of after) {
    const { name, file } = item
    if (held) seen.add(name)
    yield { name, file, ...readOf(item), ...(held && { before: readOf(held.get(name)) }) }
  }
  for (const item of held?.values() ?? [])
    if (!seen.has(item.name)) yield { name: item.name, file: item.file, facts: [], before: readOf(item) }
}

function readOf(item: WorldLaunch | undefined): Read {
  return { ...(item?.launch && { launch: item.launch }), facts: item?.facts ?? [] }
}
