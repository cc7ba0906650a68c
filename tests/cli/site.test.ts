import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { recording } from '../store/recordings.ts'
import { anchorsOf, linksOf, readPage } from '../web/html.ts'
import { good, launch, promise, type Workplace } from './harness.ts'
import { workplace } from './workplace.ts'

function at(files: Readonly<Record<string, string>> = {}): Workplace {
  return workplace({
    'rules/promise.yaml': promise,
    'launches/a.yaml': launch('a', good),
    'launches/b.yaml': launch('v1.2.CSV', good),
    ...files,
  })
}

/** Every file of a folder, by its way from it. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => posix.join(item.parentPath.slice(folder.length + 1).replaceAll('\\', '/'), item.name))
    .sort()
}

/** Links of pages that lead nowhere. */
function brokenIn(folder: string): string[] {
  const pages = new Map(
    filesIn(folder).flatMap((file) =>
      file.endsWith('.html') ? [[file, readPage(readFileSync(join(folder, file), 'utf8'))] as const] : [],
    ),
  )
  return [...pages].flatMap(([file, page]) =>
    linksOf(page).flatMap((link) => {
      if (/^https?:/.test(link)) return []
      const [path = '', anchor] = link.split('#')
      const to = path === '' ? file : posix.join(dirname(file), decodeURIComponent(path))
      const target = pages.get(to)
      const isThere =
        existsSync(join(folder, to)) &&
        !to.startsWith('..') &&
        (anchor === undefined || target === undefined || anchorsOf(target).has(decodeURIComponent(anchor)))
      return isThere ? [] : [`${file}: ${link}`]
    }),
  )
}

