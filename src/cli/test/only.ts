import type { TestInput } from '../../authoring/test-case.ts'
import type { TestCase } from '../../model/commitment-test.ts'
import { didYouMean } from '../../source/suggest.ts'
import { UsageError } from '../io.ts'

/** Which cases `--only` asks for: those that expect something of a requirement, else those whose name holds the text. */
export function testFilter(only: string | undefined, tests: readonly TestInput[]): (item: TestCase, input: TestInput) => boolean {
  if (only === undefined) return () => true
  const local = only.slice(only.indexOf('/') + 1)
  const isOf = (item: TestCase, { test }: TestInput): boolean =>
    item.expect.some(({ subject }) => subject === local) && (only === local || ownsOrLists(test.commitment, only, tests))
  const all = tests.flatMap((input) => input.test.cases.map((item) => ({ item, input })))
  if (all.some(({ item, input }) => isOf(item, input))) return isOf
  const text = only.toLowerCase()
  const isNamed = (item: TestCase): boolean => item.name.toLowerCase().includes(text)
  if (tests.length === 0 || all.some(({ item }) => isNamed(item))) return isNamed
  const subjects = new Set(all.flatMap(({ item }) => item.expect.map(({ subject }) => subject)))
  throw new UsageError(`--only: no case is named so or expects something of \`${only}\``, didYouMean(only, subjects))
}

function ownsOrLists(commitment: string, id: string, tests: readonly TestInput[]): boolean {
  return tests.some((input) =>
    input.commitments.some(
      (item) => item.id === commitment && item.entries.some((entry) => (entry.kind === 'same' ? entry.same : entry.id) === id),
    ),
  )
}

/** Which requirements `--only` asks for: the one that it names, else all. */
export function requirementFilter(only: string | undefined, tests: readonly TestInput[]): (id: string) => boolean {
  const isNamed = (id: string): boolean => id === only || id.slice(id.indexOf('/') + 1) === only
  const ids = tests.flatMap((input) =>
    input.commitments.flatMap((item) => item.entries.map((entry) => (entry.kind === 'same' ? entry.same : entry.id))),
  )
  return ids.some(isNamed) ? isNamed : () => true
}
