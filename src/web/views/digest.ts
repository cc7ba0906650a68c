import { optional } from '../../model/fields.ts'
import { mailHtml } from '../mail/mail-page.tsx'
import type { Page, Surroundings } from '../page.ts'
import { understood } from '../understood.ts'
import type { Ask, View } from '../view.ts'
import { digestTarget } from '../view-targets.ts'
import { weekView } from './week-view.tsx'

/** The week in a few tables, of everyone or of an owner; at `/digest/mail` as a page to put into a mail. */
export async function digest({ rest, query }: Ask, around: Surroundings): Promise<View | Page | undefined> {
  const [part, ...others] = rest
  if (others.length > 0 || (part !== undefined && part !== 'mail')) return undefined
  const weekIn = (asked: URLSearchParams): Promise<View> => weekView(asked.get('owner') ?? '', around)
  if (part === undefined) return weekIn(query)
  const { view, query: known } = await understood(weekIn, query)
  const { links, now, isExample, notice } = around
  const owner = known.get('owner') ?? ''
  const body = mailHtml(view, {
    links,
    now,
    whole: digestTarget(owner),
    ...optional('isExample', isExample),
    ...optional('notice', notice),
  })
  return { status: 200, type: 'text/html; charset=utf-8', body }
}
