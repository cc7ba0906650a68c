import type { Decision, Finding, JudgedRequirement } from '../model/generated/types.ts'
import type { JsonValue } from '../source/node.ts'
import { keyOf } from './definition.ts'
import type { Edit } from './edits.ts'
import type { EditKind } from './input-part.ts'

/** What two decisions show to be different of what they rest on. Facts that no finding looks at are in neither. */
export function decisionEdits(before: Decision, after: Decision): Edit[] {
  return [
    ...valueEdit('engine', 'engine', before.engine, after.engine),
    ...valueEdit('clock', 'now', before.now, after.now),
    ...valueEdit('exceptions', 'exceptions', !before.noExceptions, !after.noExceptions),
    ...headerEdits(before, after),
    ...requirementEdits(before, after),
    ...factEdits(before, after),
    ...catalogEdits(before, after),
    ...waiverEdits(before, after),
  ]
}

/** Every finding of a requirement, that of its applicability first. */
export function findingsOf({ applies, findings }: JudgedRequirement): readonly Finding[] {
  return [...applies.findings, ...findings]
}

function headerEdits({ launch: a }: Decision, { launch: b }: Decision): Edit[] {
  const [one, other] = [{ ...a }, { ...b }] as [Fields, Fields]
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  names.delete('file')
  return [...names].flatMap((name) => valueEdit('launch', `launch.${name}`, one[name], other[name]))
}

function requirementEdits(before: Decision, after: Decision): Edit[] {
  return paired(before.requirements, after.requirements).flatMap(([a, b]) => {
    const place = (item: JudgedRequirement | undefined) => item && findingsOf(item)[0]?.commitment
    return valueEdit('requirement', (b ?? a)?.id ?? '', a && askedBy(a), b && askedBy(b), undefined, place(a), place(b))
  })
}

/** What a requirement asks, as its findings show it. */
function askedBy(requirement: JudgedRequirement): JsonValue {
  const tests = (findings: readonly Finding[]): unknown =>
    findings.map(({ fact, operator, expected, polarity, asks }) => ({ fact, operator, expected, polarity, asks: asks ?? null }))
  const { blockingFrom, enforcement, applies, findings } = requirement
  return { enforcement: blockingFrom ?? enforcement, applies: tests(applies.findings), demands: tests(findings) } as JsonValue
}

function factEdits(before: Decision, after: Decision): Edit[] {
  const [old, now] = [factsIn(before), factsIn(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((fact): Edit[] => {
    const [a, b] = [old.get(fact), now.get(fact)]
    // Where one side does not look at the fact, that is an edit of a requirement.
    if (!a || !b || fact.startsWith('launch.')) return []
    const places = [a.manifest, b.manifest] as const
    const value = valueEdit('fact', fact, a.actual, b.actual, 'value', ...places)
    const parts = new Set([...Object.keys(a.evidence ?? {}), ...Object.keys(b.evidence ?? {})])
    // An age follows from the date and the clock.
    parts.delete('age')
    const evidence = [...parts].flatMap((part) =>
      valueEdit('evidence', fact, (a.evidence as Fields | undefined)?.[part], (b.evidence as Fields | undefined)?.[part], part, ...places),
    )
    return [...value, ...evidence]
  })
}

type Fields = Readonly<Record<string, unknown>>

function factsIn({ requirements }: Decision): Map<string, Finding> {
  return new Map(requirements.flatMap(findingsOf).map((finding) => [finding.fact, finding]))
}

function catalogEdits({ facts: a }: Decision, { facts: b }: Decision): Edit[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((fact) =>
    Object.hasOwn(a, fact) && Object.hasOwn(b, fact) ? valueEdit('catalog', fact, a[fact]?.type, b[fact]?.type) : [],
  )
}

function waiverEdits(before: Decision, after: Decision): Edit[] {
  const data = (waiver: Decision['waivers'][number]): JsonValue => {
    const { requirement, covers, approved, expires, requestedBy } = waiver
    return JSON.parse(JSON.stringify({ requirement, covers, approved, expires, requestedBy })) as JsonValue
  }
  return paired(before.waivers, after.waivers).flatMap(([a, b]) => valueEdit('waiver', (b ?? a)?.id ?? '', a && data(a), b && data(b)))
}

function paired<T extends { readonly id: string }>(a: readonly T[], b: readonly T[]): [T | undefined, T | undefined][] {
  const [old, now] = [new Map(a.map((item) => [item.id, item])), new Map(b.map((item) => [item.id, item]))]
  return [...new Set([...now.keys(), ...old.keys()])].map((id) => [old.get(id), now.get(id)])
}

function valueEdit(
  kind: EditKind,
  subject: string,
  before: unknown,
  after: unknown,
  part?: string,
  ...[was, is]: readonly (Finding['commitment'] | Finding['manifest'] | undefined)[]
): Edit[] {
  const [a, b] = [before as JsonValue | undefined, after as JsonValue | undefined]
  if (keyOf(a) === keyOf(b)) return []
  const place = (from: typeof was): { file: string; line: number; column: number } | undefined =>
    from && { file: from.file, line: from.line, column: from.column }
  return [
    {
      kind,
      change: a === undefined ? 'added' : b === undefined ? 'removed' : 'edited',
      subject,
      ...(part !== undefined && { part }),
      ...(a !== undefined && { before: a }),
      ...(b !== undefined && { after: b }),
      ...((was ?? is) && { place: { ...(was && { before: place(was) }), ...(is && { after: place(is) }) } }),
    } as Edit,
  ]
}
