import { describe, expect, test } from 'vitest'
import { expectGolden } from '../report/golden.ts'
import { bad, config, good, launch, promise, waivers } from './documents.ts'
import { type Shop, shopForEachTest } from './shop.ts'

const shop = shopForEachTest()
const base = {
  'rules/promise.yaml': promise(4.2),
  'onlyif.yaml': config('roles: { cco: [maria] }'),
  'launches/a.yaml': launch('a', good),
  'launches/b.yaml': launch('b', bad),
  'launches/c.yaml': launch('c', '{ csat: 4.8, blockersOpen: 0 }'),
}

/** The comment without the line that only machines read. */
function page(place: Shop): string {
  return (place.comments()[0] ?? '').replace(/^<!--.*-->\n?/, '')
}

describe('whom an edit of what judges would judge differently', () => {
  test('the comment, the summary and the log say it, with the requirement and the reason', async () => {
    const place = shop(base)
    const done = await place.onPull(place.change({ 'rules/promise.yaml': promise(4.5) }))
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'no-go' } })
    expectGolden('action-impact.md', page(place))
    expect(done.summary).toContain('Impact if merged, of 3 launches: 1 newly blocked, 2 unchanged')
    expect(done.log).toContain('GO → NO-GO  a · The launch a')
    expect(done.commands.join('\n')).toContain('If it were merged, of 3 launches: 1 newly blocked, 2 unchanged.')
  })

  test('launches are those of the head, judged by the base and by the base with the edit', async () => {
    const place = shop(base)
    const files = { 'rules/promise.yaml': promise(4.5), 'launches/a.yaml': null, 'launches/d.yaml': launch('d', good) }
    await place.onPull(place.change(files))
    expect(page(place)).toContain('- **GO → NO-GO** `d`')
    expect(page(place)).not.toMatch(/→ NO-GO\*\* `a`/)
  })

  test('an edit that changes nothing for any launch says so, and does not warn', async () => {
    const place = shop(base)
    await place.onPull(place.change({ 'rules/promise.yaml': promise(4.3) }))
    expect(page(place)).toContain('○ **This change edits `rules/promise.yaml`.')
    expect(page(place)).toContain('every launch would stand as it does')
    expect(page(place)).toContain('<details>\n<summary><b>Impact if merged: nothing changes for any launch</b></summary>')
  })

  test('a launch that only waivers let through counts as blocked where these are no exceptions', async () => {
    const place = shop({ ...base, 'waivers.yaml': waivers('b') })
    const pull = place.change({ 'waivers.yaml': null })
    await place.onPull(pull)
    expect(page(place)).toContain('1 newly blocked')
    const { summary } = await place.onPull(pull, { inputs: { 'no-exceptions': 'true' } })
    expect(summary).toContain('1 with another verdict, 2 unchanged')
  })

  test('what the base edited meanwhile is no part of it', async () => {
    const place = shop({ ...base, 'rules/other.yaml': promise(1).replace('id: promise', 'id: other') })
    const pull = place.change({ 'rules/other.yaml': promise(4.3).replace('id: promise', 'id: other') })
    place.repository.commit({
      files: { 'rules/promise.yaml': promise(4.7), 'rules/new.yaml': promise(4.7).replace('id: promise', 'id: new') },
    })
    await place.onPull(pull)
    const text = page(place)
    expect(text).toContain('This change edits `rules/other.yaml`. It')
    expect(text).toContain('| other/delight | edited | 1 | 3 met | 2 met, 1 not met |')
    expect(text).not.toMatch(/(?:promise|new)\/delight \| (?:edited|added|removed)/)
  })

  test('a file that both edited is taken from the change, and that is said', async () => {
    const place = shop(base)
    const pull = place.change({ 'rules/promise.yaml': promise(4.5) })
    place.repository.commit({ files: { 'rules/promise.yaml': promise(4.9) } })
    await place.onPull(pull)
    expect(page(place)).toContain('`main` was edited in `rules/promise.yaml` meanwhile, too')
    expect(page(place)).not.toContain('newly blocked')
  })

  test('a mapping that reads launches otherwise is compared as each side reads them', async () => {
    const mapping = (csat: string): string =>
      `apiVersion: onlyif/v1\nkind: Mapping\nid: plain\neach: "plain/*.yaml"\nlaunch: { id: "{file}", title: /name, owner: /owner, tier: /tier }\nfacts: { beta.csat: ${csat}, beta.blockersOpen: /open }\n`
    const files = { 'onlyif.yaml': config('mappings: mapping.yaml'), 'mapping.yaml': mapping('/csat') }
    const place = shop({ ...base, ...files, 'plain/x.yaml': 'name: X\nowner: team\ntier: 1\ncsat: 4.4\nopen: 0\n' })
    await place.onPull(place.change({ 'mapping.yaml': mapping('/rating') }))
    expect(page(place)).toMatch(/- \*\*GO → HOLD\*\* `x`, X\n {2}- . `promise\/delight`: met → unknown; `beta.csat`: nobody supplied it/)
  })

  test('an edit that mends what judges nothing says what would be decided', async () => {
    const place = shop({ ...base, 'rules/promise.yaml': promise(4.2).replace('atLeast', 'atLeats') })
    const done = await place.onPull(place.change({ 'rules/promise.yaml': promise(4.2) }))
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'undecided' } })
    expect(done.summary).toContain('of 3 launches: 2 newly allowed, 1 with another verdict')
    expect(done.summary).toContain('- **NOT DECIDED → GO** `a`')
  })

  test.each([
    ['a new file with a mistake', { 'rules/more.yaml': promise(3).replace('owner: cco', 'ownr: cco') }, '`rules/more.yaml`'],
    ['no commitment any more', { 'rules/promise.yaml': null }, 'no commitment was found'],
  ])('%s: nothing could be decided', async (_, files, words) => {
    const place = shop(base)
    const done = await place.onPull(place.change(files))
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'no-go' } })
    expect(page(place)).toMatch(/This change edits `rules\/\w+\.yaml`\..* nothing could be decided:/)
    expect(page(place)).toContain(words)
    expect(page(place)).not.toContain('Impact if merged')
  })

  test('without a config, too', async () => {
    const place = shop({ 'rules/promise.yaml': promise(4.2), 'launch.yaml': launch('a', good) })
    await place.onPull(place.change({ 'rules/promise.yaml': null }))
    expect(page(place)).toMatch(/This change edits `rules\/promise.yaml`\. It .*\n\n- no commitment was found/)
  })

  test('it needs no more than to read: one blob for each edited file', async () => {
    const place = shop(base)
    const pull = place.change({ 'rules/promise.yaml': promise(4.5) })
    const done = await place.onPull(pull, { may: { contents: 'read' } })
    expect(done.summary).toContain('1 newly blocked')
    expect(place.fake.calls('git/get-blob')).toHaveLength(Object.keys(base).length + 1)
    expect(place.fake.calls('git/get-tree')).toHaveLength(2)
  })

  test('of thousands of launches the counts and those newly blocked stay, within the limit', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`launches/n${i}.yaml`, launch(`n${i}`, good)]))
    const place = shop({ ...base, ...many })
    const long = promise(4.5).replace('ifUnmet: Extend the beta', `ifUnmet: ${'x'.repeat(50)}`)
    await place.onPull(place.change({ 'rules/promise.yaml': long }))
    const text = place.comments()[0] ?? ''
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_000)
    expect(text).toContain('of 303 launches: 301 newly blocked, 2 unchanged')
    for (let i = 0; i < 300; i++) expect(text).toContain(`- **GO → NO-GO** \`n${i}\``)
  })
})
