import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bodyOfMade } from '../../src/engine/decision.ts'
import { canonicalJson, type Decision, digestOfDecision, judge, parseDocuments } from '../../src/index.ts'
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

  test('a decision is what its canonical text says, its keys in that order, and nothing in it can be changed', () => {
    check(
      fc.property(requirements, facts(supplied), (demanded, given) => {
        const documents = parseDocuments([
          { file: 'rules.yaml', text: commitmentText(demanded) },
          { file: 'launch.yaml', text: launchText(given) },
        ])
        const [launch] = documents.launches
        if (!launch) throw new Error('no launch')
        const decision = decided(judge({ documents, launch, now }))
        const { apiVersion, kind, digest, ...rest } = decision
        const text = canonicalJson({ apiVersion, kind, ...rest })
        expect(bodyOfMade(decision)).toBe(text)
        const { apiVersion: _, kind: __, ...read } = JSON.parse(text) as Omit<Decision, 'digest'>
        expect(JSON.stringify(decision)).toBe(JSON.stringify({ apiVersion, kind, digest, ...read }))
        expect(thawed(decision)).toEqual([])
        // A copy may have been changed: nothing is known of it.
        expect(bodyOfMade({ ...decision })).toBeUndefined()
      }),
    )
  })
})

/** Paths of what could still be changed. */
function thawed(data: unknown, path = ''): string[] {
  if (typeof data !== 'object' || data === null) return []
  const inside = Object.entries(data).flatMap(([key, value]) => thawed(value, `${path}/${key}`))
  return Object.isFrozen(data) ? inside : [path, ...inside]
}
