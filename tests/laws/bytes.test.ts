import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, digestOfDecision, judge, parseDocuments } from '../../src/index.ts'
import { check, commitmentText, decided, facts, launchText, now, requirements, supplied } from './world.ts'

describe('law 6: same inputs, same now, same bytes', () => {
  test('the order in which files are given changes nothing, and the digest is that of the decision without it', () => {
    check(
      fc.property(requirements, requirements, facts(supplied), facts(supplied), fc.nat(), (first, second, given, others, seed) => {
        const files = [
          { file: 'one.yaml', text: commitmentText(first, 'one') },
          { file: 'two.yaml', text: commitmentText(second, 'two') },
          { file: 'launch.yaml', text: launchText(given) },
          {
            file: 'facts.yaml',
            text: launchText(others)
              .replace('"kind": "Launch"', '"kind": "Facts"')
              .replace('"id": "l",\n "title": "L",\n "owner": "team"', '"launch": "l"'),
          },
        ]
        const shuffled = files.map((file, index) => ({ file, key: (seed * (index + 7)) % 11 })).sort((a, b) => a.key - b.key)
        const [a, b] = [files, shuffled.map(({ file }) => file)].map((list) => {
          const documents = parseDocuments(list)
          const [launch] = documents.launches
          if (!launch) throw new Error('no launch')
          return decided(judge({ ...documents, launch, now }))
        })
        if (!a || !b) throw new Error('no decision')
        expect(canonicalJson(a)).toBe(canonicalJson(b))
        expect(a.digest).toBe(digestOfDecision(a))
      }),
    )
  })
})
