import { formatDay } from '../model/date.ts'
import type { TypedLeaf, TypedOperand } from '../model/typed.ts'
import type { ScalarType, Value } from '../model/value.ts'
import type { Version } from '../model/version.ts'
import type { ScalarNode, SourceNode } from '../source/node.ts'

/** So many different items of lists give few enough lists to try each. */
const maxItems = 5

/** The moment, in days since 1970 and as text, and the launch day of every trial. */
export const trialNow = '2000-01-01T12:00:00Z'
const trialToday = 10_957
export const trialLaunchDay = 11_000

/** Whether results rest on a moment or a launch day that other facts could disagree with. */
export function isRelative({ leaf, operand }: TypedLeaf): boolean {
  return kindsOf(leaf.operator, operand).some((kind) => kind === 'window' || kind === 'launch')
}

/**
 * One value from each region of values that the tests of a fact can tell apart, so that what holds for these holds for
 * every value; undefined where the regions are not known, as those of a pattern.
 */
export function valuesOfRegions(leaves: readonly TypedLeaf[]): SourceNode[] | undefined {
  const typed = leaves.filter((leaf) => leaf.type !== 'any')
  const types = new Set(typed.map((leaf) => (leaf.type === 'choice' ? 'text' : leaf.type)))
  const [type] = types
  if (types.size > 1 || typed.some(isOpaque)) return undefined
  if (type === undefined) return [text('x')]
  const bounds = typed.flatMap(({ operand, entry }) => [...valuesIn(operand), ...(entry?.range ?? [])])
  if (type === 'list') return listRegions(typed, bounds)
  const values = type === 'sized' || type === 'any' ? undefined : scalarRegions(type, bounds, typed)
  // A value of another type is no value of the fact, yet it is there.
  return values && [...values, list([])]
}

/** Whether what a test makes of a value cannot be told from a few values: it depends on something else, or on form. */
function isOpaque({ operand, leaf, entry }: TypedLeaf): boolean {
  if (entry?.lookup) return true
  if (['startsWith', 'endsWith', 'size'].includes(leaf.operator)) return true
  if (isWindow(leaf.operator))
    return !(operand.kind === 'value' && operand.value.type === 'duration' && operand.value.duration.days !== undefined)
  const isPlain = (item: TypedOperand): boolean =>
    item.kind === 'value' || item.kind === 'launch-date' || (item.kind === 'values' && item.values.every(isPlain))
  return !isPlain(operand)
}

function valuesIn(operand: TypedOperand): Value[] {
  if (operand.kind === 'value') return [operand.value]
  return operand.kind === 'values' ? operand.values.flatMap(valuesIn) : []
}

function scalarRegions(type: ScalarType, bounds: readonly Value[], leaves: readonly TypedLeaf[]): ScalarNode[] | undefined {
  switch (type) {
    case 'number':
    case 'percent':
      return numberRegions(type, bounds)
    case 'count':
      return unique(
        sortedNumbers(bounds)
          .flatMap((item) => [item - 1, item, item + 1])
          .filter((item) => item >= 0),
      ).map(number)
    case 'boolean':
      return [scalar(true), scalar(false)]
    case 'text':
    case 'choice': {
      const words = bounds.flatMap((value) => ('text' in value ? [value.text] : []))
      const choices = leaves.flatMap(({ entry }) => entry?.choices ?? [])
      return unique([...words, ...choices, unlike([...words, ...choices])]).map(text)
    }
    case 'date':
      return dateRegions(leaves)
    case 'duration':
      return unique(bounds.flatMap((value) => (value.type === 'duration' ? [-1000, 0, 1000].map((step) => value.duration.ms + step) : [])))
        .filter((ms) => ms >= 0)
        .map((ms) => text(durationText(ms)))
    case 'money':
      return moneyRegions(bounds)
    case 'version':
      return versionRegions(bounds)
  }
}

/** Each bound, a number between each two, and one beyond either end. */
function numberRegions(type: 'number' | 'percent', bounds: readonly Value[]): ScalarNode[] | undefined {
  const numbers = sortedNumbers(bounds)
  const between = numbers.flatMap((low, i) => {
    const high = numbers[i + 1]
    return high === undefined ? [] : [(low + high) / 2]
  })
  const all = [...numbers, ...between, (numbers[0] ?? 0) - 1, (numbers.at(-1) ?? 0) + 1]
  // What cannot be written, or lies beyond the precision of numbers, would prove nothing.
  if (new Set(all).size < all.length) return undefined
  if (type === 'number') return all.map(number)
  return all.every((item) => Number(item.toFixed(6)) === item && Math.abs(item) < 1e9) ? all.map((item) => text(`${item}%`)) : undefined
}

/** Days against which a leaf tests: written ones, those relative to the launch, or the ends of a window around now. */
function dateRegions(leaves: readonly TypedLeaf[]): ScalarNode[] | undefined {
  // How days of one kind lie to those of another changes from launch to launch and from day to day.
  const kinds = new Set(
    leaves.flatMap(({ leaf, operand, entry }) => [...kindsOf(leaf.operator, operand), ...(entry?.range ? ['written'] : [])]),
  )
  if (kinds.size > 1 || kinds.has('instant')) return undefined
  const bounds = leaves.flatMap(({ operand, entry }) => [...daysIn(operand), ...(entry?.range ?? []).flatMap((value) => dayOf(value))])
  const days = unique(bounds.flatMap((day) => [day - 1, day, day + 1]))
  const nodes = days.map((day) => text(formatDay(day)))
  if (!kinds.has('window')) return nodes
  const times = ['T00:00:00Z', 'T11:59:59Z', 'T12:00:00Z', 'T12:00:01Z', 'T23:59:59Z']
  return [...nodes, ...days.flatMap((day) => times.map((time) => text(`${formatDay(day)}${time}`)))]
}

