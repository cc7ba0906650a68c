import type { ConditionCoverage } from '../authoring/condition-coverage.ts'
import type { CommitmentCoverage, RequirementCoverage } from '../authoring/coverage.ts'
import type { Commitment } from '../model/commitment.ts'
import { leafWords, missingWords, reaches, shareWords } from './coverage-words.ts'
import { style } from './html-style.ts'
import { html, join, type Markup, said, sentence } from './markup.ts'

const lineStyle = `
body { max-width: 240mm; }
.source { margin-top: 3mm; border-top: 1px solid var(--ink); font: 8pt/1.45 "Liberation Mono", "DejaVu Sans Mono", Consolas, Menlo, monospace; }
.source > div { display: grid; grid-template-columns: 9mm 5mm 1fr; }
.source .number { color: var(--soft); text-align: right; padding-right: 2mm; user-select: none; }
.source .text { white-space: pre-wrap; overflow-wrap: anywhere; }
.source .shown { background: #e9f3ec; } .source .open { background: #fbe9ea; }
@media screen and (prefers-color-scheme: dark) { .source .shown { background: #142f1c; } .source .open { background: #3c191d; } }
.source .why { grid-column: 3; padding: .4mm 0 .8mm; font: 7.6pt/1.35 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; }
`

interface Note {
  readonly isGood: boolean
  readonly text: Markup
}

/** Coverage on the YAML's own lines: one page that loads nothing, each commitment with its source, each tested line with what shows it. */
export function coverageHtml(covers: readonly CommitmentCoverage[]): string {
  const homes = [...new Set(covers.flatMap((cover) => cover.requirements.map(({ home }) => home)))]
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Coverage of the commitments by their tests</title>
<style>${{ markup: style + lineStyle }}</style>
</head>
<body>
<main>
<h1>Coverage of the commitments by their tests</h1>
<p class="launch">A condition is shown when two cases come out differently because of it alone: it is met in one and not in the other.</p>
${overview(covers)}
${homes.map((home) => sourceOf(home, covers))}
</main>
</body>
</html>
`
  return page.markup
}

function overview(covers: readonly CommitmentCoverage[]): Markup {
  const rows = covers.map((cover) => {
    const isWhole = reaches(cover, 100)
    return html`<tr><td><span class="symbol ${isWhole ? 'green' : 'amber'}">${isWhole ? '●' : '▲'}</span> ${said(cover.commitment.id)}</td><td>${shareWords(cover.outcomes)}</td><td>${shareWords(cover.conditions)}</td></tr>
`
  })
  return html`<table class="counts"><thead><tr><th>commitment</th><th>outcomes seen</th><th>conditions shown to decide</th></tr></thead>
<tbody>
${rows}</tbody></table>`
}

function sourceOf(home: Commitment, covers: readonly CommitmentCoverage[]): Markup {
  const own = new Map(
    covers.flatMap((cover) => cover.requirements).flatMap((item) => (item.home === home ? [[item.id, item] as const] : [])),
  )
  const notes = new Map<number, Note[]>()
  const add = (line: number, note: Note): void => void notes.set(line, [...(notes.get(line) ?? []), note])
  for (const item of own.values()) {
    add(item.requirement.place.line, outcomesNote(item))
    for (const condition of item.conditions) add(condition.leaf.place.line, conditionNote(condition, home))
  }
  const lines = home.document.text.replace(/\r?\n$/, '').split(/\r\n|\n|\r/)
  return html`<h2>${said(home.title)} <span class="note">${home.document.file}</span></h2>
<div class="source">
${lines.map((line, index) => lineOf(line, index + 1, notes.get(index + 1) ?? []))}</div>`
}

function lineOf(text: string, number: number, notes: readonly Note[]): Markup {
  const isGood = notes.every((note) => note.isGood)
  const look = notes.length === 0 ? '' : isGood ? 'shown' : 'open'
  const symbol = notes.length === 0 ? '' : isGood ? '●' : '✖'
  return html`<div class="${look}"><span class="number">${number}</span><span class="symbol ${isGood ? 'green' : 'red'}">${symbol}</span><span class="text">${text}</span>${notes.map((note) => html`<span class="why ${note.isGood ? 'soft' : 'red'}">${note.text}</span>`)}</div>
`
}

function outcomesNote({ outcomes }: RequirementCoverage): Note {
  const words = outcomes.map(({ outcome, cases }) => `${outcome} ${cases.length === 0 ? 'never' : `${cases.length}×`}`)
  return { isGood: outcomes.every(({ cases }) => cases.length > 0), text: html`seen ${words.join(', ')}` }
}

function conditionNote(condition: ConditionCoverage, home: Commitment): Note {
  const { leaf, state, pair } = condition
  const name = leafWords(leaf, home.document.text)
  if (state !== 'shown' || !pair) return { isGood: false, text: html`${sentence(name)}: ${state === 'shown' ? '' : missingWords[state]}` }
  const cases = pair.map(({ name: of }) => html`“${said(of)}”`)
  return { isGood: true, text: html`${sentence(name)} decides between ${join(cases, ' and ')}` }
}