describe('onlyif site', () => {
  test('writes what is judged here as pages without broken links, scripts or absolute ways', async () => {
    const place = at()
    const { code, out, err } = await place.run(['site', 'room'])
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out).toMatch(/^● \d+ files about 2 launches in room: open room\/index\.html\n$/)
    const folder = join(place.folder, 'room')
    const files = filesIn(folder)
    expect(files).toEqual(
      expect.arrayContaining([
        'index.html',
        'register.html',
        'room.csv',
        'register.json',
        'launches/a.html',
        'launches/a/pack.html',
        'assets/room.css',
      ]),
    )
    expect(files.filter((file) => !/^(?:[a-z0-9_=-]+\/)*[a-z0-9_=-]+\.(?:html|csv|md|json|css|svg|js)$/.test(file))).toEqual([])
    expect(brokenIn(folder)).toEqual([])
    expect(files).toContain('assets/playground.js')
    for (const file of files.filter((name) => name.endsWith('.html'))) {
      const text = readFileSync(join(folder, file), 'utf8')
      // Only the playground runs anything, and that from a file of the site.
      const own = file === 'playground.html' ? text.replace('<script defer src="assets/playground.js"></script>', '') : text
      expect(own, file).not.toMatch(/<script|<form|href="\//)
      expect(text, file).not.toContain('There is nothing here')
    }
  })

  test('writes the same bytes again, takes away what is no longer part of it, and leaves what is not its own', async () => {
    const place = at()
    await place.run(['site', 'room'])
    const folder = join(place.folder, 'room')
    const before = new Map(filesIn(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]))
    writeFileSync(join(folder, 'CNAME'), 'rooms.example')
    place.write('launches/b.yaml', launch('c', good))
    const { code, out } = await place.run(['site', 'room'])
    expect(code).toBe(0)
    expect(out).toContain('removed')
    const after = filesIn(folder)
    expect(after).toContain('CNAME')
    expect(after).toContain('launches/c.html')
    expect(after.filter((file) => file.startsWith('launches/v1'))).toEqual([])
    expect(readFileSync(join(folder, 'launches/a.html'), 'utf8')).toBe(before.get('launches/a.html'))
    expect(brokenIn(folder)).toEqual([])
  })

  test('leaves a folder of others alone, and overwrites in it nothing but by force', async () => {
    const place = at({ 'mine/notes.txt': 'mine', 'mine/index.html': 'mine' })
    const refused = await place.run(['site', 'mine'])
    expect(refused.code).toBe(2)
    expect(refused.err).toContain('holds files of others')
    expect(filesIn(join(place.folder, 'mine'))).toEqual(['index.html', 'notes.txt'])
    const forced = await place.run(['site', 'mine', '--force'])
    expect(forced.code).toBe(0)
    expect(readFileSync(join(place.folder, 'mine/notes.txt'), 'utf8')).toBe('mine')
  })

  test('believes a list of files only as far as a site has such files, and follows no link out of the folder', async () => {
    const place = at({ 'outside/keep.html': 'keep', 'keep.html': 'keep' })
    const folder = join(place.folder, 'room')
    mkdirSync(folder)
    writeFileSync(
      join(folder, 'onlyif-site.json'),
      JSON.stringify({ format: 'onlyif-site/1', files: ['../keep.html', '/etc/hosts', 'launches/../../keep.html', 'linked/keep.html', 7] }),
    )
    symlinkSync(join(place.folder, 'outside'), join(folder, 'linked'))
    expect((await place.run(['site', 'room'])).code).toBe(0)
    expect(existsSync(join(place.folder, 'keep.html'))).toBe(true)
    expect(existsSync(join(place.folder, 'outside/keep.html'))).toBe(true)
    const other = join(place.folder, 'other')
    mkdirSync(other)
    writeFileSync(join(other, 'onlyif-site.json'), JSON.stringify({ format: 'onlyif-site/1', files: [] }))
    symlinkSync(join(place.folder, 'outside'), join(other, 'assets'))
    const { code, err } = await place.run(['site', 'other'])
    expect(code).toBe(2)
    expect(err).toContain('is no folder')
    expect(filesIn(join(place.folder, 'outside'))).toEqual(['keep.html'])
  })

  test('shows the decisions of a store with their history, and the same from its export', async () => {
    const place = at()
    const store = await openStore('data', { cwd: place.folder, now: () => Date.parse('2026-10-07T10:00:00Z') })
    for (const csat of [3.9, 4.4]) await store.append(await recording('checkout-2', csat))
    await store.append(await recording('saved-baskets', 4.5))
    const lines: string[] = []
    for await (const line of store.exportLines()) lines.push(JSON.stringify(line))
    await store.close()
    place.write('log.ndjson', `${lines.join('\n')}\n`)
    expect((await place.run(['site', 'one', '--store', 'data'])).code).toBe(0)
    const history = JSON.parse(readFileSync(join(place.folder, 'one/launches/checkout-2.json'), 'utf8')).tables.history
    expect(history.map((row: { verdict: string }) => row.verdict)).toEqual(['go', 'no-go'])
    expect(history[0].changes).toContain('NO-GO → GO')
    expect((await place.run(['site', 'two', '--decisions', 'log.ndjson'])).code).toBe(0)
    for (const file of filesIn(join(place.folder, 'one')))
      expect(readFileSync(join(place.folder, 'two', file), 'utf8')).toBe(readFileSync(join(place.folder, 'one', file), 'utf8'))
    place.write('altered.ndjson', lines.join('\n').replaceAll('4.4', '4.5'))
    const altered = await place.run(['site', 'three', '--decisions', 'altered.ndjson'])
    expect(altered.code).toBe(2)
    expect(altered.err).toContain('was altered')
    expect(existsSync(join(place.folder, 'three'))).toBe(false)
  })

  test('shows saved decisions', async () => {
    const place = at()
    await place.run(['check', '--format', 'json', '--output', 'saved.json'])
    expect((await place.run(['site', 'room', '--decisions', 'saved.json'])).code).toBe(0)
    expect(existsSync(join(place.folder, 'room/launches/a.html'))).toBe(true)
    place.write('altered.json', readFileSync(join(place.folder, 'saved.json'), 'utf8').replace('4.4', '4.5'))
    const altered = await place.run(['site', 'other', '--decisions', 'altered.json'])
    expect(altered).toMatchObject({ code: 2, err: expect.stringContaining('was altered after it was made') })
    expect(existsSync(join(place.folder, 'other'))).toBe(false)
  })

  test.each([
    [['site', 'room', '--store', 'nowhere'], /no store/],
    [['site', 'room', '--decisions', 'nowhere.json'], /nowhere\.json/],
    [['site', 'room', '--store', 'a', '--decisions', 'b'], /exclude each other/],
    [['site', ''], /empty name/],
    [['site', 'room', '--now', 'soon'], /--now/],
  ])('%j is told what is wrong', async (argv, message) => {
    const place = at()
    const { code, err } = await place.run(argv)
    expect(code).toBe(2)
    expect(err).toMatch(message)
    expect(existsSync(join(place.folder, 'room'))).toBe(false)
  })

  test('writes nothing where nothing can be decided', async () => {
    const place = at({ 'rules/promise.yaml': 'apiVersion: onlyif/v1\nkind: Commitment\n' })
    const { code, err } = await place.run(['site', 'room'])
    expect(code).toBe(2)
    expect(err).toContain('nothing to show')
    expect(existsSync(join(place.folder, 'room'))).toBe(false)
  })
})
