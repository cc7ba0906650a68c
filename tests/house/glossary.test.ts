import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { JudgedRequirement } from '../../src/model/generated/types.ts'
import { groupsOf } from '../../src/report/requirement-groups.ts'
import { views } from '../../src/web/views.ts'

const glossary = readFileSync(new URL('../../GLOSSARY.md', import.meta.url), 'utf8')
const words = [...glossary.matchAll(/^\| ([^|]+) \|/gm)].map(([, word = '']) => word)

/** One requirement for each group that there is. */
const judged = (['met', 'unmet', 'unknown', 'waived', 'not-applicable'] as const).flatMap((outcome) =>
  (['blocking', 'advisory'] as const).map((enforcement) => ({ outcome, enforcement }) as JudgedRequirement),
)

test('the words that head what people read are explained in the glossary', () => {
  const groups = groupsOf(judged).map(({ name }) => name)
  const navigation = views.flatMap(({ nav }) => (nav === undefined ? [] : [nav]))
  expect([groups.length, navigation.length]).toEqual([6, 9])
  const isExplained = (word: string): boolean => words.some((known) => known === word || known.startsWith(`${word},`))
  expect([...groups, ...navigation, 'Gate'].filter((word) => !isExplained(word))).toEqual([])
})
