import type { FactType } from '../model/value.ts'

/** What a starter is made from: the answers of its author, and what was found in the repository. */
export interface StarterInput {
  /** The id of the commitment, which also names its file. */
  readonly name: string
  readonly owner: string
  readonly product: string
  readonly version?: string | undefined
  readonly launchOwner: string
  /** The present moment; every date of the starter is counted from its day. */
  readonly now: string
  /** The folder of the documents from the root, ending in `/`; empty where the usual places are free. */
  readonly home: string
  /** Facts that launches here supply already, with the type they seem to have. */
  readonly supplied: readonly { readonly path: string; readonly type: FactType }[]
  /** Facts that a catalog here describes already. */
  readonly described: ReadonlySet<string>
  /** Whether launches are here already: they are judged from the first day, and nothing blocks them before their teams know. */
  readonly hasLaunches: boolean
  readonly hasCatalog: boolean
  readonly branch: string
  /** The root within its Git repository, empty where it is that root. */
  readonly within: string
  readonly engine: string
}

/** A file of a starter. */
export interface StarterFile {
  readonly path: string
  readonly text: string
  /** What it is, in a few words. */
  readonly what: string
  /** Whether it stands at the root of the repository rather than at that of onlyif. */
  readonly ofRepository: boolean
}

/** The days of a starter, each as it is written. */
export interface StarterDays {
  readonly today: string
  readonly launch: string
}

/** Where the documents of a starter stand, from the root. */
export interface StarterPaths {
  readonly commitment: string
  readonly catalog: string
  readonly launch: string
  readonly test: string
  readonly fixture: string
}

/** What editors read the shape of documents from; hidden, so that onlyif itself does not. */
export const schemaPath = '.onlyif/onlyif.schema.json'
