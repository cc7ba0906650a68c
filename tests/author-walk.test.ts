import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Workplace } from './cli/harness.ts'

const page = new URL('../docs/author-walk.md', import.meta.url)
const place = new Workplace({})
afterAll(() => place.remove())

/** What a line of the page does: `onlyif` is run here, `git` for real; anything else is no command of the page. */
async function printed(line: string): Promise<string> {
  const [program, ...argv] = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
  if (program === 'onlyif') {
    const { out, err } = await place.run(argv)
    return `${err}${out}`
  }
  if (program !== 'git') throw new Error(`${program} is not run`)
  const who = ['-c', 'user.name=ola', '-c', 'user.email=ola@example.test']
  return execFileSync('git', [...who, ...argv], { cwd: place.folder, encoding: 'utf8' })
}

/** The lines of a console block with what each command prints. */
async function replayed(text: string): Promise<string> {
  const commands = text.split('\n').filter((line) => line.startsWith('$ '))
  let result = ''
  for (const line of commands) result += `${line}\n${await printed(line.slice(2))}`
  return result
}

/** Makes the edit that the page shows: the lines with a space and `-` stand there once, and become those with a space and `+`. */
function edit(file: string, diff: string): void {
  const lines = diff.trimEnd().split('\n')
  const side = (drop: string): string => lines.flatMap((line) => (line.startsWith(drop) ? [] : [`${line.slice(1)}\n`])).join('')
  const [before, after] = [side('+'), side('-')]
  const text = readFileSync(join(place.folder, file), 'utf8')
  expect(text.split(before), `${file}: ${before}`).toHaveLength(2)
  place.write(
    file,
    text.replace(before, () => after),
  )
}

test('every edit of the walk can be made, and every command prints what the page shows', async () => {
  const text = readFileSync(page, 'utf8')
  let replay = ''
  let commands = 0
  let at = 0
  for (const block of text.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)) {
    const [whole, kind, name = '', body = ''] = block
    let shown = body
    if (kind === 'yaml') place.write(name, body)
    else if (kind === 'diff') edit(name, body)
    else if (kind === 'console') {
      shown = await replayed(body)
      commands += body.split('\n').filter((line) => line.startsWith('$ onlyif')).length
    } else throw new Error(`a block of the kind ${kind}`)
    replay += text.slice(at, block.index) + whole.replace(body, () => shown)
    at = block.index + whole.length
  }
  replay += text.slice(at)
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(page, replay)
  expect(text).toBe(replay)
  expect(commands).toBeGreaterThan(10)
}, 60_000)
