import type { Decision } from '../../model/generated/types.ts'
import { isClosed } from '../../model/launch-end.ts'
import { gatePack } from '../../report/gate-pack.ts'
import { html, sentence } from '../../report/markup.ts'
import { dayNumberOf } from '../derived/days.ts'
import { exampleNote } from '../example-note.ts'
import type { Page, Surroundings } from '../page.ts'
import type { LaunchRecord } from '../room/room.ts'
import { asOfWords, doubtsOf, doubtWords } from '../room/today.ts'

/** The gate pack of a launch as a page of its own: a sheet of A4, with no more than is printed. */
export function packPage(
  decision: Decision,
  { standing }: LaunchRecord,
  { links, now, isExample = false, notice }: Pick<Surroundings, 'links' | 'now' | 'isExample' | 'notice'>,
): Page {
  const doubts = doubtsOf(standing, now)
  const asOf = isClosed(standing.launch, dayNumberOf(now) ?? 0) ? undefined : asOfWords(decision.now, now)
  const age = doubts.length > 0 ? `Not to be decided on: ${doubtWords(doubts, decision.now, now)}.` : asOf && `What follows is ${asOf}.`
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Gate pack: ${decision.launch.title} (${decision.launch.id})</title>
<link rel="stylesheet" href="${links.asset('pack.css')}">
</head>
<body${isExample ? html` class="example"` : undefined}>
<main>
${exampleNote({ isExample })}${notice === undefined ? undefined : html`<p class="notice">${sentence(notice)}</p>\n`}${age === undefined ? undefined : html`<p class="notice">${age}</p>\n`}${gatePack(decision, { number: 1, only: undefined })}</main>
</body>
</html>
`
  return { status: 200, type: 'text/html; charset=utf-8', body: page.markup }
}
