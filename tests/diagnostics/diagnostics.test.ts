import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codes, type DiagnosticCode } from '../../src/source/codes.ts'
import { type Case, cases } from './cases.ts'
import { printedBy, type Said, saidOf } from './doors.ts'
import { goldenCodes, goldenText, readGolden, removeGolden, updates, writeGolden } from './golden.ts'
import { wrongWith } from './style.ts'

const declared = Object.keys(codes) as DiagnosticCode[]
const said = new Map<Case, Said>()

beforeAll(async () => {
  for (const given of cases) said.set(given, await saidOf(given))
})

afterAll(() => {
  if (!updates) return
  for (const code of goldenCodes()) if (!declared.some((known) => known === code)) removeGolden(code)
})

const whatIsSaid = (given: Case): Said => {
  const found = said.get(given)
  if (!found) throw new Error(`nothing was said of "${given.did}"`)
  return found
}

describe.each(cases.map((given) => [`${given.code}: the author ${given.did}`, given] as const))('%s', (_, given) => {
  test('is one mistake and one diagnostic, which reads as agreed and marks what it names', () => {
    const wrong = wrongWith(given, whatIsSaid(given))
    if (given.bug === undefined) expect(wrong).toEqual([])
    else expect(wrong.length, 'the bug is mended: take `bug` out of the case').toBeGreaterThan(0)
  })

  test('its severity is the declared one', () => {
    for (const { code, severity } of whatIsSaid(given).diagnostics) expect(severity).toBe(codes[code].severity)
  })
})

describe('goldens', () => {
  test.each(declared)('%s reads as before', (code) => {
    const parts = cases.filter((given) => given.code === code).map((given) => ({ given, said: whatIsSaid(given) }))
    expect(parts.length, 'every declared code has a case').toBeGreaterThan(0)
    const text = goldenText(code, parts)
    if (updates) writeGolden(code, text)
    expect(text).toBe(readGolden(code))
  })

  test('there is none for a code that is not declared', () => {
    if (updates) return
    expect(goldenCodes().filter((code) => !declared.some((known) => known === code))).toEqual([])
  })
})

describe('the command line prints what the goldens show', () => {
  // The command line tells a wrong `--now` before it looks at any file.
  const asChecked = cases.filter(
    ({ code, door, args, alone }) => door === 'check' && Object.keys(args).length === 0 && !alone && code !== 'world/wrong-now',
  )
  const oneOfEach = [...new Map(asChecked.map((given) => [given.room, given])).values()]

  test.each(oneOfEach.map((given) => [`${given.code}: the author ${given.did}`, given] as const))('%s', async (_, given) => {
    const { diagnostics, print } = whatIsSaid(given)
    const printed = await printedBy(given, ['check'])
    for (const item of diagnostics.filter(({ code }) => code === given.code)) expect(printed).toContain(print(item))
  })
})

test('no two cases tell the same story', () => {
  const stories = cases.map(({ code, did }) => `${code}: ${did}`)
  expect(stories.filter((story, index) => stories.indexOf(story) !== index)).toEqual([])
})

test('no two codes mean the same', () => {
  const meanings = declared.map((code) => codes[code].means)
  expect(meanings.filter((meaning, index) => meanings.indexOf(meaning) !== index)).toEqual([])
})
