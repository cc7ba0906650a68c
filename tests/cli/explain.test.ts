import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { good, launch, promise, type Workplace } from './harness.ts'
import { workplace } from './workplace.ts'

const catalog = `apiVersion: onlyif/v1
kind: FactCatalog
facts:
  beta.csat: { type: number, name: beta satisfaction, means: the average answer, owner: insight }
  beta.blockersOpen: { type: count, name: open blockers, owner: insight }
`
const tests = `apiVersion: onlyif/v1
kind: CommitmentTest
commitment: promise
launch: ../launch.yaml
cases:
  - { name: all is well, expect: { verdict: go, delight: met } }
  - { name: not asked, remove: [beta.csat], expect: { delight: { unknown: missing } } }
`

function at(more: Readonly<Record<string, string>> = {}): Workplace {
  return workplace({
    'rules/promise.yaml': promise,
    'catalog.yaml': catalog,
    'launch.yaml': launch('a', good),
    'rules/promise.test.yaml': tests,
    ...more,
  })
}

describe('onlyif explain', () => {
  test('explains everything, a commitment, or a requirement by either id', async () => {
    const place = at()
    const all = await place.run(['explain'])
    expect(all.code).toBe(0)
    expect(all.out).toContain('We go to market only if beta customers tell us it is good.')
    expect(all.out).toContain('We go to market only if no blocker is open.')
    expect((await place.run(['explain', 'promise'])).out).toBe(all.out)
    const one = await place.run(['explain', 'delight'])
    expect(one.out).toContain('1 of 2 requirements')
    expect(one.out).not.toContain('no blocker is open')
    expect((await place.run(['explain', 'promise/delight'])).out).toBe(one.out)
  })

  test('names the cases of tests, and what must come of them', async () => {
    const { out } = await at().run(['explain', 'delight'])
    expect(out).toContain('met: “all is well”')
    expect(out).toContain('unknown: “not asked” (missing)')
  })

  test('counts saved decisions, but none that was altered', async () => {
    const place = at()
    const { out } = await place.run(['check', '--format', 'json'])
    place.write('decision.json', out)
    const told = await place.run(['explain', 'delight', '--decisions', 'decision.json'])
    expect(told).toMatchObject({ code: 0, err: '' })
    expect(told.out).toContain('record       in 1 decision about 1 launch: 1 met\n               last on 2026-10-07, for')
    place.write('altered.json', out.replace('"outcome":"met"', '"outcome":"unmet"'))
    expect(await place.run(['explain', '--decisions', 'altered.json'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('was altered after it was made'),
    })
    place.write('none.json', '{}')
    expect(await place.run(['explain', '--decisions', 'none.json'])).toMatchObject({ code: 2, out: '' })
    expect(await place.run(['explain', '--decisions', 'gone.json'])).toMatchObject({ code: 2, out: '' })
  })

  test('is the same whatever the clock says, and looks at no launch', async () => {
    const place = at({ 'launch.yaml': 'kind: Launch\n' })
    const early = await place.run(['explain'], { now: () => '2020-01-01' })
    expect(early.code).toBe(0)
    expect((await place.run(['explain'])).out).toBe(early.out)
  })

  test.each([
    [['explain', 'deligt'], 'did you mean `delight`?'],
    [['explain', ''], 'is a variable not set?'],
    [['explain', '--format', 'pdf'], 'choose one of'],
  ])('%j is told with a hint', async (argv, hint) => {
    const ran = await at().run(argv)
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).toContain(hint)
  })

  test('wrong files are told, and nothing is explained', async () => {
    const ran = await at({ 'rules/promise.yaml': promise.replace('atLeast', 'atLest') }).run(['explain'])
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).toContain('did you mean `atLeast`?')
    const empty = workplace()
    expect((await empty.run(['explain'])).err).toContain('world/no-commitment')
  })

  test('json is one document, and --output writes it', async () => {
    const place = at()
    const { out } = await place.run(['explain', '--format', 'json'])
    const { kind, commitments, facts } = JSON.parse(out)
    expect([kind, commitments[0].requirements.length, facts.length]).toEqual(['Explanation', 2, 2])
    expect(await place.run(['explain', '--format', 'json', '--output', 'x.json'])).toMatchObject({ code: 0, out: '' })
    expect(readFileSync(join(place.folder, 'x.json'), 'utf8')).toBe(out)
    expect(await place.run(['explain', '--output', 'no/x.json'])).toMatchObject({ code: 2 })
  })

  test('explains nothing where commitments or a catalog lie where nobody looks for them', async () => {
    const place = at({ 'pledge.yaml': promise.replace('id: promise', 'id: pledge'), 'catalog.yml': catalog })
    const { code, out, err } = await place.run(['explain'])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('error[world/misnamed]: `pledge.yaml` holds `kind: Commitment`')
    expect(err).toContain('error[world/misnamed]: `catalog.yml` holds `kind: FactCatalog`')
    expect((await place.run(['explain', '--commitments', 'pledge.yaml', '--catalog', 'catalog.yml'])).code).toBe(0)
  })
})

