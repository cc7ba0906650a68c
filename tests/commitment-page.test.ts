import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseDocuments } from '../src/model/documents.ts'
import { forms } from '../src/model/generated/forms.ts'
import { keysOf, withKeys } from '../tools/commitment-docs.ts'

const page = readFileSync(new URL('../docs/commitment.md', import.meta.url), 'utf8')

test('the page tells every key as the schema does; if not: `npx tsx tools/commitment-docs.ts`', () => {
  expect(withKeys(page)).toBe(page)
})

test('no key that is read is missing, and each has a meaning and an example', () => {
  const known = (name: string): string[] => {
    const form = forms[name]
    return Object.keys(form?.properties ?? form?.else?.properties ?? {})
  }
  const told = (what: 'commitment' | 'requirement'): string[] =>
    keysOf(what)
      .map(({ key }) => key)
      .filter((key) => !key.includes('.'))
  expect(told('commitment').sort()).toEqual(known('Commitment').sort())
  expect(told('requirement').sort()).toEqual(known('Commitment.requirement').sort())
  const rows = [...keysOf('commitment'), ...keysOf('requirement')]
  expect(
    rows.filter(
      ({ key, means, example }) => means.trim() === '' || !example.startsWith(`\`${key.split('.').at(-1)}: `) || /: `$/.test(example),
    ),
  ).toEqual([])
})

test('what the page shows is read without a mistake, and so are its examples together', () => {
  const [, shown = ''] = /^```yaml\n([\s\S]*?)^```/m.exec(page) ?? []
  const examples = (what: 'commitment' | 'requirement', without: readonly string[], indent: string): string =>
    keysOf(what)
      .filter(({ key }) => !key.includes('.') && !without.includes(key))
      .map(({ example }) => `${indent}${example.slice(1, -1)}\n`)
      .join('')
  const requirement = examples('requirement', ['same'], '    ').replace('   ', '  -')
  const whole = `${examples('commitment', ['count', 'goToMarketOnlyIf'], '')}goToMarketOnlyIf:\n${requirement}`
  for (const text of [shown, whole]) expect([text, parseDocuments([{ file: 'rules/promise.yaml', text }]).diagnostics]).toEqual([text, []])
})
