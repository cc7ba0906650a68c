import { anchorPart, encodeSegment, queryOf } from '../links.ts'
import type { Links, Surroundings, Target } from '../page.ts'
import { pageOf } from '../page-of.tsx'
import { fileOf, wayTo } from './file-names.ts'

/** One file of the site. */
export interface SiteFile {
  /** From the folder of the site, with `/`. */
  readonly file: string
  readonly text: string
}

/** The assets that pages ask for. */
const assets = ['room.css', 'pack.css', 'mail.css', 'icon.svg', 'playground.js', 'playground.css']

/**
 * Every page of the dashboard as files that link one another by relative ways, so that they open from a disk: the front page,
 * and whatever can be reached from it. Files are made one after another, so that few are held at a time.
 */
export async function* siteFiles(around: Omit<Surroundings, 'links'>): AsyncGenerator<SiteFile> {
  for (const name of assets) {
    const { body } = await pageOf(
      { path: `/assets/${name}`, query: new URLSearchParams() },
      { ...around, links: linksFrom('index.html', () => undefined) },
    )
    yield { file: `assets/${name}`, text: body }
  }
  const waiting = new Map<string, Target>([['index.html', { path: [] }]])
  // A page that is reached while others are made comes to the end of the map, and the walk goes on to it.
  for (const [file, target] of waiting) {
    const links = linksFrom(file, (found) => {
      const name = fileOf(found)
      if (!waiting.has(name)) waiting.set(name, found)
    })
    const query = new URLSearchParams(queryOf(target))
    const { body } = await pageOf({ path: `/${target.path.map(encodeSegment).join('/')}`, query }, { ...around, links })
    yield { file, text: body }
  }
}

/** Links from one file, each of which is told. */
function linksFrom(file: string, found: (target: Target) => void): Links {
  return {
    to: (target) => {
      found(target)
      return `${wayTo(file, fileOf(target))}${anchorPart(target)}`
    },
    asset: (name) => wayTo(file, `assets/${name}`),
    isStatic: true,
  }
}
