import { describe, expect, test } from 'vitest'
import type { FileGiven } from '../github/fake/git-objects.ts'
import { bad, config, good, launch, promise } from './documents.ts'
import { shopForEachTest } from './shop.ts'

const shop = shopForEachTest()
const base = {
  'rules/promise.yaml': promise(4.2),
  'onlyif.yaml': config('roles: { cco: [maria] }'),
  'launches/a.yaml': launch('a', good),
  'launches/b.yaml': launch('b', bad),
}
const without = { 'launches/b.yaml': null }
const removed = 'the launch `b` (`launches/b.yaml`) is removed'

type Given = Readonly<Record<string, string>>

/** What the change can write into its own workflow to be left with the one launch that may go. */
const narrowing: readonly Given[] = [{}, { launch: 'launches/a.yaml' }, { launch: 'launches/a*.yaml' }]

const renamed = ['launches/b.yml', 'launches/sub/b.yaml', 'Launches/b.yaml', 'launch.yml'].flatMap((place): [string, Given][] => [
  [place, {}],
  [place, { launch: 'launches/a.yaml' }],
  [place, { facts: place.replace('.y', '*.y') }],
  [place, { facts: place.replace('.y', '*.y'), launch: 'launches/a.yaml' }],
])

describe('a change does not narrow what it is judged for', () => {
  test.each(renamed)('a launch that it renames to %s is not passed over, with the inputs %j', async (place, inputs) => {
    const { change, onPull, checks } = shop(base)
    const done = await onPull(change({ ...without, [place]: launch('b', bad) }), { inputs })
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'undecided', blocked: 'true' } })
    expect(done.log).toContain('world/misnamed')
    expect(done.summary).toContain(removed)
    expect(checks()).toMatchObject([{ conclusion: 'failure' }])
  })

  test.each(narrowing)('that nobody judges a launch any more which it deletes is told, with the inputs %j', async (inputs) => {
    const { change, onPull, comments } = shop(base)
    const done = await onPull(change(without), { inputs })
    for (const page of [done.summary, comments()[0] ?? '']) expect(page).toContain(removed)
  })

  test.each(narrowing)('a link to a folder in place of a launch is told, with the inputs %j', async (inputs) => {
    const { change, onPull } = shop({ ...base, 'onlyif.yaml': config('launches: launches/**/*.yaml') })
    const files: Readonly<Record<string, FileGiven | null>> = {
      ...without,
      'team/b.yaml': launch('b', bad),
      'launches/team': { symlink: '../team' },
    }
    const done = await onPull(change(files), { inputs })
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'undecided' } })
    expect(done.log).toContain('file/linked')
  })

  test.each(narrowing)('a launch whose file is named like a pattern is judged, with the inputs %j', async (inputs) => {
    const files = { ...base, 'launches/b.yaml': launch('c', good), 'launches/{b}.yaml': launch('b', bad) }
    const { change, onPull } = shop(files)
    const done = await onPull(change({ 'README.md': 'more\n' }), { inputs })
    expect(JSON.parse(done.outputs['counts'] ?? '')).toMatchObject({ go: 2, 'no-go': 1 })
    expect(done.code).toBe(1)
  })
})

describe('a change names launches beside those that are found', () => {
  test('and they are judged with them', async () => {
    const { change, onPull } = shop({ ...base, 'more/c.yaml': launch('c', good) })
    const pull = change({ 'more/c.yaml': launch('c', bad), 'launches/d.yml': launch('d', good) })
    for (const name of ['more/c.yaml\nlaunches/d.yml', 'more\nlaunches/*.yml', 'more/c.yaml\nlaunches\nlaunches/d.yml']) {
      const done = await onPull(pull, { inputs: { launch: name } })
      expect(JSON.parse(done.outputs['counts'] ?? ''), name).toMatchObject({ go: 2, 'no-go': 2, undecided: 0 })
    }
  })

  test('and what it edits of them is told, too', async () => {
    const { change, onPull } = shop({ ...base, 'more/c.yaml': launch('c', good) })
    const pull = change({ 'more/c.yaml': launch('c', good).replace('owner: team', 'owner: others'), 'more/d.yaml': launch('d', good) })
    const done = await onPull(pull, { inputs: { launch: 'more/c.yaml\nmore/d.yaml' } })
    expect(done.summary).toContain('the owner of the launch `c` becomes `others`, was `team`')
    expect(done.summary).not.toContain('is removed')
  })

  test('and a name that leads nowhere is an error', async () => {
    const { change, onPull } = shop({ ...base, 'launches/b.yaml': launch('b', good) })
    const done = await onPull(change({ x: 'y' }), { inputs: { launch: 'more/c.yaml' } })
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'undecided' } })
    expect(done.log).toContain('there is no file or folder `more/c.yaml`')
  })

  test('and it is left to the inputs alone only where the trusted config allows it', async () => {
    const { change, onPull } = shop({ ...base, 'onlyif.yaml': config('action: { allow: [launch] }') })
    const pull = change({ ...without, 'launches/b.yml': launch('b', bad) })
    expect(await onPull(pull, { inputs: { launch: 'launches/a.yaml' } })).toMatchObject({ code: 0, outputs: { verdict: 'go' } })
  })
})
