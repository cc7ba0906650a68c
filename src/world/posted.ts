import { isInside } from '../model/file-path.ts'
import { kindOf } from '../model/schema.ts'
import { arrange, type Diagnostic, diagnostic, hasErrors } from '../source/diagnostic.ts'
import { entryOf, rangeOf, type SourceDocument, textOf } from '../source/node.ts'
import { assemble, unknownLaunches } from './assembly.ts'
import { configName } from './config.ts'
import { factsOfText } from './facts-input.ts'
import { type FileText, textOfBytes } from './file-text.ts'
import { readKnownManifest } from './known-manifests.ts'
import type { FactsProblem, FoundLaunch } from './manifest.ts'
import { foreignFiles, readForeign } from './mapped-file.ts'
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

type Collected = Parameters<typeof assemble>[1] & {
  readonly launches: readonly FoundLaunch[]
  /** Documents that are neither launches nor facts. */
  readonly others: readonly SourceDocument[]
}

/**
 * Joins what judges with texts that were sent. What each holds tells what it is: nobody has to sort manifests from facts.
 * A text that holds neither is an error of every launch, and so is whatever else nobody would heed: nothing that was sent is passed over.
 */
export async function worldOfTexts(side: TrustedSide, posted: readonly PostedText[]): Promise<World> {
  const { commitments, catalogs, waivers, mappings, config, files } = side
  const collected = await readAll(side, posted)
  const launches = assemble(collected.launches, collected)
  const names = misnamed(posted)
  const others = collected.others.filter((document) => names.every(({ file }) => file !== document.file))
  const problems = [...side.diagnostics, ...names, ...others.map(unread), ...unheeded(collected)]
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
    if (fitting.length > 0) for (const mapping of fitting) found.push({ ...nothing, launches: await readMapped(mapping, file, foreign) })
    else if (under !== undefined) found.push(plainDocument(file, reading, { limits, prefix: under, isNamed: true }))
    else found.push(ownDocuments(side, file, reading))
  }
  return {
    launches: found.flatMap((part) => part.launches),
    facts: found.flatMap((part) => part.facts),
    shared: found.flatMap((part) => part.shared),
    problems: found.flatMap((part) => part.problems),
    others: found.flatMap((part) => part.others),
  }
}

const nothing: Collected = { launches: [], facts: [], shared: [], problems: [], others: [] }

/** What is put under a name is data, whatever it looks like, but for a document that says it is one of ours. */
function plainDocument(file: string, reading: FileText, how: Parameters<typeof factsOfText>[2]): Collected {
  const foreign = readForeign(reading, how.limits)
  const kind = foreign.ok && textOf(foreign.document.root, 'apiVersion')?.startsWith('onlyif/') ? kindOf(foreign.document) : undefined
  if (foreign.ok && kind !== undefined && kind !== 'Facts') return { ...nothing, others: [foreign.document] }
  return { ...nothing, ...factsOfText(file, reading, how) }
}

function ownDocuments(side: TrustedSide, file: string, reading: FileText): Collected {
  const manifest = readKnownManifest(side, file, reading)
  const isEmpty = [manifest.launches, manifest.facts, manifest.problems].every((part) => part.length === 0)
  return isEmpty ? { ...nothing, problems: [neither(file)] } : { ...manifest, shared: [] }
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

function unread(document: SourceDocument): Diagnostic {
  const hint = 'send launch manifests and facts here, and what judges as `commitments`, or have the service judge by it'
  return misplacedDocument(document, 'is not read here', hint)
}

/** The diagnostic of a document of a kind that is passed over in the file in which it was sent. */
export function misplacedDocument(document: SourceDocument, why: string, hint: string): Diagnostic {
  const { file, root } = document
  const node = entryOf(root, 'kind')?.value
  const message = `\`${file}\` holds \`kind: ${kindOf(document) ?? ''}\`, which ${why}`
  return diagnostic('world/misnamed', { file, range: node && rangeOf(document, node), message, hint })
}

/**
 * Facts for no launch that was sent, with what else is wrong with them. Nothing else was asked for them, so they were meant for one of
 * those. While a launch cannot be told, they may be its own, unless they are nearly those of another.
 */
function unheeded({ launches, ...collected }: Collected): Diagnostic[] {
  if (launches.length === 0) return []
  const ids = new Set(launches.map(({ id }) => id))
  const isTold = !ids.has(undefined)
  const unknown = unknownLaunches(launches, collected).filter(({ hint }) => isTold || hint !== undefined)
  const broken = collected.problems.filter(({ launch }) => launch !== undefined && !ids.has(launch))
  return [
    ...unknown.map(
      (item): Diagnostic => ({ ...item, severity: 'error', hint: item.hint ?? 'send that launch as well, or leave these facts out' }),
    ),
    ...broken.flatMap(({ diagnostics }) => diagnostics),
  ]
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
