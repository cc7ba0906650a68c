import { type ImpactChange, impactGroups } from '../authoring/impact.ts'
import { style } from './html-style.ts'
import {
  asOfWords,
  changedId,
  changeMark,
  changeReason,
  changesIn,
  groupMarks,
  type ImpactReport,
  impactSummary,
  lostMark,
  outcomeTurn,
  sameWords,
  tallyWords,
  turnWords,
} from './impact-words.ts'
import { html, type Markup, said, sentence } from './markup.ts'
import { placeWords } from './requirement-block.ts'

/** Nothing may run, load or be sent, even if something slipped through the escaping. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

const widths = `
.impact col:nth-child(1), .lost col:nth-child(1) { width: 42mm; } .impact col:nth-child(2) { width: 34mm; }
.tallies col:nth-child(1) { width: 60mm; } .tallies col:nth-child(2) { width: 18mm; } .tallies col:nth-child(3) { width: 20mm; }
`

/** An impact as one page of HTML that needs nothing else: no script, font or image. */
export function impactHtml(report: ImpactReport): string {
  const { impact, decisions, before, after } = report
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Impact: ${impactSummary(impact)}</title>
<style>${{ markup: style + widths }}</style>
</head>
<body>
<main>
<p class="kicker">Impact of an edit</p>
<h1>${impact.changes.length === 0 ? sameWords(impact) : impactSummary(impact)}</h1>
<p class="launch">From ${said(before)} to ${said(after)}, ${decisions === undefined ? undefined : html`over the last decisions in ${said(decisions)}, `}${asOfWords(report)}</p>
${impactGroups.flatMap((group) => groupSection(group, report))}${lostSection(report)}${tallySection(report)}</main>
</body>
</html>
`
  return page.markup
}

function groupSection(group: ImpactChange['group'], report: ImpactReport): Markup[] {
  const changes = changesIn(report.impact, group)
  if (changes.length === 0) return []
  const { symbol, name, note } = groupMarks[group]
  return [
    html`<section>
<h2><span class="symbol">${symbol}</span> ${name} (${changes.length}) <span class="note">${note}</span></h2>
<table class="impact"><colgroup><col><col><col></colgroup>
<thead><tr><th scope="col">Launch</th><th scope="col">Verdict</th><th scope="col">Because</th></tr></thead>
<tbody>
${changes.map((change) => launchRow(change, report))}</tbody></table>
</section>
`,
  ]
}

function launchRow(change: ImpactChange, report: ImpactReport): Markup {
  const { launch, requirements, diagnostics } = change
  const items = requirements.map((item) => {
    const reason = changeReason(item, change, report)
    return html`<li><span class="symbol">${changeMark(item).symbol}</span> <code>${changedId(item)}</code>: ${outcomeTurn(item)}${reason === undefined ? undefined : html`<br><span class="soft">${sentence(reason)}</span>`}</li>`
  })
  const wrong = diagnostics.map(
    ({ file, range, message }) => html`<li><code>${range ? placeWords({ file, ...range.start }) : file}</code>: ${sentence(message)}</li>`,
  )
  return html`<tr><th scope="row"><span class="title">${said(launch.title)}</span><br><span class="soft">${said(launch.id)}</span></th><td>${turnWords(change)}</td><td><ul>${[...items, ...wrong]}</ul></td></tr>
`
}

function lostSection({ impact: { lost } }: ImpactReport): Markup | undefined {
  if (lost.length === 0) return undefined
  const { symbol, name, note } = lostMark
  const rows = lost.map(
    ({ id, title, why }) =>
      html`<tr><th scope="row"><span class="title">${said(title)}</span><br><span class="soft">${said(id)}</span></th><td>${sentence(why)}</td></tr>
`,
  )
  return html`<section>
<h2><span class="symbol">${symbol}</span> ${name} (${lost.length}) <span class="note">${note}</span></h2>
<table class="lost"><colgroup><col><col></colgroup>
<thead><tr><th scope="col">Launch</th><th scope="col">Because</th></tr></thead>
<tbody>
${rows}</tbody></table>
</section>
`
}

function tallySection({ impact: { requirements } }: ImpactReport): Markup | undefined {
  if (requirements.length === 0) return undefined
  const rows = requirements.map(
    (item) =>
      html`<tr><th scope="row"><code>${changedId(item)}</code></th><td>${item.change === 'same' ? 'unedited' : item.change}</td><td>${item.launches}</td><td>${tallyWords(item.before)}</td><td>${tallyWords(item.after)}</td></tr>
`,
  )
  return html`<section>
<h2>Requirements <span class="note">over all launches</span></h2>
<table class="tallies"><colgroup><col><col><col><col><col></colgroup>
<thead><tr><th scope="col">Requirement</th><th scope="col">Edit</th><th scope="col">Launches that differ</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
<tbody>
${rows}</tbody></table>
</section>
`
}
