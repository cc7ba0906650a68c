import type { CatalogEntry } from '../model/catalog.ts'
import type { Commitment, Requirement } from '../model/commitment.ts'
import type { Evidence, Facts, SuppliedFact } from '../model/facts.ts'
import type { Launch } from '../model/launch.ts'
import type { Mapping } from '../model/mapping.ts'
import type { LaunchFieldName } from '../model/path.ts'
import type { Waiver } from '../model/waivers.ts'
import type { FactPart, JudgePart, Part } from './input-part.ts'
import type { Inputs } from './inputs.ts'

/** Puts parts, each from one of two sides, together to inputs that can be judged. `frame` gives what no part says, such as documents. */
export function inputsOfParts(parts: readonly Part[], frame: Inputs): Inputs {
  const of = <T extends Part['type']>(type: T): Extract<Part, { type: T }>[] =>
    parts.filter((part): part is Extract<Part, { type: T }> => part.type === type)
  const entries = of('catalog').map(({ entry }) => entry)
  const people = (kind: 'roles' | 'teams'): ReadonlyMap<string, readonly string[]> =>
    new Map(of('people').flatMap(({ of: which, name, people: list }) => (which === kind ? [[name, list] as const] : [])))
  const launch = launchOf(frame.launch, of('field'))
  const facts = factsOf(of('fact'), launch)
  return {
    commitments: commitmentsOf(of('commitment'), of('requirement')),
    catalogs: of('closed').length > 0 || entries.length > 0 ? [catalogOf(entries, frame)] : [],
    waivers: [{ kind: 'Waivers', waivers: of('waiver').map(({ waiver }): Waiver => waiver), document: launch.document }],
    mappings: of('mapping').map(({ mapping }): Mapping => mapping),
    config: { ...frame.config, roles: people('roles'), teams: people('teams'), requireProof: of('proof').some(({ required }) => required) },
    launch: { ...launch, facts: { ...launch.facts, facts: facts.own } },
    facts: facts.others,
    now: of('now')[0]?.now ?? frame.now,
    noExceptions: of('exceptions').some(({ none }) => none),
  }
}

type CommitmentPart = Extract<JudgePart, { type: 'commitment' }>
type RequirementPart = Extract<JudgePart, { type: 'requirement' }>

/** `same` entries are left out: they point at requirements that are judged where they stand. */
function commitmentsOf(headers: readonly CommitmentPart[], requirements: readonly RequirementPart[]): Commitment[] {
  return headers.map(({ commitment, entries }) => {
    const own = requirements.filter((part) => part.commitment === commitment.id).sort((a, b) => a.order - b.order)
    return { ...commitment, entries: entries ?? own.map(({ requirement }): Requirement => requirement) }
  })
}

function catalogOf(entries: readonly CatalogEntry[], { launch }: Inputs): Inputs['catalogs'][number] {
  return { kind: 'FactCatalog', facts: entries, document: launch.document, place: launch.place }
}

function launchOf(frame: Launch, fields: readonly { readonly name: LaunchFieldName; readonly launch: Launch }[]): Launch {
  const { date: _, ...rest } = frame
  const sideOf = (name: LaunchFieldName): Launch | undefined => fields.find((field) => field.name === name)?.launch
  const date = sideOf('date')?.date
  return {
    ...rest,
    owner: sideOf('owner')?.owner ?? frame.owner,
    ...(date && { date }),
    fields: new Map(
      fields.flatMap(({ name, launch }) => {
        const field = launch.fields.get(name)
        return field ? [[name, field] as const] : []
      }),
    ),
  }
}

function factsOf(parts: readonly FactPart[], launch: Launch): { readonly own: SuppliedFact[]; readonly others: Facts[] } {
  const byDocument = new Map<string, { readonly facts?: Facts; readonly byPath: Map<string, FactPart[]> }>()
  for (const part of parts) {
    const known = byDocument.get(part.document) ?? { ...(part.facts && { facts: part.facts }), byPath: new Map<string, FactPart[]>() }
    byDocument.set(part.document, known)
    known.byPath.set(part.fact.path, [...(known.byPath.get(part.fact.path) ?? []), part])
  }
  const own: SuppliedFact[] = []
  const others: Facts[] = []
  for (const { facts, byPath } of byDocument.values()) {
    const supplied = [...byPath.values()].flatMap((list) => factOf(list) ?? [])
    if (facts) others.push({ ...facts, launch: launch.id, facts: { ...facts.facts, facts: supplied } })
    else own.push(...supplied)
  }
  return { own, others }
}

/** A fact of its parts: the value of one side, with evidence of either. */
function factOf(parts: readonly FactPart[]): SuppliedFact | undefined {
  const whole = parts.find(({ of }) => of === 'all' || of === 'value')
  if (!whole || whole.of === 'all') return whole?.fact
  const evidence: Record<string, unknown> = {}
  for (const { of, fact } of parts) if (of !== 'all' && of !== 'value') evidence[of] = fact.evidence[of]
  return { ...whole.fact, evidence: evidence as Evidence }
}
