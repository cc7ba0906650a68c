import type { Facts } from '../model/facts.ts'
import type { Launch } from '../model/launch.ts'
import type { Vocabulary } from '../model/typing-context.ts'
import { hasErrors } from '../source/diagnostic.ts'
import { type Bits, emptyBits, foldBits, negatedBits, setValue } from './bits.ts'
import { type ColumnVerdicts, verdictsOf } from './column-verdicts.ts'
import type { PreparedJudge } from './judge.ts'
import type { Judgement } from './judgement.ts'
import type { Program } from './program.ts'
import { valueOfResult } from './reason.ts'
import type { Row } from './row.ts'
import { type Kept, ListColumn, type NamedBits, testsOf } from './test-columns.ts'

/** A launch with the parts that other teams supply. */
export interface ColumnInput {
  readonly launch: Launch
  readonly facts?: readonly Facts[]
}

/** Many launches judged once, so that they can be judged again by edited commitments, of which only what is new is tested. */
export interface Columns extends ColumnVerdicts {
  /** Judges the same launches by other commitments; whatever catalog, mappings, waivers and time come with them are heeded. */
  again(edited: PreparedJudge): Columns
}

/** Judges many launches by one key, test by test: for asking what would be. What it says is never enforced or recorded. */
export function judgeColumns(prepared: PreparedJudge, inputs: readonly ColumnInput[]): Columns {
  const { program } = prepared.plan
  const points = program.readings.map(() => new Float64Array(inputs.length))
  const states = program.asks.map(() => new Uint8Array(inputs.length))
  const tests = program.testNames.map(() => emptyBits(inputs.length))
  const lists = program.readings.map(({ leaf, scale }) => (leaf.type === 'list' && scale ? new ListColumn(inputs.length) : undefined))
  const rows: (Row | undefined)[] = []
  const cases = inputs.map(({ launch, facts }, at) => {
    rows[at] = undefined
    const { judged } = prepared.open(launch, facts)
    if (!judged) return undefined
    const row = judged.input.slots.row(program)
    rows[at] = row
    for (let reading = 0; reading < points.length; reading++) {
      const column = points[reading] as Float64Array
      column[at] = row.points[reading] as number
      lists[reading]?.enter(at, row.lists[reading])
    }
    // The states and results of the program are those of the run that has just been.
    for (let ask = 0; ask < states.length; ask++) (states[ask] as Uint8Array)[at] = program.states[ask] as number
    for (let test = 0; test < tests.length; test++) setValue(tests[test] as Bits, at, valueOfResult(program.results[test] as number))
    return judged.input
  })
  return columnsOf(prepared, inputs, {
    cases,
    base: program,
    rows,
    // A reading that only tests of another kind look at has no points.
    points: byName(program.readings, points, ({ scale }) => scale !== undefined),
    lists: byName(program.readings, lists),
    states: byName(program.asks, states),
    tests: new Map(tests.map((bits, test) => [program.testNames[test] as string, bits])),
    named: { numbers: new Map(), bits: [] },
  })
}

function byName<N extends { readonly name: string }, T>(
  named: readonly N[],
  columns: readonly (T | undefined)[],
  has = (_: N) => true,
): Map<string, T> {
  return new Map(named.flatMap((item, index) => (has(item) && columns[index] !== undefined ? [[item.name, columns[index]] as const] : [])))
}

function columnsOf(prepared: PreparedJudge, inputs: readonly ColumnInput[], kept: Kept): Columns {
  const { plan, now } = prepared
  const waived = new Set(plan.linked.waivers.map(({ waiver }) => waiver.launch))
  const apart = new Map<number, Judgement>()
  // Of many launches even a look at each takes time.
  if (waived.size > 0)
    inputs.forEach(({ launch, facts }, at) => {
      const judged = waived.has(launch.id) ? prepared.open(launch, facts).judged : undefined
      if (judged) apart.set(at, judged.judgement)
    })
  const isDecided = (at: number): boolean => kept.cases[at] !== undefined
  const { values, named } = valuesOf(plan.program, kept)
  return {
    ...verdictsOf(plan, { now, count: inputs.length, values, apart, isDecided }),
    again: (edited) =>
      // Commitments with errors decide nothing.
      edited.now === now && !hasErrors(edited.diagnostics) && isSame(edited.plan.linked.vocabulary, plan.linked.vocabulary)
        ? columnsOf(edited, inputs, { ...kept, named, tests: testsOf(edited.plan.program, kept) })
        : judgeColumns(edited, inputs),
  }
}

/** Whether facts mean the same: entries are compared by identity, for what has been parsed again may have been edited. */
function isSame(a: Vocabulary, b: Vocabulary): boolean {
  return (
    a.closed === b.closed && a.entries.size === b.entries.size && [...a.entries].every(([path, entry]) => b.entries.get(path) === entry)
  )
}

/** The values of leaves, then those of folds; what is named as something kept is not folded again. */
function valuesOf(
  { folds, leafTests, leafFlips, testNames }: Program,
  { cases, tests, named }: Kept,
): { values: Bits[]; named: NamedBits } {
  const count = cases.length
  const numbers = new Map(named.numbers)
  const bits = [...named.bits]
  const numberOf = (name: string, make: () => Bits): number => {
    const known = numbers.get(name)
    if (known !== undefined) return known
    numbers.set(name, bits.length)
    return bits.push(make()) - 1
  }
  const found = Array.from(leafTests, (test, leaf) => {
    const name = testNames[test] ?? ''
    const flip = leafFlips[leaf] ?? 0
    return numberOf(`${flip}${name}`, () => {
      const own = tests.get(name) ?? emptyBits(count)
      return flip ? negatedBits(own, count) : own
    })
  })
  for (let fold = 0; fold < folds.needs.length; fold++) {
    const need = folds.needs[fold] ?? 0
    const parts = Array.from(folds.parts.subarray(folds.starts[fold], folds.starts[fold + 1]), (part) => found[part] ?? -1)
    found.push(
      numberOf(`${need} of ${parts.join(' ')}`, () =>
        foldBits(
          parts.map((part) => bits[part] ?? emptyBits(count)),
          need,
          count,
        ),
      ),
    )
  }
  return { values: found.map((number) => bits[number] ?? emptyBits(count)), named: { numbers, bits } }
}
