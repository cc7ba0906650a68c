import { byPath } from '../model/file-path.ts'
import type { FileSource } from '../model/file-source.ts'
import type { Limits } from '../source/limits.ts'
import { readFactsFiles } from './facts-input.ts'
import type { FactsProblem, FoundFacts, FoundFactsDocument } from './manifest.ts'

/** The standing facts of launches, for those that are asked for. */
export interface FactsByLaunch {
  of(launches: ReadonlySet<string>): Promise<FoundFacts>
}

/** So many files are held; of more, one that concerns a single launch is read again with it. */
const mostHeld = 256

/** Reads every file of facts once to see whom it concerns. */
export async function factsByLaunch(source: FileSource, files: readonly string[], limits: Limits): Promise<FactsByLaunch> {
  const held: { readonly file: string; readonly found: FoundFacts }[] = []
  const elsewhere = new Map<string, string[]>()
  for (const file of files) {
    const found = await readFactsFiles(source, [file], limits)
    const launches = new Set([...found.facts.map((item) => item.facts.launch), ...found.problems.map((item) => item.launch)])
    const [only] = launches
    if (launches.size === 0) continue
    if (files.length <= mostHeld || launches.size > 1 || only === undefined) held.push({ file, found })
    else {
      // A piece of a text holds on to all of it, so a name that is kept is copied.
      const launch = Buffer.from(only).toString()
      elsewhere.set(launch, [...(elsewhere.get(launch) ?? []), file])
    }
  }
  return {
    async of(launches) {
      const again: typeof held = []
      for (const file of [...launches].flatMap((launch) => elsewhere.get(launch) ?? []))
        again.push({ file, found: await readFactsFiles(source, [file], limits) })
      const all = [...held, ...again].sort((a, b) => byPath(a.file, b.file)).map(({ found }) => found)
      const facts: FoundFactsDocument[] = all.flatMap((item) => item.facts)
      const problems: FactsProblem[] = all.flatMap((item) => item.problems)
      return { facts, problems }
    },
  }
}
