import type { CatalogEntry } from '../model/catalog.ts'
import { formatDate, formatDay } from '../model/date.ts'
import type { TypedLeaf, TypedOperand } from '../model/typed.ts'
import type { Value } from '../model/value.ts'
import type { ScalarNode, SourceNode } from '../source/node.ts'
import { readOperandFact } from './leaf.ts'
import type { LeafWorld } from './slot.ts'

/** Of what many tests ask of one fact no more is tried: each value is held against every test of the fact, and against every other value. */
const mostNodes = 200
/** Lists are long to make and to look at. */
const mostSizes = 20

/** Values worth trying for a fact: those at and just beyond each bound that its tests name, each once. */
export function candidateNodes(leaves: readonly TypedLeaf[], entry: CatalogEntry | undefined, world: LeafWorld): SourceNode[] {
  const nodes: SourceNode[] = []
  const seen = new Set<string>()
  for (const node of nodesWorthTrying(leaves, entry, world)) {
    const key = node.kind === 'scalar' ? `${typeof node.value}:${node.text}` : JSON.stringify(node)
    if (!seen.has(key)) nodes.push(node)
    seen.add(key)
    if (nodes.length === mostNodes) break
  }
  return nodes
}

function* nodesWorthTrying(leaves: readonly TypedLeaf[], entry: CatalogEntry | undefined, world: LeafWorld): Generator<SourceNode> {
  if (leaves.some((leaf) => leaf.type === 'list')) yield* listNodes(leaves, world)
  else {
    for (const leaf of leaves) yield* scalarNodes(leaf, world)
    yield* between(leaves, world)
    yield* framedTexts(leaves, world)
  }
  if (leaves.some((leaf) => leaf.type === 'any')) yield scalar('yes', 'yes')
  for (const bound of entry?.range ?? []) yield* around(bound)
  for (const choice of entry?.choices ?? []) yield scalar(choice, choice)
}

function scalarNodes(leaf: TypedLeaf, world: LeafWorld): SourceNode[] {
  const { operator } = leaf.leaf
  const values = operandValues(leaf.operand, world)
  if (operator === 'withinLast' || operator === 'withinNext') {
    const sign = operator === 'withinNext' ? 1 : -1
    return values.flatMap((value) =>
      value.type === 'duration'
        ? [0, Math.floor(value.duration.ms / 86_400_000), -1].map((days) => text(formatDay(world.clock.today + sign * days)))
        : [],
    )
  }
  if (leaf.operand.kind === 'tests')
    return sizes(leaf.operand.tests, world).map((size) => text('x'.repeat(Math.min(Math.max(size, 0), 1000))))
  if (leaf.type === 'text' || leaf.type === 'choice') return [...values.flatMap(around), text('x')]
  return values.flatMap(around)
}

/** Numbers between neighbouring bounds, however close these are. */
function* between(leaves: readonly TypedLeaf[], world: LeafWorld): Generator<SourceNode> {
  for (const type of ['number', 'percent'] as const) {
    const bounds = leaves
      .flatMap((leaf) => operandValues(leaf.operand, world))
      .flatMap((value) => (value.type === type ? [value.number] : []))
    const sorted = [...new Set(bounds)].sort((a, b) => a - b)
    for (let i = 1; i < sorted.length; i++) {
      const middle = ((sorted[i - 1] ?? 0) + (sorted[i] ?? 0)) / 2
      yield type === 'number' ? number(middle) : text(`${middle}%`)
    }
  }
}

/** Texts that start and end as tests ask, together. */
function* framedTexts(leaves: readonly TypedLeaf[], world: LeafWorld): Generator<SourceNode> {
  const parts = (operator: string): string[] =>
    leaves
      .filter((leaf) => leaf.leaf.operator === operator)
      .flatMap((leaf) => operandValues(leaf.operand, world))
      .flatMap((value) => ('text' in value ? [value.text] : []))
  const starts = parts('startsWith')
  const ends = parts('endsWith')
  for (const start of starts)
    for (const end of ends) {
      yield text(start + end)
      yield text(`${start}x${end}`)
    }
}

/** A list with everything that some test wants and nothing that one refuses, in the sizes that are asked for. */
function* listNodes(leaves: readonly TypedLeaf[], world: LeafWorld): Generator<SourceNode> {
  const wanted = new Map<string, SourceNode>()
  const refused = new Map<string, SourceNode>()
  const counts = new Set<number>()
  for (const leaf of leaves) {
    if (leaf.operand.kind === 'tests') for (const size of sizes(leaf.operand.tests, world)) counts.add(size)
    const target = leaf.leaf.operator === 'excludes' ? refused : wanted
    for (const value of operandValues(leaf.operand, world)) {
      const node = nodeOf(value)
      target.set(node.text, node)
    }
  }
  const some = [...wanted.values()].filter((node) => node.kind === 'scalar' && !refused.has(node.text))
  for (const items of [some, [...wanted.values()], [text('other')], []]) yield list(items)
  for (const size of [...counts].slice(0, mostSizes)) {
    const filled = [...some]
    for (let i = filled.length; i < Math.min(size, 1000); i++) filled.push(text(`item-${i}`))
    yield list(filled.slice(0, Math.max(size, some.length)))
  }
}

