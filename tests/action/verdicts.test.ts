import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import { digestOf } from '../../src/source/digest.ts'
import { bad, config, good, launch, open, promise, waivers } from './documents.ts'
import { shopForEachTest } from './shop.ts'

const shop = shopForEachTest()
const base = { 'rules/promise.yaml': promise(4.2), 'onlyif.yaml': config('roles: { cco: [maria] }'), 'launch.yaml': launch('a', good) }

describe('the gate', () => {
  test.each([
    ['go', good, 0, 'success'],
    ['no-go', bad, 1, 'failure'],
    ['hold', open, 1, 'failure'],
  ])('%s', async (verdict, facts, code, conclusion) => {
    const place = shop(base)
    const done = await place.onPull(place.change({ 'launch.yaml': launch('a', facts), 'note.txt': 'x' }))
    expect(done.code).toBe(code)
    expect(done.outputs).toMatchObject({ verdict, blocked: String(code === 1) })
    expect(JSON.parse(done.outputs['counts'] ?? '')).toMatchObject({ [verdict]: 1, undecided: 0 })
    expect(place.checks()).toMatchObject([{ name: 'onlyif (main)', conclusion }])
    expect(done.summary).toContain(verdict.toUpperCase())
    const decision = JSON.parse(readFileSync(done.outputs['decision'] ?? '', 'utf8')) as Decision
    expect(decision).toMatchObject({ kind: 'Decision', verdict, digest: done.outputs['digest'], now: '2026-10-07T09:00:00Z' })
  })

  test('conditional-go, by waivers of the base; blocked where no exceptions are allowed', async () => {
    const place = shop({ ...base, 'waivers.yaml': waivers('a') })
    const pull = place.change({ 'launch.yaml': launch('a', bad) })
    expect(await place.onPull(pull)).toMatchObject({ code: 0, outputs: { verdict: 'conditional-go', blocked: 'false' } })
    expect(await place.onPull(pull, { inputs: { 'no-exceptions': 'true' } })).toMatchObject({ code: 1, outputs: { blocked: 'true' } })
  })

  test('files that are wrong fail it, at the broken line', async () => {
    const place = shop(base)
    const done = await place.onPull(place.change({ 'launch.yaml': `${launch('a', good)}oops: 1\n` }))
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'undecided', blocked: 'true' } })
    expect(done.commands).toContainEqual(expect.stringMatching(/^::error file=launch\.yaml,line=9,col=1,title=document\/unknown-key::/))
    expect(place.checks()).toMatchObject([{ conclusion: 'failure', annotations: 1 }])
    expect(done.summary).toContain('NOTHING WAS DECIDED')
  })

  test.each([
    ['no launch', { 'launch.yaml': null }, {}],
    ['a launch that is named and is not there', { x: 'y' }, { launch: 'nowhere/*.yaml' }],
    ['an empty repository but for other files', { 'launch.yaml': null, 'rules/promise.yaml': null, 'onlyif.yaml': null }, {}],
  ])('nothing matched is a failure: %s', async (_, files, inputs) => {
    const place = shop(base)
    const done = await place.onPull(place.change(files), { inputs })
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'undecided', blocked: 'true' } })
    expect(place.checks()).toMatchObject([{ conclusion: 'failure' }])
  })

  test('several: the worst counts, and what the digest is of', async () => {
    const place = shop({ ...base, 'launches/b.yaml': launch('b', open), 'launches/c.yaml': launch('c', bad) })
    const done = await place.run({ event: 'push' })
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'no-go' } })
    expect(JSON.parse(done.outputs['counts'] ?? '')).toEqual({ go: 1, hold: 1, 'no-go': 1, 'conditional-go': 0, undecided: 0 })
    expect(digestOf(readFileSync(done.outputs['decision'] ?? '', 'utf8').trimEnd())).toBe(done.outputs['digest'])
    expect(done.summary).toContain('## ✖ 2 of 3 launches are blocked')
  })

  test('every launch of the config is judged, not only changed ones', async () => {
    const place = shop({ ...base, 'launches/b.yaml': launch('b', bad) })
    const done = await place.onPull(place.change({ 'launch.yaml': launch('a', '{ csat: 4.5, blockersOpen: 0 }') }))
    expect(done).toMatchObject({ code: 1, outputs: { verdict: 'no-go' } })
  })
})

describe('a dry run', () => {
  const allowing = { ...base, 'onlyif.yaml': config('action: { allow: [dry-run] }') }

  test('passes, and says loudly that it would have blocked', async () => {
    const place = shop(allowing)
    const done = await place.onPull(place.change({ 'launch.yaml': launch('a', bad) }), { inputs: { 'dry-run': 'true' } })
    expect(done).toMatchObject({ code: 0, outputs: { verdict: 'no-go', blocked: 'true' } })
    expect(done.summary).toContain('this would have been BLOCKED')
    expect(place.comments()[0]).toContain('this would have been BLOCKED')
    expect(place.checks()).toMatchObject([{ name: 'onlyif (main), dry run', conclusion: 'success' }])
    expect(done.commands.filter((line) => line.startsWith('::error'))).toEqual([])
  })

  test('does not forgive an input that cannot be read', async () => {
    const place = shop(allowing)
    const done = await place.run({ event: 'push', inputs: { 'dry-run': 'true', report: 'sarf' } })
    expect(done.code).toBe(1)
    expect(done.commands.join('\n')).toContain('there is no format `sarf`; did you mean `sarif`?')
  })
})

describe('files', () => {
  test('reports go beside the decision or into the workspace', async () => {
    const place = shop(base)
    const done = await place.run({ event: 'push', inputs: { report: 'sarif\njunit=out/deep/junit.xml' } })
    const [sarif = '', junit = ''] = (done.outputs['report'] ?? '').split('\n')
    expect(JSON.parse(readFileSync(sarif, 'utf8'))).toMatchObject({ version: '2.1.0' })
    expect(readFileSync(junit, 'utf8')).toContain('<testsuite')
    expect(junit).toBe(join(place.stage.workspace, 'out/deep/junit.xml'))
  })

  test('an attestation is a verification summary of the judged commit', async () => {
    const place = shop({ ...base, 'launch.yaml': launch('a', bad) })
    const done = await place.run({ event: 'push', inputs: { attest: 'true' } })
    const statement: unknown = JSON.parse(readFileSync(done.outputs['attestation'] ?? '', 'utf8'))
    const predicate: unknown = JSON.parse(readFileSync(done.outputs['attestation-predicate'] ?? '', 'utf8'))
    const main = place.repository.resolve('main')
    expect(statement).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ digest: { gitCommit: main } }],
      predicateType: 'https://slsa.dev/verification_summary/v1',
      predicate: {
        verifier: { id: expect.stringMatching(/^pkg:npm\/onlyif@/) },
        timeVerified: '2026-10-07T09:00:00Z',
        resourceUri: `git+https://github.com/acme/shop@${main}`,
        policy: { uri: `git+https://github.com/acme/shop@${main}`, digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
        verificationResult: 'FAILED',
        verifiedLevels: ['FAILED'],
      },
    })
    expect((statement as { predicate: unknown }).predicate).toEqual(predicate)
  })
})
