/** An object of a payload, of whose keys nothing is known. */
export type Data = Readonly<Record<string, unknown>>

/** A value of a payload as an object; an empty one where it is none. */
export function dataOf(value: unknown): Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : {}
}

/** A text that is not empty, of characters that can be kept anywhere. */
export function nameIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && !/[\p{Cc}\p{Cs}]/u.test(value) ? value : undefined
}

/** The number of something at GitHub. */
export function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined
}

const part = /^[A-Za-z0-9_.-]+$/

/** A repository that an App is installed in. */
export interface InstalledPlace {
  readonly installation: number
  /** Stays when the repository is renamed. */
  readonly repositoryId: number
  readonly owner: string
  readonly repo: string
}

/** Where a webhook comes from; undefined where it does not say that in full. */
export function placeOf(payload: Data): InstalledPlace | undefined {
  const repository = dataOf(payload['repository'])
  const installation = numberIn(dataOf(payload['installation'])['id'])
  const repositoryId = numberIn(repository['id'])
  const [owner = '', repo = '', ...more] = (nameIn(repository['full_name']) ?? '').split('/')
  if (installation === undefined || repositoryId === undefined || more.length > 0) return undefined
  return isPart(owner) && isPart(repo) ? { installation, repositoryId, owner, repo } : undefined
}

function isPart(name: string): boolean {
  return part.test(name) && name !== '.' && name !== '..'
}
