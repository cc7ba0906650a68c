import { readDocuments } from '../../source/document.ts'
import type { Limits } from '../../source/limits.ts'
import { entryOf, type SourceDocument } from '../../source/node.ts'
import type { InputFile } from '../../world/file-text.ts'

/** A test as most are written, however broken the rest is. */
const plain = /^kind: *["']?CommitmentTest\b/m

/** What a test, or what was meant for one, cannot do without, in YAML or JSON: few other files need a closer look. */
const likely = /\bkind["']?\s*:\s*["']?[\w-]*test/i

const atTop = /^["']?kind["']?[ \t]*:/m

/**
 * Whether a text holds a CommitmentTest, or a document of ours whose misspelt kind was meant for one: a test that nobody runs must not
 * look like one that passes.
 */
export function holdsTest({ file, text }: Pick<InputFile, 'file' | 'text'>, limits: Limits): boolean {
  if (plain.test(text)) return true
  if (!likely.test(text) || !text.includes('onlyif/')) return false
  const { documents } = readDocuments(file, text, limits)
  // Of what cannot be read, only what stands at the top of a document is its kind.
  return documents.length === 0 ? atTop.test(text) || text.trimStart().startsWith('{') : documents.some(isTest)
}

function isTest(document: SourceDocument): boolean {
  return textAt(document, 'apiVersion').startsWith('onlyif/') && /test/i.test(textAt(document, 'kind'))
}

function textAt({ root }: SourceDocument, key: string): string {
  const node = entryOf(root, key)?.value
  return node?.kind === 'scalar' ? node.text : ''
}
