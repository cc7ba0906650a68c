import { Abandoned, beginning, mergeMark, misfit, type Reading, stop, tabFault } from './fault.ts'
import { entryHint, secondColonHint, withoutComma } from './line-hint.ts'
import type { Key } from './mapping.ts'
import { checkEnd, extraComma, type Props } from './props.ts'
import { type BlockMapToken, type FlowToken, type Item, type ScalarToken, spansLines, type Token } from './token.ts'

const commaHint = 'put a `,` between two entries, and `: ` between a key and its value'

/** A key and a value without a space between. */
const glued = /^([^\s:]+):(\S.*)$/

/** Gives up the document at a key that is a list, a mapping or an alias. */
export function complexKey(token: Token): never {
  const isFlow = token.type === 'flow-collection'
  const start = token.offset
  const end = ((isFlow ? token.end[0]?.offset : undefined) ?? start) + 1
  const isMapping = isFlow ? token.start.source === '{' : token.type === 'block-map'
  const kind = token.type === 'alias' ? 'an alias' : isMapping ? 'a mapping' : 'a list'
  // A template such as `{{ name }}` is the usual way to get here.
  const hint = isFlow ? 'if the brackets are part of a text, put the whole text in quotes' : 'write the key as text'
  throw new Abandoned({ code: 'yaml/complex-key', start, end, message: `the key of a mapping is ${kind} instead of text`, hint })
}

/** Checks where the key of an entry stands. */
export function checkBlockKey(reading: Reading, map: BlockMapToken, item: Item, props: Props): void {
  const { key } = item
  if (props.found) {
    if (props.found.indent !== map.indent) throw new Abandoned(misfit(reading, props.found))
    return
  }
  if (key && (key.type === 'block-seq' || ('indent' in key && key.indent !== map.indent))) {
    throw new Abandoned(misfit(reading, { offset: key.offset, source: '' }))
  }
  if (props.brokenOff || spansLines(key)) notAnEntry(reading, key, props.end)
}

/** YAML allows 1024 characters for a key that stands without `?`. */
export function checkKeyLength(key: Key, colon: number): void {
  if (colon - key.start > 1024) stop(key.start, key.end, 'a key is longer than 1024 characters', 'if it is a text, put it in quotes')
}

/** Gives up the document at a line that should be a key and its value, but is not. */
export function notAnEntry(reading: Reading, key: Token | null | undefined, fallback: number): never {
  const mark = mergeMark(reading, key?.offset ?? fallback)
  if (mark) throw new Abandoned(mark)
  if (key?.type === 'error') throw new Abandoned(misfit(reading, key))
  if (!key || !('source' in key)) throw new Abandoned(misfit(reading, { offset: key?.offset ?? fallback, source: '' }))
  const line = beginning(key.source)
  const end = key.offset + line.length
  if (key.type === 'scalar' && /^-[^\s-]/.test(line)) {
    return stop(key.offset, end, `\`${line}\` has no space behind its \`-\``, `write \`- ${line.slice(1)}\``)
  }
  const parts = glued.exec(line)
  if (key.type === 'scalar' && parts) {
    return stop(key.offset, end, `\`${line}\` has no space behind its colon`, `write \`${parts[1]}: ${parts[2]}\``)
  }
  if (key.type === 'scalar') {
    return stop(key.offset, end, `the line \`${line}\` is not a key with a value`, entryHint(line))
  }
  if (spansLines(key)) {
    return stop(key.offset, end, `a key in quotes, \`${line}\`, runs over more than one line`, 'close its quote on the same line')
  }
  return stop(key.offset, end, `the key \`${line}\` is not followed by \`: \` and a value`, `write \`${line}: \` and a value`)
}

/** Gives up the document at a mapping that begins on the line of its key. */
export function nestedOnLine(reading: Reading, owner: string, value: BlockMapToken, inBrackets = false): never {
  const inner = value.items[0]?.key
  const { offset } = value
  const name = beginning(owner)
  if (inner?.type === 'scalar' && spansLines(inner)) {
    const last = inner.source.slice(inner.source.lastIndexOf('\n') + 1).trimStart()
    const start = offset + inner.source.length - last.length
    const message = `\`${beginning(last)}\` is indented below \`${name}\`, which already has the value \`${beginning(inner.source)}\``
    return stop(start, start + last.length, message, `indent it as far as \`${name}\`, or quote the whole text`)
  }
  const line = reading.text.slice(offset, offset + 200).split(/[\r\n]/)[0] ?? ''
  const rest = { key: owner, line, inBrackets }
  const missing = inBrackets ? withoutComma(rest) : undefined
  if (missing) {
    const start = offset + missing.at
    return stop(start, start + missing.name.length, `a \`,\` is missing before \`${missing.name}\``, `write \`${missing.whole}\``)
  }
  return stop(offset, offset + line.length, `the value of \`${name}\` holds a second \`: \``, secondColonHint(rest))
}

