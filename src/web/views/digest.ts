import { mailHtml } from '../mail/mail-page.tsx'
import type { Page, Surroundings } from '../page.ts'
import type { Ask, View } from '../view.ts'
import { digestTarget } from '../view-targets.ts'
import { weekView } from './week-view.tsx'

/** The week in a few tables, of everyone or of an owner; at `/digest/mail` as a page to put into a mail. */
export async function digest({ rest, query }: Ask, around: Surroundings): Promise<View | Page | undefined> {
  const [part, ...others] = rest
  if (others.length > 0 || (part !== undefined && part !== 'mail')) return undefined
  const owner = query.get('owner') ?? ''
  const view = await weekView(owner, around)
  if (part === undefined) return view
  const { links, now } = around
  const body = mailHtml(view, { links, now, whole: digestTarget(owner), style: 'file' })
  return { status: 200, type: 'text/html; charset=utf-8', body }
}
