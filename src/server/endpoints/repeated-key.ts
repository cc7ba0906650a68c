const beforeColon = /\s*:/y

/** The first key that stands twice in one object of a text that is JSON: programs differ in which of the two they read. */
export function repeatedKey(text: string): string | undefined {
  const objects: Set<string>[] = []
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '{') objects.push(new Set())
    else if (character === '}') objects.pop()
    else if (character === '"') {
      const end = endOfText(text, at)
      beforeColon.lastIndex = end
      const keys = objects.at(-1)
      if (keys && beforeColon.test(text)) {
        const key = JSON.parse(text.slice(at, end)) as string
        if (keys.has(key)) return key
        keys.add(key)
      }
      at = end - 1
    }
  }
  return undefined
}

/** Where a quoted text that begins at a place has ended. */
function endOfText(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1
  return at + 1
}
