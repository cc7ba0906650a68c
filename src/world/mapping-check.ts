import { isInside } from '../model/file-path.ts'
import type { MappedFact, MappedText, Mapping } from '../model/mapping.ts'
import { isPointer } from '../model/pointer.ts'
import type { DiagnosticCode } from '../source/codes.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { entryOf, keyRangeOf } from '../source/node.ts'
import type { Range } from '../source/position.ts'
import { didYouMean } from '../source/suggest.ts'
import { readGlob } from './glob.ts'
import { unknownParts, withoutParts } from './interpolation.ts'

type Tell = (code: DiagnosticCode, range: Range | undefined, message: string, hint: string | undefined) => void

const partsHint = 'write `{folder}`, `{file}` or a pointer such as `{/name}`'
const pointerHint = 'a `~` is written `~0`, a `/` inside a key `~1`'
const pathHint = 'write it from the root, without `..`, hidden folders or a leading `/`'

/** Paths, pointers and templates of a mapping that cannot mean what they say, whatever files there are. */
export function checkMapping(mapping: Mapping): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  const tell: Tell = (code, range, message, hint) => {
    diagnostics.push(diagnostic(code, { file: mapping.document.file, range, message, hint }))
  }
  checkEach(mapping, tell)
  for (const [name, text] of mapping.launch) checkField(name, text, tell)
  for (const fact of mapping.facts) checkFile(fact, tell)
  return diagnostics
}

function checkField(name: string, { text, range }: MappedText, tell: Tell): void {
  if (text.startsWith('/')) {
    if (!isPointer(withoutParts(text)))
      tell('mapping/wrong-pointer', range, `\`${text}\`, the place of \`${name}\`, is not a JSON Pointer`, pointerHint)
    return
  }
  const [unknown] = unknownParts(text)
  if (unknown === undefined) return
  tell('document/wrong-value', range, `\`{${unknown}}\` in \`${name}\` means nothing`, didYouMean(unknown, ['folder', 'file'], partsHint))
}

function checkFile({ path, file, range }: MappedFact, tell: Tell): void {
  if (file === undefined) return
  const [unknown] = unknownParts(file)
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, ['folder', 'file'], partsHint)
    tell('mapping/wrong-path', range, `\`{${unknown}}\` in the file of \`${path}\` means nothing`, hint)
  } else if (file === '' || !isInside(withoutParts(file))) {
    tell('mapping/wrong-path', range, `\`${file}\`, the file of \`${path}\`, is not a path from the root`, pathHint)
  }
}

function checkEach(mapping: Mapping, tell: Tell): void {
  const { each } = mapping
  const range = eachRange(mapping)
  if ('glob' in each) {
    const glob = readGlob(each.glob)
    if (!glob.ok) tell('mapping/wrong-path', range, glob.message, glob.hint)
    return
  }
  if (each.file === '' || !isInside(each.file)) tell('mapping/wrong-path', range, `\`${each.file}\` is not a path from the root`, pathHint)
  if (!isPointer(each.items))
    tell('mapping/wrong-pointer', range, `\`${each.items}\` is not a JSON Pointer`, `did you mean \`/${each.items.replaceAll('.', '/')}\`?`)
}

/** Where a mapping says what it reads. */
export function eachRange({ document }: Mapping): Range | undefined {
  const entry = entryOf(document.root, 'each')
  return entry && keyRangeOf(document, entry)
}
