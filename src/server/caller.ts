/** What a caller may do. `admin` is for tokens and settings, and brings none of the others with it. */
export const scopes = ['judge', 'read', 'waive', 'admin'] as const

export type Scope = (typeof scopes)[number]

/** Which launches something is for: those named and those of the products named; without either, all. */
export interface Bounds {
  readonly launches?: readonly string[]
  readonly products?: readonly string[]
}

/** Who asks, once that is proved. */
export interface Caller {
  /** How it was proved: an API token, a workflow's identity token, the sign-in of a reverse proxy, or a webhook that GitHub signed. */
  readonly kind: 'token' | 'workflow' | 'person' | 'github'
  /** Stable and unique among its kind, as it stands in records: the id of a token, `owner/repo@id` of a workflow, a person's name, a login at GitHub. */
  readonly id: string
  /** For people to read. */
  readonly name: string
  readonly scopes: ReadonlySet<Scope>
  readonly bounds: Bounds
  /** What an identity token vouches for, to be compared with what the caller says of itself and kept in the record. */
  readonly claims?: Readonly<Record<string, string>>
}

/** Whether something about a launch is the caller's to ask. A launch without a product is in no product. */
export function isWithin({ launches, products }: Bounds, launch: { readonly id: string; readonly product?: string | undefined }): boolean {
  if (launches === undefined && products === undefined) return true
  return (launches?.includes(launch.id) ?? false) || (launch.product !== undefined && (products?.includes(launch.product) ?? false))
}

/** Name of a caller as records have it: `token:…`, `workflow:…`, `person:…`, `github:…`. */
export function actorOf({ kind, id }: Pick<Caller, 'kind' | 'id'>): string {
  return `${kind}:${id}`
}
