import { readDocsAddress } from '../../model/docs-address.ts'

/** The page of a commitment. Ids are lower-case words with hyphens, so they are file names everywhere. */
export function commitmentFile(id: string): string {
  return `commitment-${id}.html`
}

/** Where a requirement is explained, relative to the folder of the site: stable for as long as the id is, so that decisions may link to it. */
export function requirementAddress(id: string): string {
  return `${commitmentFile(homeOf(id))}#${anchorOf(id)}`
}

/** Where a fact is explained, relative to the folder of the site. */
export function factAddress(path: string): string {
  return `facts.html#${path}`
}

/** The commitment that a requirement is of. */
export function homeOf(id: string): string {
  return id.slice(0, id.indexOf('/'))
}

/** What a requirement is called within the page of its commitment. */
export function anchorOf(id: string): string {
  return id.slice(id.indexOf('/') + 1)
}

/**
 * Where a requirement is explained on the site at an address. Undefined where that is no address of a site, and for an id that
 * is none: a saved decision may say anything. Nothing in it needs escaping, in whatever channel.
 */
export function docsLink(docs: string | undefined, id: string): string | undefined {
  const site = docs === undefined ? undefined : readDocsAddress(docs)
  return site?.ok && /^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/.test(id) ? `${site.value}${requirementAddress(id)}` : undefined
}
