const ours = /<details(?: open)?>|<\/details>|<summary>|<\/summary>|<b>|<\/b>|<br>/g
const code = /(?<!\\)`(?:--(?:format json|format csv|base)|[A-Za-z0-9](?:[A-Za-z0-9 ._/:+=%,-]*[A-Za-z0-9])?)`/g

/** How many bars a row has: of launches, and of requirements in an impact. */
const widths: ReadonlySet<number> = new Set([8, 6])

/** What in a Markdown text could come alive: mark-up that is not ours, mentions, references, links, and the like. */
export function liveIn(markdown: string): string[] {
  const found: string[] = []
  let columns = 0
  for (const line of markdown.split('\n')) {
    const isRow = line.startsWith('| ')
    const pipes = line.split('|').length - 1
    columns = isRow ? columns || pipes : 0
    if (isRow ? pipes !== columns || !widths.has(pipes) : pipes !== 0) found.push(`pipes: ${line}`)
    if (/^\s*(?:[>+=]|\d+[.)]\s|`{3}|~{3}|-{3,}$|[-*]\s*$|\t| {4})/.test(line)) found.push(`start of a line: ${line}`)
    // An escaped backslash says nothing about what follows it; then code, then what is escaped is out of the way.
    const bare = line
      .replaceAll('\\\\', '·')
      .replaceAll(code, 'C')
      .replaceAll(/\\[`*_~[\]#+=.)-]/g, '·')
      .replaceAll(ours, '')
    const bold = bare.split('**').length - 1
    const rest = bare.replaceAll('**', '·').replace(/^#{2,3} /, '')
    for (const [name, pattern] of signs) if (pattern.test(rest)) found.push(`${name}: ${line}`)
    if (bold % 2 === 1) found.push(`bold: ${line}`)
  }
  return found
}

const signs: readonly (readonly [string, RegExp])[] = [
  ['a tag', /[<>]/],
  ['an entity', /&(?!amp;|lt;|gt;|#36;|#124;|#8203;)/],
  ['mark-up', /[*_~[\]`$\\]/],
  ['a mention', /@(?!&#8203;)/],
  ['a reference', /(?<!&)#|GH-\d/i],
  ['a link', /:\/\/|www\./i],
  ['an emoji', /:(?!\d\d:)[\w+-]+:/],
  ['a control', /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200b\u202a-\u202e\u2066-\u2069\ufeff]/u],
]