function kindsOf(operator: string, operand: TypedOperand): string[] {
  if (isWindow(operator)) return ['window']
  if (operand.kind === 'launch-date') return ['launch']
  if (operand.kind === 'values') return operand.values.flatMap((item) => kindsOf(operator, item))
  return operand.kind === 'value' && operand.value.type === 'date' ? [operand.value.date.precision === 'day' ? 'written' : 'instant'] : []
}

function daysIn(operand: TypedOperand): number[] {
  if (operand.kind === 'launch-date') return [trialLaunchDay + operand.days]
  if (operand.kind === 'values') return operand.values.flatMap(daysIn)
  return operand.kind === 'value' ? dayOf(operand.value) : []
}

/** A window opens and closes at now, and ends so many days before or after it. */
function dayOf(value: Value): number[] {
  if (value.type === 'date') return [value.date.day]
  const days = value.type === 'duration' ? value.duration.days : undefined
  return days === undefined ? [] : [trialToday - days, trialToday, trialToday + days]
}

function isWindow(operator: string): boolean {
  return operator === 'withinLast' || operator === 'withinNext'
}

/** Amounts are counted in ten-thousandths, so the next one is the next region. */
function moneyRegions(bounds: readonly Value[]): ScalarNode[] {
  const written = bounds.flatMap((value) =>
    value.type === 'money' ? [-1, 0, 1].map((step) => moneyText(value.currency, value.amount + step)) : [],
  )
  const other = ['XXX', 'XXA', 'XXB', 'XXC', 'XXD'].find((code) => !written.some((item) => item.startsWith(code)))
  return unique([...written, `${other ?? 'XXE'} 1`]).map(text)
}

/** Release numbers may be as many as this. */
const maxNumbers = 10

/** Between a version and its successor there is none: the lowest prerelease of the smallest further release, or one more identifier. */
function versionRegions(bounds: readonly Value[]): ScalarNode[] | undefined {
  const versions = bounds.flatMap((value) => (value.type === 'version' ? [value.version] : []))
  if (versions.some(({ numbers, prerelease }) => numbers.length >= maxNumbers || prerelease.length > 20)) return undefined
  const all = [{ numbers: ['0'], prerelease: ['0'] }, ...versions]
  return unique(all.flatMap((version) => [versionText(version), successorText(version)])).map(text)
}

/** With a `v`, so that a single number is a version, too. */
function versionText({ numbers, prerelease }: Version): string {
  return `v${numbers.join('.')}${prerelease.length > 0 ? `-${prerelease.join('.')}` : ''}`
}

function successorText({ numbers, prerelease }: Version): string {
  if (prerelease.length > 0) return versionText({ numbers, prerelease: [...prerelease, '0'] })
  const zeros = Array.from({ length: maxNumbers - 1 - numbers.length }, () => '0')
  return versionText({ numbers: [...numbers, ...zeros, '1'], prerelease: ['0'] })
}

/** Every list of the items that tests name, with and without another item, and with and without one that says nothing. */
function listRegions(leaves: readonly TypedLeaf[], bounds: readonly Value[]): SourceNode[] | undefined {
  const words = unique(bounds.flatMap((value) => ('text' in value ? [value.text] : [])))
  if (words.length > maxItems || bounds.some((value) => !('text' in value))) return undefined
  if (leaves.some(({ leaf }) => !['includes', 'includesAll', 'includesAny', 'excludes'].includes(leaf.operator))) return undefined
  const items: SourceNode[] = [...words.map(text), text(unlike(words)), scalar(null)]
  const lists: SourceNode[] = []
  for (let mask = 0; mask < 2 ** items.length; mask++) lists.push(list(items.filter((_, index) => (mask >> index) % 2 === 1)))
  return [...lists, text('x')]
}

function sortedNumbers(bounds: readonly Value[]): number[] {
  return unique(bounds.flatMap((value) => ('number' in value ? [value.number] : []))).sort((a, b) => a - b)
}

function durationText(ms: number): string {
  const seconds = ms / 1000
  return `P${Math.floor(seconds / 86_400)}DT${Math.floor(seconds / 3600) % 24}H${Math.floor(seconds / 60) % 60}M${seconds % 60}S`
}

function moneyText(currency: string, amount: number): string {
  return `${currency} ${amount < 0 ? '-' : ''}${Math.floor(Math.abs(amount) / 10_000)}.${String(Math.abs(amount) % 10_000).padStart(4, '0')}`
}

function unlike(words: readonly string[]): string {
  let word = 'another'
  while (words.includes(word)) word += 's'
  return word
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)]
}

function list(items: readonly SourceNode[]): SourceNode {
  return { kind: 'list', items, start: 0, end: 0 }
}

function text(value: string): ScalarNode {
  return scalar(value)
}

function number(value: number): ScalarNode {
  return scalar(value)
}

function scalar(value: string | number | boolean | null): ScalarNode {
  return { kind: 'scalar', value, text: value === null ? '' : String(value), quoted: typeof value === 'string', start: 0, end: 0 }
}
