/** What a strict reader finds in a page: every tag must be closed, be one of ours and have attributes of ours only. */
export interface ReadPage {
  readonly tags: readonly { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[]
  readonly texts: readonly string[]
}

const voids = new Set(['meta', 'link', 'input', 'br', 'col', 'hr'])
const named =
  'html head meta title link body a p header nav ul ol li main section article h1 h2 h3 div span b bdi code pre search form label select option button table caption colgroup col thead tbody tr th td details summary footer dl dt dd svg rect path circle line g text br input figure figcaption desc defs pattern small hr script'
const allowed = new Set(named.split(' '))
const attributesOfOurs =
  /^(?:lang|charset|name|content|rel|href|type|class|id|aria-[a-z]+|role|tabindex|scope|colspan|rowspan|method|action|value|selected|open|title|data-label|dir|viewBox|width|height|x|y|d|fill|stroke|r|cx|cy|x1|x2|y1|y2|text-anchor|patternUnits|align|valign|src|defer|data-launches|data-now|cellpadding|cellspacing)$/

/** Reads a page; throws on anything that is not ours. */
export function readPage(text: string): ReadPage {
  const tags: { name: string; attributes: Record<string, string> }[] = []
  const texts: string[] = []
  const open: string[] = []
  const token = /<(\/?)([a-z][a-z0-9]*)((?:\s+[A-Za-z][A-Za-z0-9-]*(?:="[^"<]*")?)*)\s*(\/?)>|<!doctype html>|([^<]+)/y
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at
    const found = token.exec(text)
    if (!found) throw new Error(`not a tag of ours: ${JSON.stringify(text.slice(at, at + 80))}`)
    const [, slash, name, list = '', closed, words] = found
    if (words !== undefined) texts.push(plain(words))
    if (name === undefined) continue
    if (!allowed.has(name)) throw new Error(`<${name}> is not a tag of ours`)
    if (slash) {
      if (open.pop() !== name) throw new Error(`</${name}> closes another tag`)
      continue
    }
    if (!closed && !voids.has(name)) open.push(name)
    const attributes: Record<string, string> = {}
    for (const [, key = '', value = ''] of list.matchAll(/\s+([A-Za-z][A-Za-z0-9-]*)(?:="([^"<]*)")?/g)) {
      if (!attributesOfOurs.test(key)) throw new Error(`${key} is not an attribute of ours`)
      attributes[key] = plain(value)
    }
    tags.push({ name, attributes })
  }
  if (open.length > 0) throw new Error(`left open: ${open.join(', ')}`)
  return { tags, texts }
}

/** The addresses that a page links. */
export function linksOf({ tags }: ReadPage): string[] {
  return tags.flatMap(({ name, attributes }) => (name === 'a' || name === 'link' ? [attributes['href'] ?? ''] : []))
}

/** The names that can be linked to within a page. */
export function anchorsOf({ tags }: ReadPage): Set<string> {
  return new Set(tags.flatMap(({ attributes }) => attributes['id'] ?? []))
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#35': '#' }

function plain(text: string): string {
  return text.replaceAll(/&([a-z]+|#\d+);/g, (whole, name: string) => entities[name] ?? whole)
}
