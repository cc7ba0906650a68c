import type { Decision } from '../model/generated/types.ts'
import { gatePack } from './gate-pack.ts'
import { style } from './html-style.ts'
import { html, type Markup, marked, said, sentence } from './markup.ts'
import type { ReportInput, ReportOptions } from './report-input.ts'
import { worstFirst } from './summary.ts'
import { counted } from './value-words.ts'
import { countWords, ragWords, verdictMarks } from './verdict-words.ts'

/** Nothing may run, load or be sent, even if something slipped through the escaping. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** A printable gate pack for each decision, as one page of HTML that needs nothing else: no script, font or image. */
export function htmlReport(input: ReportInput, options: ReportOptions): string {
  const { decisions, undecided, diagnostics } = input
  const [single] = decisions
  const isSingle = decisions.length === 1 && undecided.length === 0 && !diagnostics.some((item) => item.severity === 'error')
  const ordered = isSingle ? decisions : worstFirst(decisions)
  const title = isSingle && single ? `Gate pack: ${single.launch.title} (${single.launch.id})` : `Gate packs: ${countOf(input)}`
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>
${isSingle ? undefined : cover(input, ordered)}${ordered.map((decision, i) => gatePack(decision, { number: i + 1, only: options.only, docs: options.docs, saved: options.saved }))}</main>
</body>
</html>
`
  return page.markup
}

function countOf({ decisions, undecided }: ReportInput): string {
  const blocked = decisions.filter((decision) => decision.blocked).length
  const notDecided = undecided.length > 0 ? `, ${undecided.length} not decided` : ''
  return `${counted(decisions.length + undecided.length, 'launch', 'launches')}, ${blocked} blocked${notDecided}`
}

function cover(input: ReportInput, ordered: readonly Decision[]): Markup {
  const { undecided, diagnostics } = input
  const errors = diagnostics.filter((item) => item.severity === 'error')
  const rows = [
    ...undecided.map(
      (item) =>
        html`<tr><td><b>${marked({ symbol: '○', word: 'NOT DECIDED' })}</b></td><td>${said(item.name)}</td><td></td><td>its files have errors</td><td></td></tr>\n`,
    ),
    ...ordered.map(coverRow),
  ]
  return html`<section class="cover">
<p class="kicker">Gate packs</p>
<h1>${countOf(input)}</h1>
<table class="packs stacked"><colgroup><col><col><col><col><col></colgroup>
<thead><tr><th scope="col">Verdict</th><th scope="col">Launch</th><th scope="col">Date</th><th scope="col">On plan</th><th scope="col">Requirements</th></tr></thead>
<tbody>
${rows}</tbody></table>
${errors.length === 0 ? undefined : html`<h2>Errors in files</h2>\n<ul>${errors.map((item) => html`<li>${said(item.range ? `${item.file}:${item.range.start.line}:${item.range.start.column}` : item.file)}: ${sentence(item.message)}</li>`)}</ul>\n`}</section>
`
}

function coverRow(decision: Decision, index: number): Markup {
  const { launch, verdict, blocked } = decision
  return html`<tr><td><b>${marked(verdictMarks[verdict])}</b>${blocked && verdict === 'conditional-go' ? html`<br>blocked, no exceptions` : undefined}</td><td><a href="#launch-${index + 1}">${said(launch.title)}</a> <span class="soft">${said(launch.id)}</span></td><td data-label="Date">${launch.date}</td><td data-label="On plan">${ragWords(decision).plan}</td><td>${countWords(decision)}</td></tr>
`
}
