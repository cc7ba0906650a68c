import { isOutOfRange } from '../../model/catalog.ts'
import type { Operator } from '../../model/condition.ts'
import { dayOfInstant, formatDay, formatInstant } from '../../model/date.ts'
import type { Launch } from '../../model/launch.ts'
import { formatLaunchOffset } from '../../model/launch-offset.ts'
import { isLaunchPath } from '../../model/path.ts'
import { type TypedLeaf, type TypedOperand, typedLeavesOf } from '../../model/typed.ts'
import { readValue } from '../../model/value.ts'
import { type JsonValue, type ScalarNode, type SourceNode, toData } from '../../source/node.ts'
import { stepsOf } from '../mutation/step.ts'
import { type CaseDraft, changing, flowData, likeNode } from './case-text.ts'

/** What the cases of a test start from. */
export interface Ground {
  readonly launch: Launch
  /** The time of the cases, in milliseconds. */
  readonly now: number
}

/** What a fact is called in the name of a case. */
export function factName({ leaf, entry }: TypedLeaf): string {
  return (entry?.name ?? leaf.fact.replace(/^launch\./, 'launch ')).replace(/^./, (first) => first.toLowerCase())
}

/** Values of a leaf's fact on either side of its bar: just at it, and one step off. */
export function valueCases(typed: TypedLeaf, ground: Ground): CaseDraft[] {
  const { leaf } = typed
  const name = factName(typed)
  const to: To = (words, text, isEdge) => changing(`${name}, ${words}`, leaf.fact, text, isEdge)
  return (ownCases[leaf.operator] ?? barCases)(typed, ground, to)
}

/** Makes the case in which the fact of a leaf is a value, written as it stands in YAML; an edge is a value at the bar itself. */
type To = (words: string, text: string, isEdge?: boolean) => CaseDraft

type Cases = (typed: TypedLeaf, ground: Ground, to: To) => CaseDraft[]

/** Operators whose values do not lie around a bar. */
const ownCases: Readonly<Partial<Record<Operator, Cases>>> = {
  present: () => [],
  withinLast: withinCases,
  withinNext: withinCases,
  size: sizeCases,
  startsWith: ({ operand }, _, to) =>
    textsOf(operand).flatMap((text) => [
      to(`another beginning than ${text}`, flowData(`x${text}`)),
      to(`it begins with ${text} and goes on`, flowData(`${text}x`)),
    ]),
  endsWith: ({ operand }, _, to) =>
    textsOf(operand).flatMap((text) => [
      to(`another end than ${text}`, flowData(`${text}x`)),
      to(`it ends with ${text}`, flowData(`x${text}`)),
    ]),
  matches: (_typed, _ground, to) => [to('something else', 'something else')],
  every: itemCases,
  some: itemCases,
  none: itemCases,
  includes: listCases,
  excludes: listCases,
  includesAll: listCases,
  includesAny: listCases,
}

/** The values that a fact is compared with, those a step beside them, and one that is none of these. */
function barCases(typed: TypedLeaf, ground: Ground, to: To): CaseDraft[] {
  const bars = literalsOf(typed.operand, ground)
  const around = bars.flatMap((bar) => [
    to(typeof bar.value === 'boolean' ? bar.text : `exactly ${bar.text}`, likeNode(bar, bar.text), true),
    ...stepsOf(bar)
      .filter((text) => mayBe(text, bar, typed))
      .map((text, index) => ({
        ...to(besideWords(bar, text, index), likeNode(bar, text)),
        ...(isOdd(text, bar, typed) && { isOdd: true }),
      })),
  ])
  const others = [
    ...(typed.entry?.choices ?? []).filter((choice) => !bars.some((bar) => bar.text === choice)),
    ...(bars.some((bar) => stepsOf(bar).length > 0) ? [] : ['something else']),
  ]
  return [...around, ...others.map((text) => to(text, flowData(text)))]
}

/** Whether a value next to a bar is one that the fact can have: the type or the catalog may end at the bar, as counts do at 0. */
function mayBe(text: string, bar: ScalarNode, { leaf, type, entry }: TypedLeaf): boolean {
  const scalar = type === 'any' || type === 'list' || type === 'sized' ? undefined : type
  if (leaf.fact === 'launch.tier') return Number(text) >= 1
  if (scalar === undefined || isLaunchPath(leaf.fact)) return true
  const reading = readValue(scalar, {
    ...bar,
    text,
    value: typeof bar.value === 'number' ? Number(text) : typeof bar.value === 'boolean' ? text === 'true' : text,
  })
  return reading.ok && !(entry && isOutOfRange(entry, reading.value))
}

/** Most facts that nobody described and that are compared with 0 are counts; what lies above it shows as much of an `equals`. */
function isOdd(text: string, bar: ScalarNode, { leaf, entry }: TypedLeaf): boolean {
  return (
    entry === undefined && text.startsWith('-') && !bar.text.startsWith('-') && !['atLeast', 'moreThan', 'between'].includes(leaf.operator)
  )
}

function besideWords({ value, text: bar }: ScalarNode, text: string, index: number): string {
  return typeof value === 'boolean' ? text : `${text}, just ${index === 0 && stepsFall(text, bar) ? 'below' : 'above'} ${bar}`
}

function stepsFall(text: string, bar: string): boolean {
  return Number.parseFloat(text) < Number.parseFloat(bar) || text < bar
}