describe('onlyif docs', () => {
  const pages = ['commitment-promise.html', 'facts.html', 'index.html']

  test('writes pages of which every link leads somewhere', async () => {
    const place = at()
    const ran = await place.run(['docs', 'site'])
    expect(ran).toMatchObject({ code: 0, err: '', out: '● 3 pages in site: open site/index.html\n' })
    const folder = join(place.folder, 'site')
    expect(readdirSync(folder).sort()).toEqual(pages)
    let links = 0
    for (const page of pages) {
      const text = readFileSync(join(folder, page), 'utf8')
      expect(text).not.toMatch(/<script|<img|<link|\bon\w+=|https?:/)
      for (const [, href = ''] of text.matchAll(/href="([^"]*)"/g)) {
        const [file = '', anchor] = href.split('#')
        const target = readFileSync(join(folder, file === '' ? page : file), 'utf8')
        if (anchor !== undefined) expect(target, href).toContain(`id="${anchor}"`)
        links++
      }
    }
    expect(links).toBeGreaterThan(10)
    expect(readFileSync(join(folder, 'commitment-promise.html'), 'utf8')).toContain('id="delight"')
  })

  test('writes over what it wrote, and takes away pages of commitments that are gone', async () => {
    const place = at({ 'rules/other.yaml': promise.replace('id: promise', 'id: other') })
    await place.run(['docs', 'site'])
    expect(existsSync(join(place.folder, 'site/commitment-other.html'))).toBe(true)
    place.write('rules/other.yaml', promise.replace('id: promise', 'id: third'))
    const again = await place.run(['docs', 'site'])
    expect(again).toMatchObject({ code: 0 })
    expect(again.out).toContain('1 old page removed')
    expect(readdirSync(join(place.folder, 'site')).sort()).toEqual([...pages, 'commitment-third.html'].sort())
  })

  test('leaves a folder of others alone, and their files with --force', async () => {
    const place = at({ 'site/notes.txt': 'mine' })
    const ran = await place.run(['docs', 'site'])
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).toContain('notes.txt')
    expect(readdirSync(join(place.folder, 'site'))).toEqual(['notes.txt'])
    expect(await place.run(['docs', 'site', '--force'])).toMatchObject({ code: 0 })
    expect(readFileSync(join(place.folder, 'site/notes.txt'), 'utf8')).toBe('mine')
  })

  test('never writes through a link', async () => {
    const place = at({ 'secret.txt': 'mine', 'site/facts.html': 'old' })
    symlinkSync(join(place.folder, 'secret.txt'), join(place.folder, 'site/index.html'))
    expect(await place.run(['docs', 'site', '--force'])).toMatchObject({ code: 2 })
    expect(readFileSync(join(place.folder, 'secret.txt'), 'utf8')).toBe('mine')
    expect(readFileSync(join(place.folder, 'site/facts.html'), 'utf8')).toBe('old')
  })

  test('writes nothing where files are wrong', async () => {
    const place = at({ 'rules/promise.yaml': promise.replace('atLeast', 'atLest') })
    expect(await place.run(['docs', 'site'])).toMatchObject({ code: 2, out: '' })
    expect(existsSync(join(place.folder, 'site'))).toBe(false)
    expect(await at({ site: 'a file' }).run(['docs', 'site'])).toMatchObject({ code: 2 })
  })
})
