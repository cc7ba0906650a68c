import { isInside } from '../model/file-path.ts'
import type { FileSource } from '../model/file-source.ts'
import type { Mapping } from '../model/mapping.ts'
import { follow, followNearest } from '../model/pointer.ts'
import { type Diagnostic, diagnostic, hasErrors } from '../source/diagnostic.ts'
import type { SourceDocument, SourceNode } from '../source/node.ts'
import { globFiles } from './expand.ts'
import type { InputFile } from './file-text.ts'
import { readGlob } from './glob.ts'
import type { FoundLaunch } from './manifest.ts'
import { type MappedItem, mapFacts } from './mapped-facts.ts'
import type { ForeignFiles } from './mapped-file.ts'
import { mapHeader } from './mapped-launch.ts'

/** The files that a mapping reads launches from, sorted. */
export async function filesOf(mapping: Mapping, source: FileSource): Promise<readonly string[]> {
  const { each } = mapping
  if ('file' in each) return (await source.list(each.file)).includes(each.file) ? [each.file] : []
  const glob = readGlob(each.glob)
  return glob.ok ? globFiles(source, glob.value) : []
}

/** Whether a mapping reads launches from a file of this name. */
export function readsFile({ each }: Mapping, file: string): boolean {
  if ('file' in each) return each.file === file
  const glob = readGlob(each.glob)
  return glob.ok && glob.value.matches(file)
}

/** Reads the launches of one mapped file. A file or item that cannot be read is told in its own diagnostics; never throws. */
export async function readMapped(mapping: Mapping, file: string, files: ForeignFiles): Promise<readonly FoundLaunch[]> {
  if (!isInside(file)) {
    const message = 'the path leads outside the root, or to a hidden file'
    return [{ file, diagnostics: [diagnostic('file/outside-root', { file, message })], files: [] }]
  }
  const reading = await files(file)
  if (!reading.ok) return [{ file, diagnostics: reading.diagnostics, files: [] }]
  const { document, input } = reading
  const found = itemsOf(mapping, document)
  if ('wrong' in found) return [{ file, diagnostics: [found.wrong], files: [input] }]
  const launches: FoundLaunch[] = []
  for (const { root, item } of found.items) launches.push(await readItem(mapping, { file, root, document, files }, { input, item }))
  return launches
}

type Items = { readonly items: readonly { readonly root: SourceNode; readonly item?: number }[] } | { readonly wrong: Diagnostic }

/** What a mapping reads launches from in a document: all of it, or each item of a list, counted from 1. */
function itemsOf({ id, each }: Mapping, document: SourceDocument): Items {
  const { root } = document
  if (!('file' in each)) {
    if (root.kind === 'mapping') return { items: [{ root }] }
    const message = `the file is ${root.kind === 'list' ? 'a list' : 'a single value'}, where the mapping \`${id}\` reads a launch`
    const hint =
      root.kind === 'list' ? 'name the list with `each: { file: …, items: … }`' : 'the mapping may match a file that is not meant'
    return { wrong: wrongItem(document, root.start, message, hint) }
  }
  const list = follow(root, each.items)
  if (list?.node.kind === 'list') return { items: list.node.items.map((item, index) => ({ root: item, item: index + 1 })) }
  const message = list ? `\`${each.items}\` is not a list of launches` : `\`${each.items}\`, the list of launches, finds nothing`
  const { keyStart } = followNearest(root, each.items)
  return { wrong: wrongItem(document, keyStart, message, `point \`items\` of the mapping \`${id}\` at a list`) }
}

function wrongItem({ file, lines }: SourceDocument, at: number, message: string, hint: string): Diagnostic {
  return diagnostic('mapping/wrong-item', { file, range: lines.range(at, at + 1), message, hint })
}

async function readItem(
  mapping: Mapping,
  item: MappedItem,
  from: { readonly input: InputFile; readonly item: number | undefined },
): Promise<FoundLaunch> {
  const { header, evidence, diagnostics } = mapHeader(mapping, item)
  const base = {
    file: item.file,
    ...(from.item !== undefined && { item: from.item }),
    ...(header.id !== '' && { id: header.id }),
    diagnostics,
  }
  if (hasErrors(diagnostics)) return { ...base, files: [from.input] }
  const { set, inputs } = await mapFacts(item, mapping.facts, evidence)
  return { ...base, launch: { ...header, facts: set }, files: [from.input, ...inputs.filter((input) => input.file !== item.file)] }
}
