import { isInside } from '../model/file-path.ts'
import type { FileSource } from '../model/file-source.ts'
import type { Mapping } from '../model/mapping.ts'
import { follow, followNearest } from '../model/pointer.ts'
import { diagnostic, hasErrors } from '../source/diagnostic.ts'
import type { SourceNode } from '../source/node.ts'
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
  if (!isInside(file))
    return [
      {
        file,
        diagnostics: [diagnostic('file/outside-root', { file, message: 'the path leads outside the root, or to a hidden file' })],
        files: [],
      },
    ]
  const reading = await files(file)
  if (!reading.ok) return [{ file, diagnostics: reading.diagnostics, files: [] }]
  const { document, input } = reading
  if (document.root.kind !== 'mapping' && !('file' in mapping.each)) {
    const range = document.lines.range(document.root.start, document.root.start + 1)
    const message = `the file is ${document.root.kind === 'list' ? 'a list' : 'a single value'}, where the mapping \`${mapping.id}\` reads a launch`
    const hint =
      document.root.kind === 'list' ? 'name the list with `each: { file: …, items: … }`' : 'the mapping may match a file that is not meant'
    return [{ file, diagnostics: [diagnostic('mapping/wrong-item', { file, range, message, hint })], files: [input] }]
  }
  const read = (root: SourceNode, item?: number): Promise<FoundLaunch> =>
    readItem(mapping, { file, root, document, files }, { input, item })
  const { each } = mapping
  if (!('file' in each)) return [await read(document.root)]
  const list = follow(document.root, each.items)
  if (list?.node.kind !== 'list') {
    const { keyStart } = followNearest(document.root, each.items)
    const range = document.lines.range(keyStart, keyStart + 1)
    const message = list ? `\`${each.items}\` is not a list of launches` : `\`${each.items}\`, the list of launches, finds nothing`
    return [
      {
        file,
        diagnostics: [
          diagnostic('mapping/wrong-item', { file, range, message, hint: `point \`items\` of the mapping \`${mapping.id}\` at a list` }),
        ],
        files: [input],
      },
    ]
  }
  const launches: FoundLaunch[] = []
  for (const [index, item] of list.node.items.entries()) launches.push(await read(item, index + 1))
  return launches
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
