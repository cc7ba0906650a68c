import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bad, config, good, launch, promise, waivers } from './documents.ts'
import { shopForEachTest } from './shop.ts'
import { pullPayload } from './stage.ts'

const shop = shopForEachTest()
const base = {
  'rules/promise.yaml': promise(4.2),
  'onlyif.yaml': config('roles: { cco: [maria] }\ntrustedBranches: [release]'),
  'launch.yaml': launch('a', good),
}

describe('a change does not choose its judge', () => {
  test('edited commitments do not judge it, and the comment says what they would do', async () => {
    const place = shop(base)
    const done = await place.onPull(place.change({ 'rules/promise.yaml': promise(3), 'launch.yaml': launch('a', bad) }))
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'no-go' } })
    for (const page of [done.summary, place.comments()[0] ?? '']) {
      expect(page).toContain('This change edits `rules/promise.yaml`. It is judged by what `main` holds')
      expect(page).toContain('- **NO-GO → GO** `a`, The launch a\n  - ● `promise/delight`: not met → met; before: `beta.csat`: found 3.9')
    }
  })

  test('edited waivers do not help it', async () => {
    const place = shop(base)
    const done = await place.onPull(place.change({ 'waivers.yaml': waivers('a'), 'launch.yaml': launch('a', bad) }))
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'no-go' } })
    expect(done.summary).toContain('- **NO-GO → CONDITIONAL GO** `a`')
  })

  test('an edit that breaks what judges is told, and judges nothing', async () => {
    const place = shop(base)
    const done = await place.onPull(place.change({ 'rules/promise.yaml': 'apiVersion: onlyif/v1\nkind: Commitment\n' }))
    expect(done).toMatchObject({ code: 0, outputs: { verdict: 'go' } })
    expect(done.summary).toContain('If it were merged, nothing could be decided')
  })

  test.each([
    ['rules/strict.yaml', 'a commitment'],
    ['onlyif.yaml', 'the config'],
    ['waivers.yaml', 'waivers'],
    ['launches/b.yaml', 'a launch'],
    ['facts/support.yaml', 'facts'],
  ])('what is a symbolic link in the repository is not passed over: %s, %s', async (file) => {
    const files = { 'rules/promise.yaml': promise(4.2), 'launch.yaml': launch('a', good) }
    const place = shop({ ...files, [file]: { symlink: '../elsewhere.yaml' } })
    const done = await place.onPull(place.change({ 'README.md': 'more\n' }))
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'undecided', blocked: 'true' } })
    expect(done.log).toContain('file/linked')
    expect(done.log).toContain(file)
  })

  test('a change takes no launch out of judgement by making a symbolic link of its manifest', async () => {
    const place = shop({ ...base, 'launches/b.yaml': launch('b', bad) })
    const done = await place.onPull(place.change({ 'launches/b.yaml': { symlink: '../launch.yaml' } }))
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'undecided' } })
    expect(done.summary).toContain('launches/b.yaml')
  })

  test('what moved on at the base meanwhile is no edit of the change', async () => {
    const place = shop(base)
    const pull = place.change({ 'launch.yaml': launch('a', '{ csat: 4.3, blockersOpen: 0 }') })
    place.repository.commit({ files: { 'rules/promise.yaml': promise(4.3), 'launches/b.yaml': launch('b', good) } })
    const done = await place.onPull(pull)
    expect(done.code).toBe(0)
    expect(done.summary).not.toMatch(/This change/)
  })

  test('the tip of the base at the moment of the run judges, not the payload', async () => {
    const place = shop(base)
    const pull = place.change({ 'launch.yaml': launch('a', good) })
    const payload = pullPayload(pull, place.repository)
    expect(await place.onPull(pull, { payload })).toMatchObject({ code: 0 })
    place.repository.commit({ files: { 'rules/promise.yaml': promise(4.9) } })
    expect(await place.onPull(pull, { payload })).toMatchObject({ code: 1 })
  })

  test.each([
    ['release', 3, 0, 'onlyif (release)'],
    ['mine', 3, 1, 'onlyif (mine)'],
  ])('a base branch %s judges only where it is trusted', async (branch, bound, code, name) => {
    const place = shop(base)
    place.repository.branch(branch)
    place.repository.commit({ branch, files: { 'rules/promise.yaml': promise(bound), 'onlyif.yaml': config('trustedBranches: [mine]') } })
    const done = await place.onPull(place.change({ 'launch.yaml': launch('a', bad) }, { base: branch }))
    expect(done.code).toBe(code)
    expect(place.checks()).toMatchObject([{ name }])
    expect(done.summary.includes('is not among the `trustedBranches`')).toBe(code === 1)
  })

  test('what an edit of a manifest makes of the requirements is told at the top', async () => {
    const place = shop({ ...base, 'launches/b.yaml': launch('b', good), 'launches/c.yaml': launch('c', good) })
    const edited = launch('a', good, 'tier: 2').replace('owner: team', 'owner: other-team')
    const done = await place.onPull(place.change({ 'launch.yaml': edited, 'launches/b.yaml': null, 'launches/c.yaml': launch('d', good) }))
    expect(done.code).toBe(0)
    const top = (place.comments()[0] ?? '').split('<details>')[0] ?? ''
    for (const line of [
      'the owner of the launch `a` becomes `other-team`, was `team`',
      '`promise/no-blockers` (no blocker is open) no longer applies to the launch `a`',
      'the launch `b` (`launches/b.yaml`) is removed',
      'the id of the launch `c` (`launches/c.yaml`) becomes `d`',
    ])
      expect(top).toContain(line)
  })
})

