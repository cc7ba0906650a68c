import type { Decision } from '../model/generated/types.ts'
import { launchWords } from './launch-header.ts'
import { day, html, join, type Markup, marked, said, sentence } from './markup.ts'
import { reasonSentence, threeLines } from './next-steps.ts'
import { applyingCommitments } from './requirement-groups.ts'
import { listWords } from './value-words.ts'
import { countWords, endWords, lightsNote, ragWords, verdictMarks } from './verdict-words.ts'

/** The launch, and the question that the meeting has to answer. */
export function askSection(decision: Decision, number: number): Markup {
  const { launch, commitments } = decision
  const { product, sponsor, maturity, markets = [] } = launch
  const applying = applyingCommitments(decision)
  const more = [
    ...(product === undefined ? [] : [`product ${product}`]),
    ...(maturity === undefined ? [] : [maturity]),
    ...(sponsor === undefined ? [] : [`sponsor ${sponsor}`]),
    ...(markets.length === 0 ? [] : [`markets ${listWords(markets, 'and').replaceAll('`', '')}`]),
  ]
  return html`<header>
<p class="kicker">Gate pack: the decision asked for</p>
<h1 id="launch-${number}">${questionOf(decision)}</h1>
<p class="launch">${join(
    [...launchWords(decision), ...more].map((part) => html`<bdi>${sentence(part)}</bdi>`),
    ' · ',
  )}</p>
${commitments.map((item) => html`<p class="promise">“${said(item.title)}” <span class="soft small">${said(item.id)}, ${said(item.owner)}${applying.has(item.id) ? undefined : ', does not apply'}</span></p>\n`)}</header>
`
}

/** The verdict with its reason, beside the two lights. */
export function answerSection(decision: Decision): Markup {
  const { verdict, blocked, gateReady, onPlan } = decision
  const mark = verdictMarks[verdict]
  const rag = ragWords(decision)
  const isOver = endWords(decision) !== undefined
  const lines = decision.blocked ? [] : threeLines(decision)
  return html`<section aria-label="Verdict">
<div class="answer">
<div class="verdict"><p class="label">${isOver ? 'Last verdict' : 'Verdict today'}</p><p class="word ${blocked ? 'red' : gateReady}"><span class="symbol">${mark.symbol}</span> ${mark.word}</p><p>${reasonSentence(decision)}</p></div>
${light('Gate-ready: could it go today?', rag.gate, isOver ? 'grey' : gateReady)}${light('On plan: is anyone late?', rag.plan, isOver ? 'grey' : onPlan)}</div>
<p class="counts">${countWords(decision)}</p>
${lines.map(({ label, text }) => html`<p><b>${label}:</b> ${sentence(text)}</p>\n`)}</section>
`
}

/** What the two lights mean, printed on every pack: a colour nobody can look up is decoration. */
export function legendSection(): Markup {
  const rows = [
    [
      '✖',
      'RED',
      'blocked: a requirement is not met (no-go) or unknown (hold), nothing applied, or waivers where none are allowed',
      'something is overdue, or a waiver still needed has expired',
    ],
    [
      '▲',
      'AMBER',
      'conditional go, or a go with an advisory requirement not met',
      'something is due within 7 days, or evidence gets too old before launch',
    ],
    ['●', 'GREEN', 'go, without waivers, all advice kept', 'nothing is late'],
    ['○', 'GREY', 'nothing was decided, or the launch is over', 'there are no dates, or the launch is over'],
  ] as const
  return html`<section class="together">
<h2>How to read the lights</h2>
<table class="legend stacked"><colgroup><col><col><col></colgroup>
<thead><tr><th scope="col">Light</th><th scope="col">Gate-ready (could it go today?)</th><th scope="col">On plan (is anyone late?)</th></tr></thead>
<tbody>
${rows.map(([symbol, word, gate, plan]) => html`<tr><th scope="row">${marked({ symbol, word })}</th><td data-label="Gate-ready">${gate}</td><td data-label="On plan">${plan}</td></tr>\n`)}</tbody></table>
<p class="small soft">${lightsNote}</p>
</section>
`
}

function questionOf({ launch, now }: Decision): Markup {
  const name = html`${said(launch.title)}${launch.version === undefined ? undefined : html` ${said(launch.version)}`}`
  const end = endWords({ launch, now })
  if (end !== undefined) return html`${name}: ${end}`
  return html`May ${name} go to customers${launch.date === undefined ? undefined : html` on ${day(launch.date)}`}?`
}

function light(label: string, words: string, colour: Decision['onPlan']): Markup {
  const [symbol = '', ...rest] = words.split(' ')
  const [word = '', note = ''] = splitOnce(rest.join(' '), ', ')
  return html`<div><p class="label">${label}</p><p class="word ${colour}"><span class="symbol">${symbol}</span> ${word.toUpperCase()}</p><p>${note}</p></div>
`
}

function splitOnce(text: string, by: string): [string, string] {
  const at = text.indexOf(by)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + by.length)]
}
