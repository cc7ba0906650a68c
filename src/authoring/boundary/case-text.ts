import { parseCase, type TestCase } from '../../model/commitment-test.ts'
import { readDocuments } from '../../source/document.ts'
import type { JsonValue, SourceNode } from '../../source/node.ts'

/** A case before it is written: everything as the text that a file would hold, without what it expects. */
export interface CaseDraft {
  /** What it shows, in plain words. */
  readonly name: string
  /** Values by fact or launch field, as YAML: `4.19`, `{ sample: 29 }`. */
  readonly change: ReadonlyMap<string, string>
  readonly remove: readonly string[]
  readonly now?: string
  /** Waivers, each as the lines of a mapping. */
  readonly waivers?: readonly (readonly string[])[]
  /** Whether it stands just at a bar, on its good side. */
  readonly isEdge?: boolean
  /** Whether it tests what is allowed and yet hardly meant: shown only where nothing else proves as much. */
  readonly isOdd?: boolean
}

/** A draft that changes one thing. */
export function changing(name: string, path: string, text: string, isEdge = false): CaseDraft {
  return { name, change: new Map([[path, text]]), remove: [], ...(isEdge && { isEdge }) }
}

/** A draft that removes one thing. */
export function removing(name: string, path: string): CaseDraft {
  return { name, change: new Map(), remove: [path] }
}

/** Two drafts in one, unless both touch the same fact. */
export function together(a: CaseDraft, b: CaseDraft): CaseDraft | undefined {
  const touched = new Set([...a.change.keys(), ...a.remove])
  if ([...b.change.keys(), ...b.remove].some((path) => touched.has(path))) return undefined
  const { now = b.now, waivers = b.waivers } = a
  return {
    name: `${a.name}; ${b.name}`,
    change: new Map([...a.change, ...b.change]),
    remove: [...a.remove, ...b.remove],
    ...(now !== undefined && { now }),
    ...(waivers && { waivers }),
  }
}

/** The lines of a case as a list item without indentation; `expect` by subject, as YAML. */
export function caseLines(draft: CaseDraft, expect: ReadonlyMap<string, string>): string[] {
  const flow = (entries: ReadonlyMap<string, string>): string => `{ ${[...entries].map(([key, text]) => `${key}: ${text}`).join(', ')} }`
  const { name, change, remove, now, waivers } = draft
  return [
    `- name: ${plainText(name)}`,
    ...(now === undefined ? [] : [`  now: ${now}`]),
    ...(change.size === 0 ? [] : [`  change: ${flow(change)}`]),
    ...(remove.length === 0 ? [] : [`  remove: [${remove.join(', ')}]`]),
    ...(waivers
      ? ['  waivers:', ...waivers.flatMap((lines) => lines.map((line, index) => `    ${index === 0 ? '- ' : '  '}${line}`))]
      : []),
    ...(expect.size === 0 ? [] : [`  expect: ${flow(expect)}`]),
  ]
}

/** A draft as a case that can be judged; undefined when its text cannot be read, which would be a fault of ours. */
export function caseOf(draft: CaseDraft, file: string): TestCase | undefined {
  const { documents } = readDocuments(file, `${caseLines(draft, new Map()).join('\n')}\n`)
  const [document] = documents
  const item = document?.root.kind === 'list' ? document.root.items[0] : undefined
  return document && item && parseCase({ document, diagnostics: [] }, item)
}

/** What YAML, or another tool that reads it, would take for something else than text. */
const unsafe = /^(?:true|false|null|yes|no|on|off|y|n|~|[-+.]?\d[\d.eE_:-]*|)$/i

/** A text as YAML: plain where it stays that text, else in double quotes. */
function plainText(text: string): string {
  const isPlain = /^[\p{L}\p{N}(][^\n\t"'`{}[\]&*!|>#@:]*$/u.test(text) && !text.endsWith(' ') && !unsafe.test(text)
  return isPlain ? text : JSON.stringify(text)
}

/** A text as it may stand within brackets, too, where commas and brackets part. */
export function flowText(text: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N} ._/+-]*$/u.test(text) && !text.endsWith(' ') && !unsafe.test(text) ? text : JSON.stringify(text)
}

/** Data as YAML in flow form. */
export function flowData(data: JsonValue): string {
  if (Array.isArray(data)) return `[${data.map((item: JsonValue) => flowData(item)).join(', ')}]`
  if (typeof data === 'object' && data !== null)
    return `{ ${Object.entries(data)
      .map(([key, value]) => `${flowText(key)}: ${flowData(value as JsonValue)}`)
      .join(', ')} }`
  return typeof data === 'string' ? literalText(data) : String(data ?? '~')
}

/** A literal whose spelling says its type, such as `90%` or `2026-10-15`, as it is; other text in quotes where it needs them. */
function literalText(text: string): string {
  if (
    /^\d{1,12}(?:\.\d{1,6})?(?:%|s|min|h|d|w)$/.test(text) ||
    /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?$/.test(text) ||
    /^[A-Z]{3} -?[\d.]+$/.test(text)
  )
    return text
  return flowText(text)
}

/** A scalar of a document with another text in its place, quoted where the type of the first needs it. */
export function likeNode(node: SourceNode, text: string): string {
  if (node.kind !== 'scalar') return flowText(text)
  return typeof node.value === 'string' ? literalText(text) : text
}