/** Checks the commas around an item within brackets. */
export function checkFlowItem(
  reading: Reading,
  token: FlowToken,
  place: { index: number; item: Item; props: Props; blank: boolean },
): void {
  const { index, item, props, blank } = place
  if (index === 0 && props.comma) extraComma(props.comma)
  if (blank) {
    const next = token.items[index + 1]
    if (next) misplacedComma(reading, token, next)
    return
  }
  if (index > 0 && !props.comma) missingComma(reading, token, item, props.end)
  if (!props.found && token.start.source === '[' && spansLines(item.key)) {
    const start = item.key?.offset ?? props.end
    stop(start, start + 1, 'a key within `[` and `]` runs over more than one line', 'close the quote or bracket that is open here')
  }
}

/** Checks what stands between a key and its value within brackets. */
export function checkFlowColon(reading: Reading, token: FlowToken, place: { item: Item; props: Props; colon: Props; key: Key }): void {
  const { item, props, colon, key } = place
  const { value, sep = [] } = item
  if (value?.type === 'block-map') secondColon(reading, key, value)
  if (value?.type === 'block-seq') throw new Abandoned(misfit(reading, { offset: value.offset, source: '' }))
  if (value?.type === 'scalar') swallowedKey(value)
  if (!colon.found) {
    if (value) missingComma(reading, token, { start: [], value }, value.offset)
    // `{a:1}` is well-formed, one key without a value, and never meant.
    if (item.key?.type === 'scalar' && glued.test(item.key.source)) notAnEntry(reading, item.key, key.start)
    return
  }
  if (token.start.source === '{' || props.found) return
  const upToColon = sep.slice(0, sep.indexOf(colon.found))
  if (upToColon.some((mark) => mark.type === 'newline')) {
    stop(key.start, key.end, `\`${beginning(key.text)}\` and its \`:\` stand on different lines`, 'write them on one line')
  }
  checkKeyLength(key, colon.found.offset)
}

/** Checks the closing bracket and what follows it; the offset behind the bracket. */
export function closeFlow(reading: Reading, token: FlowToken, lastEnd: number): number {
  const open = token.start.source
  const expected = open === '{' ? '}' : ']'
  const [close] = token.end
  if (close?.source === expected) {
    checkEnd(reading, token.end.slice(1), true)
    return close.offset + 1
  }
  if (close) return stop(close.offset, close.offset + 1, `a \`${open}\` is closed by \`${close.source}\``, `close it with \`${expected}\``)
  // A line that begins with a tab ends the brackets, however far they reach.
  const tab = /[ ,]*(?:#[^\n]*)?\r?\n *\t/y
  tab.lastIndex = lastEnd
  if (tab.test(reading.text)) throw new Abandoned(tabFault(tab.lastIndex - 1, '\t'))
  const hint = `close it with \`${expected}\`; lines inside of it are indented further than the line on which it opens`
  return stop(token.offset, token.offset + 1, `a \`${open}\` is not closed`, hint)
}

// Within brackets a second `: ` mostly means that the comma before its key is missing.
function secondColon(reading: Reading, key: Key, value: BlockMapToken): never {
  const inner = value.items[0]?.key
  if (inner?.type === 'scalar') {
    const { offset, source } = inner
    const lastLine = source.slice(source.lastIndexOf('\n') + 1).trimStart()
    const shown = spansLines(inner) ? lastLine : /\s("[^"]*")$/.exec(source)?.[1]
    if (shown !== undefined) missedComma(offset + source.length - shown.length, shown)
  }
  return nestedOnLine(reading, key.text, value, true)
}

// `{"a":1 "b":2}` is well-formed, one text without quotes, and never meant.
function swallowedKey(value: ScalarToken): void {
  const found = /\s("[^"]*"):/.exec(value.source)
  if (found) missedComma(value.offset + found.index + 1, found[1] ?? '')
}

function missedComma(start: number, shown: string): never {
  return stop(start, start + shown.length, `a \`,\` is missing before \`${beginning(shown)}\``, commaHint)
}

function misplacedComma(reading: Reading, token: FlowToken, next: Item): never {
  const comma = next.start.find((mark) => mark.type === 'comma')
  if (comma) extraComma(comma)
  return missingComma(reading, token, next, token.offset)
}

function missingComma(reading: Reading, token: FlowToken, item: Item, fallback: number): never {
  const first = item.key ?? item.value ?? item.sep?.[0]
  const start = first?.offset ?? fallback
  const source = first && 'source' in first ? first.source : reading.text.slice(start, start + 1)
  const shown = beginning(source)
  if (shown.startsWith(':') && shown.length > 1) {
    return stop(start, start + shown.length, `\`${shown}\` has no space behind its colon`, `write \`: ${shown.slice(1)}\``)
  }
  const hint = token.start.source === '{' ? commaHint : 'put a `,` between two items'
  return stop(start, start + Math.max(1, shown.length), `a \`,\` is missing before \`${shown}\``, hint)
}
