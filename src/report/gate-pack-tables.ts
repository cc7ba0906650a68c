import type { Decision, JudgedRequirement, JudgedWaiver } from '../model/generated/types.ts'
import { byText } from '../source/order.ts'
import { html, join, type Markup, marked, said, sentence } from './markup.ts'
import { wayToGo } from './next-steps.ts'
import type { Change } from './obstacle-words.ts'
import { dueWords, localId } from './requirement-words.ts'
import { endWords, outcomeMarks } from './verdict-words.ts'
import { approvalWords, followUpWords, stateClock, stateWords } from './waiver-words.ts'

const shortTable = 8

/** A table with a heading; one without rows is left out, for a sheet has no room for what is not there. */
function tableSection(
  title: Markup,
  {
    name,
    columns,
    rows,
  }: { readonly name: string; readonly columns: readonly string[]; readonly rows: readonly (readonly (Markup | undefined)[])[] },
): Markup | undefined {
  if (rows.length === 0) return undefined
  // A short table is not torn apart for two rows; a long one may be, its headings are repeated.
  return html`<section${rows.length <= shortTable ? html` class="together"` : undefined}>
<h2>${title}</h2>
<table class="${name} stacked"><colgroup>${columns.map(() => html`<col>`)}</colgroup>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows.map((cells) => html`<tr>${cells.map((cell, i) => html`<td data-label="${columns[i]}">${cell}</td>`)}</tr>\n`)}</tbody></table>
</section>
`
}

/** What would make a blocked launch go, and who can bring it about: what stands in the way, and what must become true. */
export function waySection(decision: Decision): Markup | undefined {
  // Of what is over nobody asks what would make it a go.
  if (endWords(decision) !== undefined) return undefined
  const { title, note, obstacles, changes } = wayToGo(decision)
  if (obstacles.length + changes.length === 0)
    return note === '' ? undefined : html`<section>\n<h2>${title}</h2>\n<p>${sentence(note)}</p>\n</section>\n`
  const heading = html`${title} ${note === '' ? undefined : html`<span class="note">${sentence(note)}</span>`}`
  if (obstacles.length === 0) return changeSection(heading, 'What must become true', changes)
  const besides = changeSection(html`Besides <span class="note">facts that must change, too</span>`, 'What must become true', changes)
  return html`${changeSection(heading, 'What stands in the way', obstacles)}${besides}`
}

function changeSection(title: Markup, column: string, changes: readonly Change[]): Markup | undefined {
  return tableSection(title, {
    name: 'ways',
    columns: ['Who', column, 'For'],
    rows: changes.map(({ owner, text, requirements }) => [
      said(owner),
      sentence(text),
      join(
        requirements.map((id) => said(localId(id))),
        ', ',
      ),
    ]),
  })
}

/** Waivers with their clocks; those that do not count are listed, too, with why. */
export function waiversSection({ waivers, now }: Decision, shown: readonly JudgedRequirement[]): Markup | undefined {
  const own = waivers.filter((waiver) => shown.some((item) => item.id === waiver.requirement))
  const ordered = [...own].sort((a, b) => Number(b.state === 'in-force') - Number(a.state === 'in-force'))
  return tableSection(html`Waivers <span class="note">never counted as met</span>`, {
    name: 'waivers',
    columns: ['Waiver, for', 'State and clock', 'Approved by', 'Why, and what follows'],
    rows: ordered.map((waiver) => waiverRow(waiver, now)),
  })
}

function waiverRow(waiver: JudgedWaiver, now: string): Markup[] {
  const { id, requirement, as, state, reason, requestedBy } = waiver
  const then = followUpWords(waiver)
  const clock = stateClock(waiver, state, now)
  return [
    html`<b>${said(id)}</b><br><span class="small soft">${said(requirement)}</span>`,
    html`<b class="${state === 'in-force' ? 'amber' : 'grey'}"><span class="symbol">${state === 'in-force' ? '▲' : '○'}</span> ${sentence(stateWords(waiver))}</b>${clock === undefined ? undefined : html`<br>${sentence(clock)}`}`,
    html`${said(approvalWords(waiver, state))}${requestedBy === undefined ? undefined : html`<br><span class="small soft">asked for by ${said(requestedBy)}</span>`}`,
    html`${as === undefined ? undefined : html`${as}: `}${said(reason)}${then === undefined ? undefined : html`<br><b>Then:</b> ${sentence(then)}`}`,
  ]
}

/** What teams pass on to one another for the requirements that apply, by day. */
export function handOffsSection(decision: Decision, shown: readonly JudgedRequirement[]): Markup | undefined {
  const items = shown.filter((item) => item.handOff !== undefined && item.outcome !== 'not-applicable')
  const day = ({ due = '9999' }: JudgedRequirement): string => due
  const ordered = [...items].sort((a, b) => byText(day(a), day(b)))
  return tableSection(html`Hand-offs`, {
    name: 'handoffs',
    columns: ['When', 'From → to', 'What', 'For'],
    rows: ordered.map((item) => {
      const { from, to, what } = item.handOff ?? {}
      const when = dueWords(item, decision)
      return [
        when === undefined ? html`no day` : sentence(when),
        html`${said(from ?? '?')} → ${said(to ?? '?')}`,
        what === undefined ? undefined : said(what),
        html`${said(localId(item.id))} <span class="small soft">${marked(outcomeMarks[item.outcome])}</span>`,
      ]
    }),
  })
}

/** The documents the decision rests on, each with the digest of what was read. */
export function inputsSection({ inputs }: Decision): Markup | undefined {
  return tableSection(html`Inputs <span class="note">what was read, to the byte</span>`, {
    name: 'inputs',
    columns: ['Document', 'File', 'SHA-256'],
    rows: inputs.map(({ kind, id, file, digest }) => [
      html`${kind}${id === undefined ? undefined : html` ${said(id)}`}`,
      said(file),
      html`<code>${digest.replace(/^sha256:/, '')}</code>`,
    ]),
  })
}
