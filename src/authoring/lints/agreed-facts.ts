import type { CatalogEntry } from '../../model/catalog.ts'
import { factsReadBy } from '../../model/facts-read.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { advise } from './advice.ts'
import type { PracticeInput } from './practice-input.ts'

/** What practice says about the facts of the catalog: each is read, owned and supplied. One fact makes one warning, the first that fits. */
export function factHabits(input: PracticeInput): Diagnostic[] {
  const { linked } = input
  const read = new Set(linked.requirements.flatMap((item) => [...factsReadBy(item)]))
  const supplied = suppliedPaths(input)
  return linked.catalogs
    .flatMap((catalog) => catalog.facts)
    .flatMap((entry) => {
      if (linked.requirements.length > 0 && !read.has(entry.path)) return [unread(entry)]
      if (entry.lookup) return []
      if (entry.owner === undefined) return [unowned(entry)]
      return supplied && !supplied.has(entry.path) ? [unsupplied(entry)] : []
    })
}

/** Every fact that some launch or mapping supplies, whatever it says; undefined where that is not known. */
function suppliedPaths({ launches, mappings }: PracticeInput): ReadonlySet<string> | undefined {
  if (!launches || launches.length === 0) return undefined
  return new Set([
    ...mappings.flatMap((mapping) => mapping.facts.map((fact) => fact.path)),
    ...launches.flatMap(({ launch, facts }) =>
      [launch.facts, ...facts.map((part) => part.facts)].flatMap((set) => set.facts.map(({ path }) => path)),
    ),
  ])
}

function unread(entry: CatalogEntry): Diagnostic {
  return advise('catalog/unread-fact', {
    ...placeOf(entry),
    message: `no requirement reads \`${entry.path}\`, so somebody may supply it for nothing`,
    mend: 'take it out of the catalog, or let a requirement read it',
  })
}

function unowned(entry: CatalogEntry): Diagnostic {
  return advise('catalog/no-owner', {
    ...placeOf(entry),
    message: `nobody owns the fact \`${entry.path}\`, so nobody is asked when it is missing`,
    mend: 'say in `owner` who supplies it',
  })
}

function unsupplied(entry: CatalogEntry): Diagnostic {
  return advise('catalog/never-supplied', {
    ...placeOf(entry),
    message: `no launch and no file of facts here supplies \`${entry.path}\`, so what reads it stays unknown`,
    mend: entry.from === undefined ? 'supply it, or say in `from` where it lives' : 'supply it from where its `from` says',
  })
}

function placeOf({ place, keyRange }: CatalogEntry): { readonly file: string; readonly range: CatalogEntry['keyRange'] } {
  return { file: place.file, range: keyRange }
}
