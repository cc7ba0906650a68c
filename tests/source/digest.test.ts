import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalForm, canonicalJson, digestOf } from '../../src/source/digest.ts'
import { native, portable } from '../../src/source/sha256.ts'

const key = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom('__proto__', 'constructor', '10', '9', '01', 'é', '\ud83d\ude00', 'A', 'a.b'),
)
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }),
    fc.double({ noDefaultInfinity: true, noNaN: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 5 }),
    fc.array(fc.tuple(key, tie('json')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
  ),
}))

test('canonical JSON is what the library of RFC 8785 writes, and reads back as the data', () => {
  fc.assert(
    fc.property(json, (data) => {
      const form = canonicalForm(data)
      expect(form.text).toBe(canonicalize(data))
      expect(JSON.stringify(form.data)).toBe(JSON.stringify(JSON.parse(form.text)))
    }),
    { numRuns: 3000 },
  )
})

test('data that JSON cannot hold has no canonical form', () => {
  for (const data of [Number.NaN, Number.POSITIVE_INFINITY, { a: [Number.NaN] }, undefined]) expect(() => canonicalJson(data)).toThrow()
})

test('what is not there is left out, and keys that count stand in the order of their text', () => {
  expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}')
  expect(canonicalJson({ 9: 1, 10: 2 })).toBe('{"10":2,"9":1}')
})

test('a digest is SHA-256 of the UTF-8 bytes', () => {
  expect(digestOf('abc')).toBe('sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('what Node brings and plain JavaScript give the same digest of every text, whole characters or not', () => {
  const own = native()
  expect(own?.('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.uint16Array().map((units) => String.fromCharCode(...units)),
  )
  fc.assert(fc.property(text, (given) => own?.(given) === portable(given)))
})

test('where there is nothing of the kind, plain JavaScript is used', () => {
  for (const host of [{}, { process: {} }, { process: { getBuiltinModule: () => undefined } }]) expect(native(host)).toBeUndefined()
})