describe('inputs that weaken the gate', () => {
  const weakening: readonly (readonly [string, string])[] = [
    ['dry-run', 'true'],
    ['now', '2027-01-01'],
    ['trusted', 'workspace'],
    ['commitments', 'lax/promise.yaml'],
    ['catalog', 'lax/promise.yaml'],
    ['waivers', 'lax/promise.yaml'],
    ['mapping', 'lax/promise.yaml'],
    ['server-url', 'https://evil.example'],
  ]

  test.each(weakening)('%s is refused where the change can write it', async (name, value) => {
    const place = shop({ ...base, 'lax/promise.yaml': promise(1) })
    const done = await place.onPull(place.change({ 'launch.yaml': launch('a', good) }), { inputs: { [name]: value } })
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'go', blocked: 'true' } })
    expect(done.summary).toContain(`Refused: \`${name}\``)
    expect(place.checks()).toMatchObject([{ name: 'onlyif (main)', conclusion: 'failure' }])
  })

  test('what the change itself allows is not allowed; what the trusted config allows is', async () => {
    const lax = {
      'lax/promise.yaml': promise(1),
      'launch.yaml': launch('a', bad),
      'onlyif.yaml': config('action: { allow: [commitments] }'),
    }
    const inputs = { commitments: 'lax/promise.yaml' }
    const place = shop({ ...base, 'lax/promise.yaml': promise(1) })
    const pull = place.change(lax)
    expect(await place.onPull(pull, { inputs })).toMatchObject({ code: 1, outputs: { verdict: 'no-go' } })
    place.repository.commit({ files: lax })
    expect(await place.onPull(pull, { inputs })).toMatchObject({ code: 0, outputs: { verdict: 'go' } })
  })

  test.each([
    ['pull_request_target', 'refs/heads/main', 0],
    ['pull_request_target', 'refs/heads/mine', 1],
    ['pull_request', 'refs/heads/main', 1],
    ['push', 'refs/heads/main', 0],
    ['push', 'refs/heads/release', 0],
    ['push', 'refs/heads/mine', 1],
    ['push', 'refs/tags/main', 1],
    ['release', 'refs/tags/v1', 1],
    ['schedule', 'refs/heads/main', 0],
    ['workflow_dispatch', 'refs/heads/mine', 1],
  ])('on %s, with the workflow file of %s', async (event, workflowRef, code) => {
    const place = shop({ ...base, 'launch.yaml': launch('a', bad) })
    const pull = place.change({ x: 'y' })
    const done = await place.run({
      event,
      payload: pullPayload(pull, place.repository),
      ref: workflowRef,
      workflowRef,
      inputs: { 'dry-run': 'true' },
    })
    expect(done.code).toBe(code)
    expect(done.summary.includes('Refused')).toBe(code === 1)
  })

  test('a workflow of another repository, as a ruleset requires it, is believed', async () => {
    const place = shop({ ...base, 'launch.yaml': launch('a', bad) })
    const env = { GITHUB_WORKFLOW_REF: 'acme/rules/.github/workflows/gate.yml@refs/heads/main' }
    expect(await place.onPull(place.change({ x: 'y' }), { env, inputs: { 'dry-run': 'true' } })).toMatchObject({ code: 0 })
  })

  test('launch leaves out nothing that the trusted config names', async () => {
    const files = { ...base, 'onlyif.yaml': config('launches: [launch.yaml, launches/*.yaml]'), 'launches/b.yaml': launch('b', bad) }
    const place = shop(files)
    const pull = place.change({ 'more/c.yaml': launch('c', good) })
    const inputs = { launch: 'more/c.yaml' }
    const done = await place.onPull(pull, { inputs })
    expect(JSON.parse(done.outputs['counts'] ?? '')).toMatchObject({ go: 2, 'no-go': 1 })
    place.repository.commit({ files: { 'onlyif.yaml': config('launches: [launch.yaml, launches/*.yaml]\naction: { allow: [launch] }') } })
    expect(JSON.parse((await place.onPull(pull, { inputs })).outputs['counts'] ?? '')).toMatchObject({ go: 1, 'no-go': 0 })
  })

  test('launch leaves out nothing that is found by default either, where no config names launches', async () => {
    const place = shop({ ...base, 'launches/b.yaml': launch('b', bad) })
    const pull = place.change({ 'more/c.yaml': launch('c', good) })
    for (const name of ['more/c.yaml', 'launch.yaml']) {
      const done = await place.onPull(pull, { inputs: { launch: name } })
      expect(done, name).toMatchObject({ code: 1, outputs: { verdict: 'no-go' } })
    }
    const inputs = { launch: 'more/c.yaml' }
    expect(await place.onPull(pull, { inputs, event: 'pull_request_target', ref: 'refs/heads/main' })).toMatchObject({ code: 0 })
    place.repository.commit({ files: { 'onlyif.yaml': config('action: { allow: [launch] }') } })
    expect(await place.onPull(pull, { inputs })).toMatchObject({ code: 0 })
  })

  test('the workspace judges where it is believed, and the summary says so', async () => {
    const place = shop(base)
    writeFileSync(join(place.stage.workspace, 'launch.yaml'), launch('w', bad))
    writeFileSync(join(place.stage.workspace, 'p.yaml'), promise(3))
    const done = await place.run({ event: 'push', inputs: { trusted: 'workspace', commitments: 'p.yaml' } })
    expect(done).toMatchObject({ code: 0, outputs: { verdict: 'go' } })
    expect(done.summary).toContain('Everything is read from the workspace')
  })
})
