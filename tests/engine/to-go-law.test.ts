import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judge } from '../../src/engine/judge.ts'
import { parseDocuments } from '../../src/model/documents.ts'
import type { Decision } from '../../src/model/generated/types.ts'
import { type Data, type Fields, head, now, pick } from './arbitrary-values.ts'

/** All values that bounds of whole numbers from 0 to 3 can tell apart; undefined is no value. */
const grid = [-1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4] as const
type Given = { readonly a: number | undefined; readonly b: number | undefined }

const bound = fc.integer({ min: 0, max: 3 })
const byNumber = fc
  .tuple(pick(['a', 'a', 'b']), pick(['atLeast', 'atMost', 'moreThan', 'lessThan', 'equals', 'notEquals']), bound)
  .map(([fact, operator, operand]): Fields => ({ [fact]: { [operator]: operand } }))
/** Tests that no fact makes good: of the launch, of a table that says nothing, of a fact beside one that nobody supplied. */
const beyond = pick<Fields>([
  { 'launch.tier': 1 },
  { 'launch.tier': 2 },
  { looked: { atLeast: 1 } },
  { known: { atLeast: 1 } },
  { known: { atLeast: 3 } },
  { a: { atLeast: { fact: 'absent' } } },
])
const leaf = fc.oneof({ weight: 5, arbitrary: byNumber }, { weight: 1, arbitrary: beyond })
const parts = fc.array(leaf, { minLength: 1, maxLength: 3 })
const condition: fc.Arbitrary<Fields> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  { weight: 1, arbitrary: parts.map((all): Fields => ({ all })) },
  { weight: 1, arbitrary: parts.map((any): Fields => ({ any })) },
)
const requirement = fc
  .tuple(condition, fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: leaf }))
  .map(([require, appliesWhen]): Fields => ({ title: 't', owner: 'o', require, ...(appliesWhen && { appliesWhen }) }))

const catalog: Fields = {
  ...head,
  kind: 'FactCatalog',
  facts: {
    ...{ a: { type: 'number' }, b: { type: 'number' }, absent: { type: 'number' } },
    looked: { type: 'number', lookup: { from: 'launch.markets', table: { DE: 1 } } },
    known: { type: 'number', lookup: { from: 'launch.maturity', table: { ga: 2 } } },
  },
}

function decide(requirements: readonly Fields[], { a, b }: Given): Decision | undefined {
  const facts = { ...(a !== undefined && { a }), ...(b !== undefined && { b }) }
  const launch = { ...head, kind: 'Launch', id: 'l', title: 'L', owner: 'o', tier: 2, maturity: 'ga', markets: ['BR'], facts }
  const entries = requirements.map((item, at): Fields => ({ id: `r${at}`, ...item }))
  const commitment = { ...head, kind: 'Commitment', id: 'c', title: 'C', owner: 'o', goToMarketOnlyIf: entries }
  const file = (name: string, data: Data): { file: string; text: string } => ({ file: name, text: JSON.stringify(data) })
  const read = parseDocuments([file('c.yaml', commitment), file('catalog.yaml', catalog), file('l.yaml', launch)])
  const [manifest] = read.launches
  return manifest && judge({ ...read, catalog: read.catalogs, launch: manifest, now }).decision
}

function openIn({ requirements }: Decision): string[] {
  return requirements.filter(({ outcome }) => outcome === 'unmet' || outcome === 'unknown').map(({ id }) => id)
}

test('what is said to make it a go does, with manifests that say so; and what is said to contradict itself fits no manifest', () => {
  const seen = { possible: 0, some: 0, contradiction: 0, lookup: 0 }
  fc.assert(
    fc.property(
      fc.array(requirement, { minLength: 2, maxLength: 5 }),
      pick([undefined, 0, 2, 3]),
      pick([undefined, 1, 2.5]),
      (list, a, b) => {
        const before = decide(list, { a, b })
        if (!before?.blocked) return
        const { possible, changes, blockedBy, obstacles = [] } = before.toGo
        const named = new Set(changes.map(({ fact }) => fact))
        const tried = (fact: 'a' | 'b', value: number | undefined): readonly (number | undefined)[] => (named.has(fact) ? grid : [value])
        const reached = tried('a', a).some((x) =>
          tried('b', b).some((y) => {
            const after = decide(list, { a: x, b: y })
            return after && (possible ? !after.blocked : openIn(after).every((id) => blockedBy.includes(id)))
          }),
        )
        expect(reached).toBe(true)
        seen.possible += possible && named.size > 0 ? 1 : 0
        seen.some += !possible && named.size > 0 ? 1 : 0
        seen.lookup += obstacles.some(({ kind }) => kind === 'lookup') ? 1 : 0
        for (const { requirement: id, kind, against = [] } of obstacles) {
          expect(blockedBy).toContain(id)
          if (kind !== 'contradiction') continue
          seen.contradiction++
          // Without what stands behind a wall none is left open for that.
          const walled = new Set(obstacles.filter((item) => item.kind !== 'contradiction').map((item) => item.requirement))
          const torn = [id, ...against]
          if (torn.some((item) => walled.has(item))) continue
          // Facts by which requirements apply are not turned.
          const scope = (decision: Decision): string =>
            JSON.stringify(decision.requirements.filter((item) => torn.includes(item.id)).map(({ applies }) => applies.result))
          const fits = grid.some((x) =>
            grid.some((y) => {
              const after = decide(list, { a: x, b: y })
              return after && scope(after) === scope(before) && !openIn(after).some((open) => torn.includes(open))
            }),
          )
          expect(fits).toBe(false)
        }
      },
    ),
    { numRuns: 100 },
  )
  expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(2)
})
