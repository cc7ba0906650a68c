import type { Target } from './page.ts'

/** The page of a launch; with a requirement, that line of it. */
export function launchTarget(id: string, requirement?: string): Target {
  return { path: ['launches', id], ...(requirement !== undefined && { anchor: anchorOf(requirement) }) }
}

/** The page of one decision. */
export function decisionTarget(digest: string): Target {
  return { path: ['decisions', digest] }
}

/** The gate pack of a launch, a sheet to print. */
export function packTarget(id: string): Target {
  return { path: ['launches', id, 'pack'] }
}

/** The register, narrowed. */
export function registerTarget(query: Readonly<Record<string, string | undefined>>): Target {
  return { path: ['register'], query }
}

/** The name of a line within a page, from the id of a requirement, launch or waiver. */
export function anchorOf(id: string): string {
  return `r-${id.replaceAll(/[^A-Za-z0-9._-]/g, '-')}`
}
