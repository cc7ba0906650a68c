/** Where in a document a cursor stands: the keys above it, and what is being written. */
export interface YamlPlace {
  readonly kind: string | undefined
  /** Keys from the root; `*` for an item of a list. */
  readonly path: readonly string[]
  /** Whether a key is being written, or a value: then the key is the last of the path. */
  readonly writing: 'key' | 'value'
  /** What is written of it so far, and where that begins in the text. */
  readonly begun: string
  readonly from: number
}

const keyLine = /^(\s*(?:- +)*)((?:"[^"]*"|'[^']*'|[^\s#"'[\]{},][^#"'[\]{},]*?)):(?:\s|$)/

/** The place of an offset in a text that may be half-written, told by indentation: no parser reads what is not there yet. */
export function placeAt(text: string, offset: number): YamlPlace | undefined {
  const before = text.slice(0, offset)
  const lines = before.split('\n')
  const current = lines.pop() ?? ''
  if (/(?:^|\s)#/.test(current)) return undefined
  const start = lines.lastIndexOf('---') + 1
  const document = lines.slice(start)
  const rest = text.slice(offset).split('\n---', 1)[0] ?? ''
  const kind = /^kind:\s*["']?(\w+)/m.exec(`${document.join('\n')}\n${current}${rest}`)?.[1]
  const inLine = withinLine(current)
  const path = [...pathAbove(document, current), ...inLine.path]
  return { kind, path, writing: inLine.writing, begun: inLine.begun, from: offset - inLine.begun.length }
}

/** What a line says by itself: keys and braces that are still open, and the word at its end. */
function withinLine(line: string): Pick<YamlPlace, 'path' | 'writing' | 'begun'> {
  const content = line.replace(/^\s*(?:- +)*/, '')
  const open: string[] = []
  let key: string | undefined
  let word = ''
  for (const character of content) {
    if (character === '{' || character === '[') {
      if (key !== undefined) open.push(key)
      open.push(character)
      key = character === '[' ? '*' : undefined
      word = ''
    } else if (character === '}' || character === ']') {
      while (open.length > 0 && open.pop() !== (character === '}' ? '{' : '['));
      if (open.at(-1) !== undefined && open.at(-1) !== '{' && open.at(-1) !== '[') open.pop()
      key = undefined
      word = ''
    } else if (character === ',') {
      key = open.at(-1) === '[' ? '*' : undefined
      word = ''
    } else if (character === ':' && key === undefined) {
      key = word.trim().replaceAll(/["']/g, '')
      word = ''
    } else word += character
  }
  const begun = word.trimStart()
  const path = [...open.filter((part) => part !== '{' && part !== '['), ...(key === undefined ? [] : [key])]
  return { path, writing: key === undefined ? 'key' : 'value', begun }
}

/** The keys above a line, by their columns. */
function pathAbove(lines: readonly string[], current: string): string[] {
  const path: string[] = []
  const dash = /^(\s*)- /.exec(current)
  let column = dash ? (dash[1]?.length ?? 0) : (/^\s*/.exec(current)?.[0].length ?? 0)
  let isItem = dash !== null
  if (isItem) path.unshift('*')
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index] ?? ''
    const found = keyLine.exec(line)
    if (!found) continue
    const [, lead = '', key = ''] = found
    const dashAt = lead.indexOf('-')
    const isAbove = lead.length < column || (isItem && dashAt === -1 && lead.length <= column)
    if (isAbove) {
      path.unshift(key.replaceAll(/["']/g, ''))
      column = lead.length
      isItem = false
    }
    // The first line of an item stands for its dash, too.
    if (dashAt !== -1 && lead.length === column && (isAbove || !isItem)) {
      path.unshift('*')
      column = dashAt
      isItem = true
    }
  }
  return path
}
