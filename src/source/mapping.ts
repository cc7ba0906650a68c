import { beginning, type Fault, note, type Reading } from './fault.ts'
import type { MappingEntry, MappingNode, ScalarNode, SourceNode } from './node.ts'

export interface Key {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** A mapping while its entries are read. */
export interface MappingDraft {
  readonly entries: MappingEntry[]
  readonly keys: Map<string, Key>
  /** Whether the keys of two items of a list seem to stand in one. */
  lacksDash?: boolean
}

/** A mapping of which nothing was read. */
export function newMapping(): MappingDraft {
  return { entries: [], keys: new Map() }
}

/** The key that a scalar stands for; notes keys that are null, `<<`, `__proto__`, or there already. */
export function claimKey(reading: Reading, draft: MappingDraft, node: ScalarNode): Key {
  const { start, end, text } = node
  const key = { text, start, end }
  const fault = unfit(node) ?? repeated(reading, draft.keys.get(text), key)
  if (fault?.code === 'yaml/duplicate-key' && draft.lacksDash) return key
  if (fault?.code === 'yaml/duplicate-key' && beginsItem(reading, draft, text)) draft.lacksDash = true
  if (fault) note(reading, draft.lacksDash ? { ...fault, hint: dashHint(reading, key, fault.hint) } : fault)
  else draft.keys.set(text, key)
  return key
}

/** Whether a key is the first one of an item of a list: where it comes again, the dash of the next item is most likely missing. */
function beginsItem({ text }: Reading, draft: MappingDraft, key: string): boolean {
  const first = draft.entries[0]
  if (first?.key !== key) return false
  return /^\s*(?:- +)+$/.test(text.slice(text.lastIndexOf('\n', first.keyStart - 1) + 1, first.keyStart))
}

function dashHint({ text }: Reading, { start }: Key, otherwise = ''): string {
  const line = text.slice(start, start + 200).split(/[\r\n]/)[0] ?? ''
  return `if the next item of the list begins here, write \`- ${beginning(line)}\`; else ${otherwise}`
}

/** Adds an entry under a key that was claimed. */
export function addEntry(draft: MappingDraft, key: Key, value: SourceNode): void {
  draft.entries.push({ key: key.text, keyStart: key.start, keyEnd: key.end, value })
}

/** The mapping as it was read, between two offsets. */
export function finishMapping(draft: MappingDraft, start: number, end: number): MappingNode {
  return { kind: 'mapping', entries: draft.entries, start, end }
}

function unfit(node: ScalarNode): Fault | undefined {
  const { start, end, text } = node
  if (node.value === null && text === '') {
    return { code: 'yaml/complex-key', start, end: start + 1, message: 'a key is missing', hint: 'write the key before `: `' }
  }
  if (node.value === null) {
    const message = `the key \`${text}\` is read as nothing`
    return { code: 'yaml/complex-key', start, end, message, hint: `quote it if it is text: \`"${text}"\`` }
  }
  if (text === '__proto__') {
    return { code: 'yaml/forbidden-key', start, end, message: 'the key `__proto__` is used', hint: 'choose another name' }
  }
  if (text === '<<' && !node.quoted) {
    return {
      code: 'yaml/merge-key',
      start,
      end,
      message: 'a merge key `<<` is used; mappings are not merged',
      hint: 'write its keys out here',
    }
  }
  return undefined
}

function repeated(reading: Reading, first: Key | undefined, key: Key): Fault | undefined {
  if (!first) return undefined
  const { start, end, text } = key
  const range = reading.lines.range(first.start, first.end)
  return {
    code: 'yaml/duplicate-key',
    start,
    end,
    message: `the key \`${beginning(text)}\` appears twice in one mapping`,
    hint: `remove or rename one of them; the first is in line ${range.start.line}`,
    related: [{ file: reading.file, range, message: 'the key is here first' }],
  }
}
