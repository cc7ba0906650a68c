import { type DateValue, type DayNumber, msPerDay, readDate, startOf } from '../model/date.ts'
import { readDuration } from '../model/duration.ts'
import type { FactSet, Facts } from '../model/facts.ts'
import type { Launch } from '../model/launch.ts'
import type { LinkedCommitments } from '../model/link.ts'
import { isLaunchField, isLaunchPath } from '../model/path.ts'
import { type TypedCondition, type TypedLeaf, type TypedOperand, typedLeavesOf } from '../model/typed.ts'
import { type SourceNode, scalarsIn } from '../source/node.ts'

/** A plan turns amber so many days before something is due. */
const soon = 7

export interface TurningInput {
  readonly linked: LinkedCommitments
  readonly launch: Launch
  readonly facts: readonly Facts[]
}

/**
 * Every instant, in milliseconds, at which the clock alone may change how a launch comes out: evidence that stops being in the
 * future or goes stale, dates that enter or leave a window, enforcement that begins, waivers and deadlines. More may be
 * listed than do change something, never fewer; sorted, each once.
 */
export function turningPoints(input: TurningInput): number[] {
  const { linked, launch } = input
  const points = new Set<number>()
  const addDay = (day: DayNumber | undefined): void => {
    if (day !== undefined) points.add(day * msPerDay)
  }
  const addDeadline = (day: DayNumber | undefined): void => {
    if (day === undefined) return
    addDay(day - soon)
    addDay(day + 1)
  }
  const supplied = suppliedBy(input)
  for (const leaf of allLeaves(linked, launch.id)) addLeaf(leaf, supplied, points)
  for (const { requirement } of linked.requirements) {
    const { enforcement, due } = requirement
    if (typeof enforcement === 'object') addDay(enforcement.blockingFrom)
    if (due?.kind === 'day') addDeadline(due.day)
    else if (due && launch.date) addDeadline(launch.date.day + due.days)
  }
  for (const { waiver } of linked.waivers) {
    if (waiver.launch !== launch.id) continue
    addDeadline(waiver.expires)
    addDeadline(waiver.followUp?.due)
    for (const { on } of waiver.approved) points.add(startOf(on))
  }
  if (launch.date) {
    addDay(launch.date.day)
    addDay(launch.date.day + 1)
  }
  return [...points].sort((a, b) => a - b)
}

/** What documents supply for a fact: nodes, and the days of the evidence. */
interface Supplied {
  readonly nodes: readonly SourceNode[]
  readonly dates: readonly DateValue[]
}

type Supply = (path: string) => Supplied

function suppliedBy({ linked, launch, facts }: TurningInput): Supply {
  const sets: FactSet[] = [launch.facts, ...facts.filter((part) => part.launch === launch.id).map((part) => part.facts)]
  const byPath = new Map<string, { nodes: SourceNode[]; dates: DateValue[] }>()
  for (const fact of sets.flatMap((set) => set.facts)) {
    const entry = byPath.get(fact.path) ?? { nodes: [], dates: [] }
    byPath.set(fact.path, entry)
    entry.nodes.push(fact.node)
    if (fact.evidence.asOf) entry.dates.push(fact.evidence.asOf)
  }
  const own = (path: string): Supplied => {
    const name = isLaunchPath(path) ? path.slice('launch.'.length) : ''
    const field = isLaunchField(name) ? launch.fields.get(name)?.node : undefined
    return field ? { nodes: [field], dates: [] } : (byPath.get(path) ?? { nodes: [], dates: [] })
  }
  return (path) => {
    const lookup = linked.vocabulary.entries.get(path)?.lookup
    if (!lookup) return own(path)
    const [first, from] = [own(path), own(lookup.from)]
    return { nodes: [...first.nodes, ...lookup.table.values()], dates: [...first.dates, ...from.dates] }
  }
}

