import { describe, expect, test } from 'vitest'
import { failing, given, passing, suite } from './test-place.ts'

describe('mutation', () => {
  test('a change that no case notices is shown with a case that would, and below the threshold it fails', async () => {
    const place = given({ 'rules/promise.test.yaml': suite(passing) })
    const { code, out } = await place.run(['test', '--mutate', '--min-score', '90'])
    expect(code).toBe(1)
    expect(out).toContain('`atLeast` becomes `moreThan`')
    expect(out).toContain('    -       beta.csat: { atLeast: 4.2 }\n    +       beta.csat: { moreThan: 4.2 }')
    expect(out).toContain(
      '      - name: beta.csat, exactly 4.2\n        change: { beta.csat: 4.2 }\n        expect: { verdict: go, delight: met }',
    )
    expect(out).toContain('less than the 90 % that are asked for')
  })

  test('pasted, the cases that are offered notice what they are offered for', async () => {
    const place = given({ 'rules/promise.test.yaml': suite(passing) })
    const before = JSON.parse((await place.run(['test', '--mutate', '--format', 'json'])).out) as Mutated
    const offered = before.mutation[0]?.survivors.flatMap((item) => item.case ?? []) ?? []
    expect(offered.length).toBeGreaterThan(3)
    const pasted = offered.map((text) => text.replaceAll(/^/gm, '  ')).join('\n')
    place.write('rules/promise.test.yaml', `${suite(passing)}${pasted}\n`)
    const after = JSON.parse((await place.run(['test', '--mutate', '--format', 'json'])).out) as Mutated
    expect(after.mutation[0]?.survivors.filter((item) => item.case !== undefined)).toEqual([])
  })

  test('nothing is mutated while a case fails', async () => {
    const place = given({ 'rules/promise.test.yaml': suite(failing) })
    const { code, out, err } = await place.run(['test', '--mutate'])
    expect(code).toBe(1)
    expect(err).toContain('nothing is mutated while cases fail')
    expect(out).not.toContain('Mutation')
  })
})

interface Mutated {
  readonly mutation: readonly { readonly survivors: readonly { readonly what: string; readonly case?: string }[] }[]
}

describe('coverage', () => {
  test('what no case shows is told with its place, in text, html and json', async () => {
    const place = given({ 'rules/promise.test.yaml': suite(passing) })
    const { code, out } = await place.run(['test', '--coverage', '--min-coverage', '100'])
    expect(code).toBe(1)
    expect(out).toContain('promise: outcomes 3 of 6 (50 %), conditions 1 of 2 (50 %)')
    expect(out).toContain('`beta.blockersOpen: { moreThan: 0 }`: no case fails it')
    expect(out).toContain('never unmet or unknown')
    const html = (await place.run(['test', '--coverage', '--format', 'html'])).out
    expect(html).toContain('decides between “<bdi>everything in place</bdi>” and “<bdi>just below the bar</bdi>”')
    const data = JSON.parse((await place.run(['test', '--coverage', '--format', 'json'])).out) as { coverage: { conditions: unknown }[] }
    expect(data.coverage[0]?.conditions).toEqual({ shown: 1, total: 2 })
  })
})
