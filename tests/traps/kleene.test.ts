import { describe, expect, test } from 'vitest'
import { gate, type Scenario, says } from './gate.ts'

type Truth = 'met' | 'unknown' | 'unmet'

const truths: readonly Truth[] = ['met', 'unknown', 'unmet']
const leafOf: Readonly<Record<Truth, string>> = { met: '{ is.one: 1 }', unknown: '{ is.gone: 1 }', unmet: '{ is.two: 1 }' }
const rank: Readonly<Record<Truth, number>> = { unmet: 0, unknown: 1, met: 2 }
const facts = 'is.one: 1\nis.two: 2'

function least(values: readonly Truth[]): Truth {
  return truths.findLast((truth) => values.includes(truth)) ?? 'unknown'
}

function greatest(values: readonly Truth[]): Truth {
  return truths.find((truth) => values.includes(truth)) ?? 'unknown'
}

function turned(value: Truth): Truth {
  return value === 'met' ? 'unmet' : value === 'unmet' ? 'met' : 'unknown'
}

/** `met`, `unmet` or `unknown`: what a condition comes to. */
async function value(condition: string, more: Partial<Scenario> = {}): Promise<string> {
  return (await says({ demand: `require: ${condition}`, facts, ...more })).replace(/:.*/, '')
}

const pairs = truths.flatMap((a) => truths.map((b) => [a, b] as const))
const triples = pairs.flatMap(([a, b]) => truths.map((c) => [a, b, c] as const))

describe('§1.5 conditions fold in strong Kleene logic', () => {
  test.each(triples)('`all` of %s, %s and %s is the least of them', async (...parts) => {
    expect(await value(`{ all: [${parts.map((part) => leafOf[part]).join(', ')}] }`)).toBe(least(parts))
  })

  test.each(triples)('`any` of %s, %s and %s is the greatest of them', async (...parts) => {
    expect(await value(`{ any: [${parts.map((part) => leafOf[part]).join(', ')}] }`)).toBe(greatest(parts))
  })

  test.each(truths)('`not` %s turns met and unmet, and leaves unknown as it is', async (part) => {
    expect(await value(`{ not: ${leafOf[part]} }`)).toBe(turned(part))
  })

  test.each(pairs)('facts beside each other, %s and %s, are an `all`', async (a, b) => {
    const path = (part: Truth, name: string): string => `${part === 'unknown' ? 'is.gone' : 'is.one'}${name}: ${part === 'unmet' ? 2 : 1}`
    expect(await value(`{ ${path(a, 'a')}, ${path(b, 'b')} }`, { facts: 'is.onea: 1\nis.oneb: 1' })).toBe(least([a, b]))
  })

  test.each(pairs)('`forbid` of %s and %s is met only if neither holds', async (a, b) => {
    const entries = [a, b].map((part, index) => `is.${part}${index}: 1`).join(', ')
    const supplied = [a, b]
      .flatMap((part, index) => (part === 'unknown' ? [] : [`is.${part}${index}: ${part === 'met' ? 1 : 2}`]))
      .join('\n')
    expect((await says({ demand: `forbid: { ${entries} }`, facts: supplied })).replace(/:.*/, '')).toBe(least([turned(a), turned(b)]))
  })

  test.each(triples)('`atLeastOf` two of %s, %s and %s counts what is decided', async (...parts) => {
    const sure = parts.filter((part) => part === 'met').length
    const open = parts.filter((part) => part === 'unknown').length
    const expected: Truth = sure >= 2 ? 'met' : sure + open < 2 ? 'unmet' : 'unknown'
    expect(await value(`{ atLeastOf: { count: 2, of: [${parts.map((part) => leafOf[part]).join(', ')}] } }`)).toBe(expected)
    expect(await value(`{ not: { atLeastOf: { count: 2, of: [${parts.map((part) => leafOf[part]).join(', ')}] } } }`), 'negated').toBe(
      turned(expected),
    )
  })

  test.each(pairs)('De Morgan holds for %s and %s', async (a, b) => {
    const [x, y] = [leafOf[a], leafOf[b]]
    expect(await value(`{ not: { all: [${x}, ${y}] } }`)).toBe(await value(`{ any: [{ not: ${x} }, { not: ${y} }] }`))
    expect(await value(`{ not: { any: [${x}, ${y}] } }`)).toBe(await value(`{ all: [{ not: ${x} }, { not: ${y} }] }`))
  })

  test.each(pairs)('the order of %s and %s does not matter', async (a, b) => {
    for (const kind of ['all', 'any'])
      expect(await value(`{ ${kind}: [${leafOf[a]}, ${leafOf[b]}] }`)).toBe(await value(`{ ${kind}: [${leafOf[b]}, ${leafOf[a]}] }`))
  })

  test.each(pairs)('where the commitment applies as %s and the requirement as %s, it applies as the lesser', async (a, b) => {
    const applies = least([a, b])
    const outcome = await says({
      commitment: `appliesWhen: ${leafOf[a]}`,
      demand: `appliesWhen: ${leafOf[b]}\nrequire: { is.one: 1 }`,
      facts,
    })
    expect(outcome.replace(/:.*/, '')).toBe(applies === 'met' ? 'met' : applies === 'unmet' ? 'not-applicable' : 'unknown')
  })

  test.each(triples)('items that are %s, %s and %s: `every` is the least, `some` the greatest, `none` its opposite', async (...parts) => {
    const items = parts.map((part) => (part === 'unknown' ? '{ other: 1 }' : `{ ok: ${part === 'met'} }`)).join(', ')
    const over = (quantifier: string): Promise<string> =>
      value(`{ is.list: { ${quantifier}: { ok: true } } }`, { facts: `is.list: [${items}]` })
    expect([await over('every'), await over('some'), await over('none')]).toEqual([least(parts), greatest(parts), turned(greatest(parts))])
  })

  test.each(pairs)('filling a gap beside %s with %s never swaps met and unmet', async (a, b) => {
    for (const shape of [
      '{ all: [A, B] }',
      '{ any: [A, B] }',
      '{ not: { all: [A, B] } }',
      '{ not: { any: [A, B] } }',
      '{ atLeastOf: { count: 1, of: [A, B] } }',
    ]) {
      const before = await value(shape.replace('A', leafOf[a]).replace('B', leafOf.unknown))
      const after = await value(shape.replace('A', leafOf[a]).replace('B', leafOf[b]))
      if (before !== 'unknown') expect(after, shape).toBe(before)
    }
  })

  test.each(pairs)('a verdict over a requirement that is %s and one that is %s is the worse of the two', async (a, b) => {
    const { decision } = await gate({
      demand: `require: ${leafOf[a]}`,
      others: `- { id: second, title: s, owner: o, require: ${leafOf[b]} }`,
      facts,
    })
    expect(decision?.verdict).toBe({ met: 'go', unknown: 'hold', unmet: 'no-go' }[least([a, b])])
    expect(rank[least([a, b])]).toBe(Math.min(rank[a], rank[b]))
  })
})