function allLeaves({ requirements, waivers }: LinkedCommitments, launch: string): TypedLeaf[] {
  const conditions = requirements.flatMap(({ applies, require, forbid }): TypedCondition[] => [
    ...applies,
    ...(require ? [require] : []),
    ...forbid,
  ])
  const tests = waivers.filter(({ waiver }) => waiver.launch === launch).flatMap(({ covers }) => covers.flatMap((cover) => cover.tests))
  // A waiver's test may leave the age to the leaf it covers, of the same fact, whose own rules are here already.
  return [...conditions.flatMap(typedLeavesOf), ...tests]
}

function addLeaf(leaf: TypedLeaf, supplied: Supply, points: Set<number>): void {
  const own = supplied(leaf.leaf.fact)
  addEvidence(own, [...leaf.rules, leaf.leaf.rules], points)
  const { windows, facts } = readBy(leaf)
  for (const operand of facts) addEvidence(supplied(operand.fact), operand.rules, points)
  if (windows === 0) return
  const durations = [leaf.operand, ...facts].flatMap((operand) => durationsIn(operand, supplied))
  for (const date of own.nodes.flatMap(datesIn)) for (const duration of durations) addWindow(date, duration, points)
}

/** Evidence counts once it is no longer in the future, and until its age exceeds what some rule accepts. */
function addEvidence({ dates }: Supplied, rules: TypedLeaf['rules'], points: Set<number>): void {
  for (const date of dates) {
    points.add(startOf(date))
    for (const { maxAge } of rules) {
      if (!maxAge) continue
      points.add(maxAge.days === undefined ? startOf(date) + maxAge.ms + 1 : (date.day + maxAge.days + 1) * msPerDay)
    }
  }
}

interface Window {
  readonly ms: number
  readonly days?: number
}

/** A date lies in a window before or after now between two instants, of which either side is closed. */
function addWindow(date: DateValue, { ms, days }: Window, points: Set<number>): void {
  const start = startOf(date)
  points.add(start)
  points.add(date.precision === 'day' ? (date.day + 1) * msPerDay : date.ms + 1)
  if (days !== undefined) {
    points.add((date.day - days) * msPerDay)
    points.add((date.day + days + 1) * msPerDay)
    return
  }
  points.add(start - ms)
  points.add(start + ms + 1)
}

type FactOperand = Extract<TypedOperand, { kind: 'fact' }>

/** How many tests of a window a leaf holds, those over items included, and the facts it compares with. */
function readBy(leaf: TypedLeaf): { readonly windows: number; readonly facts: FactOperand[] } {
  let windows = 0
  const facts: FactOperand[] = []
  const visit = (item: TypedLeaf): void => {
    if (item.leaf.operator === 'withinLast' || item.leaf.operator === 'withinNext') windows++
    visitOperand(item.operand)
  }
  const visitOperand = (operand: TypedOperand): void => {
    if (operand.kind === 'fact') facts.push(operand)
    else if (operand.kind === 'values') operand.values.forEach(visitOperand)
    else if (operand.kind === 'tests') operand.tests.forEach(visit)
    else if (operand.kind === 'condition') typedLeavesOf(operand.condition).forEach(visit)
  }
  visit(leaf)
  return { windows, facts }
}

function durationsIn(operand: TypedOperand, supplied: Supply): Window[] {
  switch (operand.kind) {
    case 'value':
      return operand.value.type === 'duration' ? [operand.value.duration] : []
    case 'values':
      return operand.values.flatMap((value) => durationsIn(value, supplied))
    case 'tests':
      return operand.tests.flatMap((test) => durationsIn(test.operand, supplied))
    case 'condition':
      return typedLeavesOf(operand.condition).flatMap((test) => durationsIn(test.operand, supplied))
    case 'fact':
      return supplied(operand.fact)
        .nodes.flatMap(textsIn)
        .flatMap((text) => {
          const reading = readDuration(text)
          return reading.ok ? [reading.value] : []
        })
    default:
      return []
  }
}

function datesIn(node: SourceNode): DateValue[] {
  return textsIn(node).flatMap((text) => {
    const reading = readDate(text)
    return reading.ok ? [reading.value] : []
  })
}

function textsIn(node: SourceNode): string[] {
  return scalarsIn(node).flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
}
