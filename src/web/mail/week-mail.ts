import type { Surroundings } from '../page.ts'
import { viewMarkdown } from '../table/table-files.ts'
import { digestTarget } from '../view-targets.ts'
import { weekView } from '../views/week-view.tsx'
import { mailHtml } from './mail-page.tsx'

/** A mail to send, or a message to post. */
export interface WeekMail {
  readonly subject: string
  /** A whole page with its style in it. */
  readonly html: string
  /** The same for chat, and for the plain part of the mail. */
  readonly markdown: string
}

/** The week of an owner, or of everyone, to send. Give links with absolute addresses. */
export async function weekMail(around: Surroundings, owner?: string): Promise<WeekMail> {
  const view = await weekView(owner ?? '', around)
  return {
    subject: `${view.title}: ${view.kicker ?? ''}`,
    html: mailHtml(view, { links: around.links, now: around.now, whole: digestTarget(owner), style: 'in-page' }),
    markdown: viewMarkdown(view, around.now),
  }
}
