import type { Surroundings } from '../../web/page.ts'

/** What a site is made from: all that pages know but the ways between them. */
export type Shown = Omit<Surroundings, 'links'>

/** Where launches are judged, if they are judged here. */
export interface Judged {
  readonly launches?: readonly string[]
  readonly facts?: readonly string[]
}
