import type { Page, Surroundings } from '../../src/web/page.ts'
import { pageOf } from '../../src/web/page-of.tsx'

/** The page at an address, with its query, as whoever may see these surroundings gets it. */
export function pageAt(address: string, of: Surroundings): Promise<Page> {
  const { pathname, searchParams } = new URL(address, 'http://room.test')
  return pageOf({ path: pathname, query: searchParams }, of)
}
