import type { Decision } from '../model/generated/types.ts'
import { answerSection, askSection, legendSection } from './gate-pack-front.ts'
import { requirementsSection } from './gate-pack-requirements.ts'
import { handOffsSection, inputsSection, waiversSection, waySection } from './gate-pack-tables.ts'
import { html, type Markup, said, sentence } from './markup.ts'
import { digestNote, type ReportOptions } from './report-input.ts'
import { shownBy } from './text.ts'
import { verdictMarks } from './verdict-words.ts'

/** One launch as the sheet that a launch meeting decides by; `number` tells packs of one document apart. */
export function gatePack(
  decision: Decision,
  { number, only, docs, saved }: { readonly number: number } & Pick<ReportOptions, 'only' | 'docs' | 'saved'>,
): Markup {
  const { launch, digest, engine, now, verdict } = decision
  const { symbol, word } = verdictMarks[verdict]
  const shown = decision.requirements.filter(shownBy(only))
  return html`<article class="pack" aria-labelledby="launch-${number}">
<div class="running" aria-hidden="true"><p><span class="symbol">${symbol}</span> ${word} · as of ${now} · ${said(launch.title)} (${said(launch.id)})</p></div>
<div class="sheet">
${askSection(decision, number)}${answerSection(decision)}${only === undefined ? undefined : html`<p class="soft">Only ${said(only)} is shown; the verdict is over everything.</p>\n`}${waySection(decision)}${requirementsSection(decision, shown, docs)}${waiversSection(decision, shown)}${handOffsSection(decision, shown)}${legendSection()}${inputsSection(decision)}<footer>
<p>Judged as of ${now} by ${engine}. Decision <code>${digest}</code></p>
${saved ? html`<p>${sentence(digestNote)}</p>\n` : undefined}</footer>
</div>
</article>
`
}
