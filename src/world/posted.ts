import { isInside } from '../model/file-path.ts'
import { arrange, type Diagnostic, diagnostic, hasErrors } from '../source/diagnostic.ts'
import { assemble } from './assembly.ts'
import { configName } from './config.ts'
import { factsOfText } from './facts-input.ts'
import { type FileText, textOfBytes } from './file-text.ts'
import { readKnownManifest } from './known-manifests.ts'
import type { FactsProblem, FoundLaunch } from './manifest.ts'
import { foreignFiles } from './mapped-file.ts'
import { readMapped, readsFile } from './mapping.ts'
import { memorySource } from './memory.ts'
import { digestsOf, type TrustedSide, type World } from './world.ts'

/** A text that was sent instead of found: a manifest, facts, or what a mapping reads. */
export interface PostedText {
  /** Its name, a POSIX path as if from the root. */
  readonly file: string
  readonly text: string
  /** The name under which a plain document of facts is put, as with `--facts name=FILE`. */
  readonly under?: string
}

type Collected = Parameters<typeof assemble>[1] & { readonly launches: readonly FoundLaunch[] }

/**
 * Joins what judges with texts that were sent. What each holds tells what it is: nobody has to sort manifests from facts.
 * A text that holds neither is an error of every launch, so that nothing that was sent is passed over.
 */
export async function worldOfTexts(side: TrustedSide, posted: readonly PostedText[]): Promise<World> {
  const { commitments, catalogs, waivers, mappings, config, files } = side
  const collected = await readAll(side, posted)
  const launches = assemble(collected.launches, collected)
  const problems = [...side.diagnostics, ...misnamed(posted)]
  const diagnostics = arrange([...problems, ...nothingSent(side, { problems, launches })])
  return { commitments, catalogs, waivers, mappings, config, launches, diagnostics, digests: digestsOf(files, launches), files }
}

async function readAll(side: TrustedSide, posted: readonly PostedText[]): Promise<Collected> {
  const {
    mappings,
    config: { limits },
  } = side
  const source = memorySource(new Map(posted.filter(({ file }) => isInside(file)).map(({ file, text }) => [file, text])))
  const foreign = foreignFiles(source, limits)
  const found: Collected[] = []
  for (const { file, text, under } of posted) {
    const fitting = under === undefined ? mappings.filter((mapping) => readsFile(mapping, file)) : []
    const reading = textOfBytes(file, new TextEncoder().encode(text), limits)
    if (fitting.length > 0)
      for (const mapping of fitting) found.push({ launches: await readMapped(mapping, file, foreign), facts: [], shared: [], problems: [] })
    else if (under !== undefined) found.push({ launches: [], ...factsOfText(file, reading, { limits, prefix: under, isNamed: true }) })
    else found.push(ownDocuments(side, file, reading))
  }
  return {
    launches: found.flatMap((part) => part.launches),
    facts: found.flatMap((part) => part.facts),
    shared: found.flatMap((part) => part.shared),
    problems: found.flatMap((part) => part.problems),
  }
}

function ownDocuments(side: TrustedSide, file: string, reading: FileText): Collected {
  const manifest = readKnownManifest(side, file, reading)
  const isEmpty = manifest.launches.length === 0 && manifest.facts.length === 0 && manifest.problems.length === 0
  return { ...manifest, shared: [], problems: isEmpty ? [neither(file)] : manifest.problems }
}

function neither(file: string): FactsProblem {
  return {
    diagnostics: [
      diagnostic('world/wrong-kind', {
        file,
        message: `\`${file}\` holds no document of kind Launch or Facts`,
        hint: 'send launch manifests and facts; a plain document of facts needs a name: `under`',
      }),
    ],
  }
}

/** Names stand in decisions, so they keep the rules of paths, and each is one text, under whatever names it is put. */
function misnamed(posted: readonly PostedText[]): Diagnostic[] {
  const seen = new Set<string>()
  const texts = new Map<string, string>()
  return posted.flatMap(({ file, text, under }) => {
    const key = JSON.stringify([file, under])
    const isRepeated = seen.has(key) || (texts.get(file) ?? text) !== text
    seen.add(key)
    texts.set(file, text)
    if (!isInside(file)) return [diagnostic('file/outside-root', { file, message: 'the path leads outside the root, or to a hidden file' })]
    return isRepeated
      ? [diagnostic('document/duplicate-id', { file, message: `two texts are named \`${file}\``, hint: 'name each once' })]
      : []
  })
}

function nothingSent(
  { commitments, isConfigured }: TrustedSide,
  { problems, launches }: { readonly problems: readonly Diagnostic[]; readonly launches: World['launches'] },
): Diagnostic[] {
  if (hasErrors(problems)) return []
  const file = isConfigured ? configName : '.'
  const found: Diagnostic[] = []
  if (commitments.length === 0)
    found.push(diagnostic('world/no-commitment', { file, message: 'there is no commitment to judge by', hint: 'begin with `onlyif init`' }))
  if (launches.length === 0)
    found.push(diagnostic('world/no-launch', { file: '.', message: 'no launch was sent', hint: 'send a launch manifest' }))
  return found
}
