import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { Workplace } from './cli/harness.ts'

const folder = new URL('../docs/', import.meta.url)
const places: Workplace[] = []
afterAll(() => {
  for (const place of places) place.remove()
})

interface Block {
  readonly kind: string
  readonly name: string
  readonly text: string
}

/** The fenced blocks of a page: files by name, and command lines with what they print. */
function blocksOf(page: string): Block[] {
  const text = readFileSync(new URL(page, folder), 'utf8')
  return [...text.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map((match) => ({
    kind: match[1] ?? '',
    name: match[2] ?? '',
    text: match[3] ?? '',
  }))
}

/** What the page tells its reader to write between two commands. */
const edits: Readonly<
  Record<string, readonly { readonly after: number; readonly file: string; readonly from: string; readonly to: string }[]>
> = {
  'testing.md': [
    { after: 1, file: 'rules/promise.test.yaml', from: 'beta-delight: unmet }\n$', to: 'beta-delight: { unknown: small-sample } }\n' },
  ],
}

/** Pages about versions: their commands need a repository with a history, which tests of their own give them. */
const versioned = new Set(['author-walk.md', 'diff.md', 'forecast.md', 'impact.md'])

const pages = readdirSync(folder).filter(
  (name) => name.endsWith('.md') && !versioned.has(name) && blocksOf(name).some(({ kind }) => kind === 'console'),
)

describe.each(pages)('docs/%s', (page) => {
  test('every command prints what the page shows', async () => {
    const place = new Workplace({})
    places.push(place)
    const blocks = blocksOf(page)
    for (const { kind, name, text } of blocks) if (kind === 'yaml' && name !== '') place.write(name, text)
    let commands = 0
    for (const { name, text } of blocks.filter(({ kind }) => kind === 'console')) {
      const [first = '', ...lines] = text.split('\n')
      const argv = first.replace(/^\$ onlyif /, '').split(' ')
      const { out, err } = await place.run(argv)
      // A block named `all` shows what is printed beside the report, too.
      expect(`${first}\n${name === 'all' ? err : ''}${out}`, err).toBe([first, ...lines].join('\n'))
      commands++
      for (const edit of edits[page] ?? []) {
        if (edit.after !== commands) continue
        const before = blocks.find(({ name }) => name === edit.file)?.text ?? ''
        const after = before.replace(new RegExp(edit.from), edit.to)
        expect(after).not.toBe(before)
        place.write(edit.file, after)
      }
    }
    expect(commands).toBeGreaterThan(2)
  })
})