/** The literals that a value is compared with, other facts as the base launch states them, days as they fall for it. */
function literalsOf(operand: TypedOperand, ground: Ground): ScalarNode[] {
  switch (operand.kind) {
    case 'value':
      return [operand.node]
    case 'values':
      return operand.values.flatMap((item) => literalsOf(item, ground))
    case 'launch-date': {
      const { date } = ground.launch
      return date ? [textNode(formatDay(date.day + operand.days))] : [textNode(formatLaunchOffset(operand.days))]
    }
    case 'fact': {
      const node = nodeAt(ground, operand.fact)
      return node?.kind === 'scalar' ? [node] : []
    }
    default:
      return []
  }
}

function withinCases({ leaf, operand }: TypedLeaf, { now }: Ground, to: To): CaseDraft[] {
  const [bar] = operand.kind === 'value' && operand.value.type === 'duration' ? [operand.value.duration] : []
  if (!bar) return []
  const sign = leaf.operator === 'withinLast' ? -1 : 1
  const [ago, after] = sign < 0 ? ['ago', 'ahead'] : ['ahead', 'ago']
  const today = dayOfInstant(now)
  if (bar.days === undefined)
    return [
      to(`${bar.text} ${ago}`, formatInstant(now + sign * bar.ms)),
      to(`a second more than ${bar.text} ${ago}`, formatInstant(now + sign * (bar.ms + 1000))),
    ]
  return [
    to(`${bar.days} days ${ago}`, formatDay(today + sign * bar.days), true),
    to(`${bar.days + 1} days ${ago}`, formatDay(today + sign * (bar.days + 1))),
    to(`a day ${after}`, formatDay(today - sign)),
  ]
}

function sizeCases({ leaf, operand }: TypedLeaf, ground: Ground, to: To): CaseDraft[] {
  if (operand.kind !== 'tests') return []
  const bars = operand.tests
    .flatMap((test) => literalsOf(test.operand, ground))
    .flatMap(({ value }) => (typeof value === 'number' ? [value] : []))
  const sizes = [...new Set(bars.flatMap((bar) => [bar - 1, bar, bar + 1]))].filter((size) => size >= 0 && size <= 200)
  const node = nodeAt(ground, leaf.fact)
  const isText = node?.kind === 'scalar'
  const items = listAt(ground, leaf.fact)
  return sizes.map((size) => {
    const list = Array.from({ length: size }, (_, index) => items[index] ?? `another ${index + 1}`)
    const text = (isText ? node.text : '').padEnd(size, 'x').slice(0, size)
    return isText
      ? to(`${size} characters`, flowData(text), bars.includes(size))
      : to(size === 1 ? 'one item' : `${size} items`, flowData(list), bars.includes(size))
  })
}

function listCases({ leaf, operand }: TypedLeaf, ground: Ground, to: To): CaseDraft[] {
  const wanted = operand.kind === 'fact' ? listAt(ground, operand.fact) : textsOf(operand)
  const items = listAt(ground, leaf.fact)
  const isWanted = (item: JsonValue): boolean => wanted.some((want) => want === item)
  const rest = items.filter((item) => !isWanted(item))
  if (leaf.operator === 'includesAny')
    return [
      ...wanted.map((want) => to(`only ${String(want)}`, flowData([...rest, want]), true)),
      to('none of those asked for', flowData([...rest, 'something else'])),
    ]
  const without = (wanted.length > 0 ? wanted : items).map((want) =>
    to(`without ${String(want)}`, flowData(items.filter((item) => item !== want))),
  )
  if (leaf.operator !== 'excludes') return without
  return [...without, ...wanted.map((want) => to(`with ${String(want)}`, flowData([...items.filter((item) => item !== want), want])))]
}

function itemCases({ leaf, operand }: TypedLeaf, ground: Ground, to: To): CaseDraft[] {
  return [
    ...itemLiterals(operand).flatMap((text) => [
      to(`only ${text}`, flowData([text]), leaf.operator !== 'some'),
      to(`only x${text}`, flowData([`x${text}`])),
    ]),
    to('with something else in it', flowData([...listAt(ground, leaf.fact), 'something else'])),
    to('an empty list', '[]'),
  ]
}

/** The texts that the items of a list are compared with. */
function itemLiterals(operand: TypedOperand): string[] {
  if (operand.kind !== 'condition') return []
  return typedLeavesOf(operand.condition).flatMap((item) => (item.leaf.fact === 'it' ? textsOf(item.operand) : []))
}

function textsOf(operand: TypedOperand): string[] {
  const values = operand.kind === 'values' ? operand.values : [operand]
  return values.flatMap((item) => (item.kind === 'value' ? [item.node.text] : []))
}

/** What the base launch says of a fact or field. */
function nodeAt({ launch }: Ground, path: string): SourceNode | undefined {
  const name = path.slice('launch.'.length)
  if (path.startsWith('launch.')) return [...launch.fields].find(([field]) => field === name)?.[1].node
  return launch.facts.facts.find((fact) => fact.path === path)?.node
}

function listAt(ground: Ground, path: string): JsonValue[] {
  const node = nodeAt(ground, path)
  return node?.kind === 'list' ? node.items.map(toData) : []
}

function textNode(text: string): ScalarNode {
  return { kind: 'scalar', value: text, text, quoted: false, start: 0, end: 0 }
}
