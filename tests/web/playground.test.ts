import { describe, expect, test } from 'vitest'
import { decide, parseDocuments } from '../../src/index.ts'
import { example } from '../../src/web/playground/example.ts'
import { fileOf, judgeTexts, type Texts } from '../../src/web/playground/judged-texts.ts'
import { lineMarks } from '../../src/web/playground/line-marks.ts'
import { offersFrom } from '../../src/web/playground/offers.ts'
import { fragmentOf, sharedIn, shareLimits } from '../../src/web/playground/share.ts'
import { placeAt } from '../../src/web/playground/yaml-place.ts'

const now = '2026-11-22'
const judged = judgeTexts(example, now)

const libraryDocuments = (texts: Texts): ReturnType<typeof parseDocuments> =>
  parseDocuments([
    { file: fileOf.commitment, text: texts.commitment },
    { file: fileOf.manifest, text: texts.manifest },
  ])

describe('two texts', () => {
  test('come to the same decision as by the library and both keys', async () => {
    const documents = libraryDocuments(example)
    const [launch] = documents.launches
    if (!launch) throw new Error('the example has no launch')
    const { decision } = await decide({ documents, launch, now })
    expect(judged.decision?.digest).toBe(decision?.digest)
    expect(judged.decision?.verdict).toBe('no-go')
    expect(judged.diagnostics).toEqual({ commitment: [], manifest: [] })
  })

  test('are not judged while one of them has an error, and each is told of its own', () => {
    const broken = judgeTexts({ ...example, manifest: example.manifest.replace('owner:', 'onwer:') }, now)
    expect(broken.decision).toBeUndefined()
    expect(broken.diagnostics.commitment).toEqual([])
    expect(broken.diagnostics.manifest.map(({ code, range }) => [code, range?.start.line])).toEqual([['document/unknown-key', 5]])
    const unknown = judgeTexts({ ...example, manifest: example.manifest.replace('beta.csat', 'beta.casat') }, now)
    expect(unknown.decision).toBeUndefined()
    expect(unknown.diagnostics.manifest.map(({ hint }) => hint)).toEqual(['did you mean `beta.csat`?'])
  })

  test('say at the end of each line how it came out', () => {
    const { commitment, manifest } = lineMarks(judged)
    const at = (line: number, marks: typeof manifest): string | undefined => {
      const found = marks.find((item) => item.line === line)
      return found && `${found.mark.word}: ${found.text}`
    }
    expect(at(9, commitment)).toBe('not met: ')
    expect(at(17, commitment)).toBe('not met: 3.9')
    expect(at(28, commitment)).toBe('not applicable: ')
    expect(at(10, manifest)).toBe('not met: 3.9')
    expect(at(12, manifest)).toBe('unknown: `TBD` is a placeholder')
    expect(at(13, manifest)).toBeUndefined()
  })

  test('that are empty or no YAML are no reason to fail', () => {
    for (const text of ['', '{', '\t- : [', '---\n---\n', '\u0000', 'a: &a [*a]', example.commitment.slice(0, 700)])
      expect(judgeTexts({ commitment: text, manifest: text }, now).decision).toBeUndefined()
  })
})

describe('what is offered at the cursor', () => {
  const offersAt = offersFrom(judged.documents.catalogs)
  const at = (marked: string): readonly string[] => {
    const place = placeAt(marked.replace('|', ''), marked.indexOf('|'))
    return place ? offersAt(place).map(({ label }) => label) : []
  }
  const commitment = 'apiVersion: onlyif/v1\nkind: Commitment\ngoToMarketOnlyIf:\n  - id: a\n    title: b\n'
  test.each([
    ['ki|', ['kind'], ['require']],
    ['kind: |', ['Commitment', 'Launch'], []],
    [`${commitment}    req|`, ['require', 'forbid', 'appliesWhen', 'ifUnmet'], ['goToMarketOnlyIf']],
    [`${commitment}    require:\n      be|`, ['beta.csat', 'launch.tier', 'all'], ['title']],
    [`${commitment}    require: { beta.csat: { a|`, ['atLeast', 'minSample', 'maxAge'], ['startsWith', 'beta.csat']],
    [`${commitment}    require:\n      all:\n        - beta.csat: { atLeast: 4 }\n        - be|`, ['beta.csat'], ['title']],
    [`${commitment}    enforcement: |`, ['blocking', 'advisory'], []],
    [`${commitment}  - |`, ['id', 'same'], ['kind']],
    ['kind: Launch\nfacts:\n  |', ['beta.csat', 'support.agentsTrained'], ['title']],
    ['kind: Launch\nfacts:\n  beta:\n    |', ['csat', 'blockersOpen'], ['beta.csat']],
    ['kind: Launch\nfacts:\n  beta.csat: { |', ['value', 'asOf', 'sample'], ['title']],
    ['kind: Launch\nfacts:\n  pricing.termsChange: |', ['true', 'false'], []],
    ['kind: Commitment\n---\nkind: Launch\nma|', ['markets', 'maturity'], ['goToMarketOnlyIf']],
    ['kind: Launch # ma|', [], ['markets']],
  ] as const)('%j', (marked, some, none) => {
    const offers = at(marked)
    expect(offers).toEqual(expect.arrayContaining([...some]))
    expect(offers.filter((label) => (none as readonly string[]).includes(label))).toEqual([])
  })
})

describe('a link', () => {
  test('carries both texts and the day', async () => {
    const shared = { texts: { commitment: 'ä港\n', manifest: example.manifest }, now }
    const fragment = await fragmentOf(shared)
    expect(fragment?.length).toBeLessThan(800)
    expect(await sharedIn(fragment ?? '')).toEqual(shared)
  })

  test('that is too long is not made', async () => {
    const noise = Array.from({ length: 90_000 }, (_, index) => String.fromCharCode(33 + ((index * 7919 * (index % 89)) % 90))).join('')
    expect(await fragmentOf({ texts: { commitment: noise.repeat(5), manifest: '' } })).toBeUndefined()
  })

  test.each([
    '',
    '#',
    '#1.',
    '#1.AAAA',
    '#1.%00',
    '#2.AAAA',
    `#0.${btoa('null')}`,
    `#0.${btoa('{"c":1,"m":{}}')}`,
    `#0.${'A'.repeat(70_000)}`,
    '#register',
  ])('%j is none of ours', async (fragment) => {
    expect(await sharedIn(fragment.slice(0, 100_000))).toBeUndefined()
  })

  test('that unfolds to more than a page should hold is refused before it has', async () => {
    const stream = new Blob([`{"c":"${'a'.repeat(40_000_000)}","m":""}`]).stream().pipeThrough(new CompressionStream('deflate-raw'))
    const packed = Buffer.from(await new Response(stream).arrayBuffer()).toString('base64url')
    expect(packed.length).toBeLessThan(shareLimits.link)
    expect(await sharedIn(`#1.${packed}`)).toBeUndefined()
  })
})
