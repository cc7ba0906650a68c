import { between, withBeside } from '../../authoring/lints/between.ts'
import { practiceLints } from '../../authoring/lints/practice.ts'
import type { Documents } from '../../model/documents.ts'
import type { Facts } from '../../model/facts.ts'
import { link } from '../../model/link.ts'
import { type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import type { World } from '../../world/world.ts'

type Named = Omit<Documents, 'diagnostics' | 'digests'>

/** What is wrong between the documents of a world: names that lead nowhere, types that do not fit, waivers of nothing. */
export function checkWorld(world: World, now: string): Diagnostic[] {
  const { commitments, catalogs, waivers, mappings, launches, config } = world
  const facts = launches.flatMap(({ launch, facts: parts }) =>
    launch ? [launch.facts, ...parts.flatMap((part) => (part.plain ? [] : [part.facts]))] : [],
  )
  return between({ commitments, catalogs, waivers, mappings }, facts, { ids: idsOf(world), now, config })
}

/** What practice says about a world without errors. */
export function checkPractice({ commitments, catalogs, waivers, mappings, launches }: World, now: string): Diagnostic[] {
  const readable = launches.flatMap(({ launch, facts }) => (launch ? [{ launch, facts }] : []))
  return practiceLints({ linked: link({ commitments, catalogs, waivers, mappings }), mappings, launches: readable, now })
}

/** The same for documents that somebody names: of habits in them, not in what is here besides. */
export function checkNamedPractice(named: Named, world: World, now: string): Diagnostic[] {
  const input = withBeside(named, world)
  const parts = (id: string): Facts[] => named.facts.filter((part) => part.launch === id)
  const own = named.launches.map((launch) => ({ launch, facts: parts(launch.id) }))
  const isFromHere = input.catalogs.every((catalog) => world.catalogs.some(({ document }) => document.file === catalog.document.file))
  // Facts of a catalog from elsewhere are read by what is named with it, or by nothing that is known here.
  if (!isFromHere && named.commitments.length === 0) return []
  const here = isFromHere ? world.launches.flatMap(({ launch, facts }) => (launch ? [{ launch, facts }] : [])) : []
  return practiceLints({ linked: link(input), mappings: input.mappings, launches: [...here, ...own], now })
}

/** The same for documents that somebody names, against everything else that is here. */
export function checkNamed(named: Named, world: World, now: string): Diagnostic[] {
  const input = withBeside(named, world)
  const known = idsOf(world)
  const facts = [...named.launches, ...named.facts].map((item) => item.facts)
  return between(input, facts, { ids: known && new Set([...known, ...named.launches.map((item) => item.id)]), now })
}

function idsOf({ launches }: World): ReadonlySet<string> | undefined {
  if (launches.some((launch) => hasErrors(launch.diagnostics))) return undefined
  return new Set(launches.map((launch) => launch.name))
}
