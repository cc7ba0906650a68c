/** An element of XML as a strict reader sees it. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

/** Rows and cells of RFC 4180, strictly: throws on a quote out of place, a bare line break, or an end within quotes. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let at = 0
  while (at < text.length) {
    const row: string[] = []
    for (;;) {
      const match = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y
      match.lastIndex = at
      const found = match.exec(text)
      if (!found) throw new Error(`no cell at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`)
      at = match.lastIndex
      row.push((found[1] ?? found[2] ?? '').replaceAll('""', '"'))
      if (found[3] === '\r\n') break
    }
    rows.push(row)
  }
  return rows
}

/** The root of a document of XML 1.0 without a DTD; throws on anything that is not well formed. */
export function readXml(text: string): Element {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text)) throw new Error('a character that XML forbids')
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
  if (!text.startsWith(declaration)) throw new Error('no declaration')
  const reader = { text, at: declaration.length }
  const root = readElement(reader)
  if (text.slice(reader.at).trim() !== '') throw new Error('text after the root')
  return root
}

function readElement(reader: { readonly text: string; at: number }): Element {
  const open = take(reader, /<([A-Za-z][\w-]*)((?:\s+[A-Za-z][\w-]*="[^"<]*")*)\s*(\/?)>/y)
  const [, name = '', list = '', closed] = open
  const attributes: Record<string, string> = {}
  for (const [, key = '', value = ''] of list.matchAll(/\s+([A-Za-z][\w-]*)="([^"<]*)"/g)) {
    if (Object.hasOwn(attributes, key)) throw new Error(`two ${key}`)
    attributes[key] = plain(value)
  }
  if (closed === '/') return { name, attributes, children: [], text: '' }
  const children: Element[] = []
  let text = ''
  for (;;) {
    text += plain(take(reader, /[^<]*/y)[0])
    if (reader.text.startsWith(`</${name}>`, reader.at)) {
      reader.at += name.length + 3
      return { name, attributes, children, text }
    }
    children.push(readElement(reader))
  }
}

function take(reader: { readonly text: string; at: number }, pattern: RegExp): RegExpExecArray {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text)
  if (!found) throw new Error(`not well formed at ${reader.at}: ${JSON.stringify(reader.text.slice(reader.at, reader.at + 60))}`)
  reader.at = pattern.lastIndex
  return found
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", '#35': '#' }

/** Text with its entities read; throws on an `&` that begins none, and on `]]>`. */
function plain(text: string): string {
  if (text.includes(']]>')) throw new Error(']]> in text')
  return text.replaceAll(/&([^;&]*;?)/g, (_, name: string) => {
    const found = entities[name.replace(/;$/, '')]
    if (found === undefined || !name.endsWith(';')) throw new Error(`no entity: &${name}`)
    return found
  })
}

const voids: ReadonlySet<string> = new Set(['meta', 'br', 'col'])
const allowed: ReadonlySet<string> = new Set([
  ...['html', 'head', 'meta', 'title', 'style', 'body', 'main', 'article', 'section', 'header', 'footer', 'div', 'span', 'p', 'h1', 'h2'],
  ...['table', 'colgroup', 'col', 'thead', 'tbody', 'tr', 'th', 'td', 'ul', 'li', 'b', 'a', 'br', 'bdi', 'code'],
])
const allowedAttributes: ReadonlySet<string> = new Set([
  ...['lang', 'charset', 'http-equiv', 'content', 'name', 'class', 'id', 'href', 'rel', 'scope', 'colspan', 'dir', 'data-label'],
  ...['aria-labelledby', 'aria-label', 'aria-hidden'],
])

/** What a strict look at a page of HTML finds; throws on a tag or attribute we never write, and on tags that do not nest. */
export function readHtml(text: string): { readonly links: readonly string[]; readonly texts: readonly string[] } {
  const links: string[] = []
  const texts: string[] = []
  const open: string[] = []
  const tags = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"<>]*")*)\s*>|<!doctype html>|([^<]+)/y
  let at = 0
  while (at < text.length) {
    tags.lastIndex = at
    const found = tags.exec(text)
    if (!found) throw new Error(`not a tag of ours: ${JSON.stringify(text.slice(at, at + 60))}`)
    at = tags.lastIndex
    const [, slash, name, attributes = '', words] = found
    if (words !== undefined) texts.push(open.at(-1) === 'style' ? '' : plain(words))
    if (name === undefined) continue
    if (!allowed.has(name)) throw new Error(`<${name}> is not a tag of ours`)
    if (slash) {
      if (open.pop() !== name) throw new Error(`</${name}> closes another tag`)
    } else if (!voids.has(name)) open.push(name)
    for (const [, key = '', value = ''] of attributes.matchAll(/\s+([a-z-]+)="([^"<>]*)"/g)) {
      if (!allowedAttributes.has(key)) throw new Error(`${key} is not an attribute of ours`)
      if (key === 'href') links.push(plain(value))
    }
  }
  if (open.length > 0) throw new Error(`left open: ${open.join(', ')}`)
  return { links, texts }
}
