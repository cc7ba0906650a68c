import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { gate, inShort, type Scenario, words } from './gate.ts'

/** One law with a launch that puts it to the test. */
interface TrapCase extends Scenario {
  readonly law: string
  /** What the gate must answer, as `inShort` words it. */
  readonly says: string
  /** What the diagnostic or its hint must contain. */
  readonly words?: string
  /** The line that the diagnostic must point at. */
  readonly line?: number
}

interface CaseFile {
  readonly title: string
  readonly groups: Readonly<Record<string, readonly TrapCase[]>>
}

const folder = new URL('cases/', import.meta.url)
const files = readdirSync(folder).map((file) => parse(readFileSync(new URL(file, folder), 'utf8')) as CaseFile)

for (const { title, groups } of files) {
  describe(title, () => {
    for (const [group, cases] of Object.entries(groups)) {
      describe(group, () => {
        test.each(cases.map((item) => [item.law, item] as const))('%s', async (_, item) => {
          const reply = await gate(item)
          expect(inShort(reply)).toBe(item.says)
          for (const error of reply.errors) {
            expect(words(error)).toContain(item.words ?? '')
            expect(words(error), 'in our own words, on one line').not.toMatch(
              /\n|instancePath|schema|must match|undefined|at line \d|Map keys must|YAML[A-Z]|Excessive/,
            )
            expect(error.range?.start.line).toBe(item.line ?? error.range?.start.line)
            expect(error.range, 'it points at a place').toBeDefined()
          }
        })
      })
    }
  })
}

test('every law of the case files has a title of its own', () => {
  const laws = files.flatMap(({ groups }) => Object.values(groups).flat()).map((item) => item.law)
  expect(laws.filter((law, index) => laws.indexOf(law) !== index)).toEqual([])
})