function list(items: readonly SourceNode[]): SourceNode {
  return { kind: 'list', items, start: 0, end: 0 }
}

function sizes(tests: readonly TypedLeaf[], world: LeafWorld): number[] {
  return tests.flatMap((test) =>
    operandValues(test.operand, world).flatMap((value) =>
      'number' in value ? [value.number, value.number + 1, Math.max(0, value.number - 1)] : [],
    ),
  )
}

/** The values that an operand stands for in this launch. */
function operandValues(operand: TypedOperand, world: LeafWorld): Value[] {
  switch (operand.kind) {
    case 'value':
      return [operand.value]
    case 'values':
      return operand.values.flatMap((item) => operandValues(item, world))
    case 'launch-date':
      return world.clock.launchDay === undefined
        ? []
        : [{ type: 'date', date: { precision: 'day', day: world.clock.launchDay + operand.days } }]
    case 'fact': {
      const read = readOperandFact(operand, world)
      if (typeof read === 'number') return []
      if (read.items)
        return read.items.flatMap((item) =>
          item.kind === 'scalar' && typeof item.value === 'string' ? [{ type: 'text' as const, text: item.value }] : [],
        )
      return read.value ? [read.value] : []
    }
    default:
      return []
  }
}

/** A value and its neighbours just below and above. */
function around(value: Value): ScalarNode[] {
  switch (value.type) {
    case 'number':
    case 'count':
      return [0, 1, -1, 0.5, -0.5, 0.01, -0.01].map((step) => number(round(value.number + step)))
    case 'percent':
      return [0, 1, -1, 0.01, -0.01].map((step) => text(`${round(value.number + step)}%`))
    case 'boolean':
      return [boolean(value.boolean), boolean(!value.boolean)]
    case 'text':
    case 'choice':
      return [text(value.text), text(`${value.text}x`)]
    case 'date':
      return value.date.precision === 'instant'
        ? [text(formatDate(value.date)), ...[1, -1].map((step) => text(formatDay(value.date.day + step)))]
        : [0, 1, -1].map((step) => text(formatDay(value.date.day + step)))
    case 'duration':
      return durations(value.duration.ms)
    case 'money':
      return [0, 1, -1].map((step) => text(money(value.currency, value.amount + step * 100)))
    case 'version':
      return [text(nodeOf(value).text), text(`${value.version.numbers.join('.')}.1`), text('0.0.0')]
  }
}

/** A length of time and its neighbours, in the smallest unit that can be written. */
function durations(ms: number): ScalarNode[] {
  const [unit, name] = ms < 900_000_000 ? [1000, 's'] : ms < 50_000_000_000 ? [60_000, 'min'] : [3_600_000, 'h']
  return [Math.floor(ms / Number(unit)), Math.ceil(ms / Number(unit)) + 1, Math.max(0, Math.floor(ms / Number(unit)) - 1)].map((count) =>
    text(`${count}${name}`),
  )
}

function nodeOf(value: Value): ScalarNode {
  switch (value.type) {
    case 'number':
    case 'count':
      return number(value.number)
    case 'percent':
      return text(`${value.number}%`)
    case 'boolean':
      return boolean(value.boolean)
    case 'text':
    case 'choice':
      return text(value.text)
    case 'date':
      return text(formatDate(value.date))
    case 'duration':
      return text(value.duration.text)
    case 'money':
      return text(money(value.currency, value.amount))
    case 'version':
      return text(value.version.numbers.join('.') + (value.version.prerelease.length > 0 ? `-${value.version.prerelease.join('.')}` : ''))
  }
}

function money(currency: string, amount: number): string {
  return `${currency} ${amount < 0 ? '-' : ''}${Math.floor(Math.abs(amount) / 10_000)}.${String(Math.abs(amount) % 10_000).padStart(4, '0')}`
}

function round(value: number): number {
  return Number(value.toFixed(6))
}

function text(value: string): ScalarNode {
  return scalar(value, value)
}

function number(value: number): ScalarNode {
  return scalar(value, String(value))
}

function boolean(value: boolean): ScalarNode {
  return scalar(value, String(value))
}

function scalar(value: string | number | boolean, spelled: string): ScalarNode {
  return { kind: 'scalar', value, text: spelled, quoted: typeof value === 'string', start: 0, end: 0 }
}
