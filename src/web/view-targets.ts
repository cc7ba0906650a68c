import type { Target } from './page.ts'

/** Who owes what: of everyone, or narrowed to an `owner` or to when it is `due`. */
export function handOffsTarget(query: Readonly<Record<string, string | undefined>> = {}): Target {
  return { path: ['hand-offs'], query }
}

/** The register of waivers, or one `state` of it. */
export function waiversTarget(query: Readonly<Record<string, string | undefined>> = {}): Target {
  return { path: ['waivers'], query }
}

/** A commitment in plain words with its figures; a requirement of it is a place there. */
export function commitmentTarget(id: string, anchor?: string): Target {
  return { path: ['commitments', id], ...(anchor !== undefined && { anchor }) }
}

/** The week of an owner, or of everyone. */
export function digestTarget(owner?: string): Target {
  return { path: ['digest'], query: { owner } }
}

/** The same as a page to put into a mail. */
export function mailTarget(owner?: string): Target {
  return { path: ['digest', 'mail'], query: { owner } }
}
