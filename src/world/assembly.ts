import type { Facts } from '../model/facts.ts'
import type { Launch } from '../model/launch.ts'
import { arrange, type Diagnostic, diagnostic, hasErrors } from '../source/diagnostic.ts'
import { entryOf, rangeOf, type SourceDocument } from '../source/node.ts'
import { type Range, rangeAt } from '../source/position.ts'
import { didYouMean } from '../source/suggest.ts'
import type { FactsInput } from './facts-input.ts'
import type { InputFile } from './file-text.ts'
import type { FoundLaunch } from './manifest.ts'

/** One launch with everything that belongs to it. */
export interface WorldLaunch {
  /** Its id where that can be read, else its file, with `#n` where the file holds several. */
  readonly name: string
  readonly file: string
  /** Absent when an error leaves nothing to judge. */
  readonly launch?: Launch
  /** Facts of other documents. */
  readonly facts: readonly Facts[]
  /** Of its manifest and of its facts. */
  readonly diagnostics: readonly Diagnostic[]
  /** The texts it was read from: its manifest, facts, and what a mapping read. */
  readonly files: readonly InputFile[]
}

type Collected = Pick<FactsInput, 'facts' | 'shared' | 'problems'>

/** Joins launches with the facts that name them. A launch that anything is wrong with keeps its diagnostics and is not judged. */
export function assemble(found: readonly FoundLaunch[], collected: Collected): WorldLaunch[] {
  const ids = groupById(found)
  // A file that is named and also lies where facts do is one file.
  const distinct = new Map(collected.facts.map((item) => [`${item.facts.document.index} ${item.input.file}`, item]))
  const facts = groupBy([...distinct.values()], (item) => item.facts.launch)
  const problems = groupBy(collected.problems, (problem) => problem.launch)
  const forAll = problems.get(undefined)?.flatMap((problem) => problem.diagnostics) ?? []
  return found.map((item) => {
    const { id } = item
    const own = id === undefined ? [] : (facts.get(id) ?? [])
    const broken = id === undefined ? [] : (problems.get(id)?.flatMap((problem) => problem.diagnostics) ?? [])
    const diagnostics = arrange([...item.diagnostics, ...forAll, ...broken, ...repeatOf(item, id === undefined ? [] : (ids.get(id) ?? []))])
    const inputs = [...item.files, ...own.map((part) => part.input), ...collected.shared.map((part) => part.input)]
    return {
      name: nameOf(item),
      file: item.file,
      ...(item.launch && !hasErrors(diagnostics) && { launch: withReads(item.launch, item.files) }),
      facts: [
        ...own.map((part) => part.facts),
        ...(id === undefined ? [] : collected.shared.map((part): Facts => ({ ...part.facts, launch: id }))),
      ],
      diagnostics,
      files: [...new Map(inputs.map((input) => [input.file, input])).values()],
    }
  })
}

/** A launch that remembers which other files a mapping read for it, as a replay needs them. */
function withReads(launch: Launch, files: readonly InputFile[]): Launch {
  const reads = files.filter(({ file }) => file !== launch.document.file).map(({ file, digest }) => ({ file, digest }))
  return reads.length > 0 ? { ...launch, reads } : launch
}

/** A warning for each launch that facts name and that is not there; only to be asked when every launch was looked for and could be read. */
export function unknownLaunches(found: readonly FoundLaunch[], { facts, problems }: Collected): Diagnostic[] {
  const ids = new Set(found.flatMap((item) => item.id ?? []))
  // Among thousands, comparing each with each would take longer than the run.
  const candidates = ids.size <= 1000 ? ids : []
  const tell = (launch: string, file: string, range?: Range): Diagnostic[] => {
    if (ids.has(launch)) return []
    const message = `the facts are for the launch \`${launch}\`, which does not exist here`
    return [diagnostic('launch/unknown-launch', { file, range, message, hint: didYouMean(launch, candidates) })]
  }
  // Of facts that could be read nothing worse than a warning is among the problems.
  const read = new Set(facts.map(({ facts: { launch, document } }) => JSON.stringify([launch, document.file])))
  return [
    ...facts.flatMap(({ facts: { launch, document } }) => tell(launch, document.file, launchRange(document))),
    ...problems.flatMap(({ launch, diagnostics: [first] }) =>
      launch === undefined || !first || read.has(JSON.stringify([launch, first.file])) ? [] : tell(launch, first.file),
    ),
  ]
}

/**
 * A warning for each document of facts that a command line names and that is for no launch that is judged, where its launch is a slip of
 * one of these, or nothing that is named is for any: whoever names facts takes them for heeded. Only to be asked when every launch that
 * was looked for could be read.
 */
export function unheededFacts(found: readonly FoundLaunch[], named: FactsInput['facts']): Diagnostic[] {
  const ids = new Set(found.flatMap((item) => item.id ?? []))
  const isAny = named.some(({ facts }) => ids.has(facts.launch))
  return named.flatMap(({ facts: { launch, document } }) => {
    const hint = didYouMean(launch, ids)
    if (ids.has(launch) || (isAny && hint === undefined)) return []
    const message = `the facts are for the launch \`${launch}\`, which is not judged here`
    return [diagnostic('launch/unknown-launch', { file: document.file, range: launchRange(document), message, hint })]
  })
}

function launchRange(document: SourceDocument): Range | undefined {
  const node = entryOf(document.root, 'launch')?.value
  return node && rangeOf(document, node)
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

function groupById(found: readonly FoundLaunch[]): Map<string, FoundLaunch[]> {
  const ids = groupBy(found, (item) => item.id ?? '')
  ids.delete('')
  return ids
}

/** Which of two launches with one id is meant cannot be told, so each of them has the error. */
function repeatOf(item: FoundLaunch, same: readonly FoundLaunch[]): Diagnostic[] {
  const other = same.find((candidate) => candidate !== item)
  if (!other) return []
  return [
    diagnostic('document/duplicate-id', {
      file: item.file,
      range: idRange(item),
      message: `two launches have the id \`${item.id ?? ''}\``,
      hint: 'an id is never reused: give one of them another',
      related: [
        {
          file: other.file,
          range: idRange(other) ?? { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
          message: 'the other one',
        },
      ],
    }),
  ]
}

function idRange({ launch }: FoundLaunch): Range | undefined {
  if (!launch) return undefined
  const { document, fields } = launch
  const field = fields.get('id')
  // The id of a mapped launch may come from its path, which stands nowhere in the file.
  if (!field || field.place.file !== document.file) return rangeAt(launch.place)
  return rangeOf(document, field.node)
}

function nameOf({ id, file, item }: FoundLaunch): string {
  return id ?? (item === undefined ? file : `${file}#${item}`)
}
