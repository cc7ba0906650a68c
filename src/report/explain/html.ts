import { html, type Markup, said, sentence } from '../markup.ts'
import { homeOf } from './addresses.ts'
import { type Demand, groupWords, testWords } from './demand.ts'
import type { ExplainedCommitment, ExplainedRequirement, Explanation } from './explanation.ts'
import type { ExplainedFact } from './fact.ts'
import { page } from './page.ts'
import { commitmentRows, factTexts, type Row, rowsOf } from './rows.ts'
import { isToldElsewhere } from './text.ts'

/** Where things stand on the pages that explain them, as the value of an `href`. */
export interface Addresses {
  /** Of a requirement by its full id; undefined where it is not explained. */
  readonly requirement: (id: string) => string | undefined
  readonly fact: (path: string) => string | undefined
}

/** Commitments in plain language as one page. */
export function explanationHtml(explanation: Explanation): string {
  const { commitments, facts } = explanation
  const homes = new Set(commitments.map(({ id }) => id))
  const known = new Set(
    commitments.flatMap((item) => item.requirements.flatMap(({ id, same }) => (same && homes.has(homeOf(id)) ? [] : [id]))),
  )
  const paths = new Set(facts.map(({ path }) => path))
  const addresses: Addresses = {
    requirement: (id) => (known.has(id) ? `#${id}` : undefined),
    fact: (path) => (paths.has(path) ? `#fact-${path}` : undefined),
  }
  const [single] = commitments
  const title = single && commitments.length === 1 ? single.title : 'What we promise customers'
  const parts = commitments.map((item) => commitmentPart(item, homes, addresses, (id) => id))
  return page(
    title,
    html`${parts}${facts.length === 0 ? undefined : html`<h2>Facts</h2>\n${facts.map((fact) => factPart(fact, `fact-${fact.path}`, addresses))}`}`,
  )
}

/** A commitment with its requirements; `anchorOf` names the anchor of each. */
export function commitmentPart(
  commitment: ExplainedCommitment,
  homes: ReadonlySet<string>,
  addresses: Addresses,
  anchorOf: (id: string) => string,
): Markup {
  const { id, title, place, requirements } = commitment
  return html`<section>
<h1>${said(title)}</h1>
<p class="where"><code>${id}</code> · <code>${place.file}</code></p>
${list(commitmentRows(commitment))}
${requirements.map((item) => requirementPart(item, { isElsewhere: isToldElsewhere(item, homes), anchor: anchorOf(item.id) }, addresses))}</section>
`
}

function requirementPart(
  requirement: ExplainedRequirement,
  { isElsewhere, anchor }: { readonly isElsewhere: boolean; readonly anchor: string },
  addresses: Addresses,
): Markup {
  const { sentence: promise, id, place, facts } = requirement
  if (isElsewhere) {
    const href = addresses.requirement(id)
    const link = href === undefined ? html`<code>${id}</code>` : html`<a href="${href}"><code>${id}</code></a>`
    return html`<h2>${said(promise)}</h2>
<p class="where">${link}, told in full there</p>
`
  }
  return html`<h2 id="${anchor}"><a href="#${anchor}">${said(promise)}</a></h2>
<p class="where"><code>${id}</code> · <code>${`${place.file}:${place.line}`}</code></p>
${list(
  rowsOf(requirement),
  facts.length === 0
    ? undefined
    : html`<dt>facts</dt><dd>${facts.map((path) => factLink(path, addresses))}</dd>
`,
)}
`
}

function factLink(path: string, addresses: Addresses): Markup {
  const href = addresses.fact(path)
  const name = html`<code>${path}</code>`
  return html`${href === undefined ? name : html`<a href="${href}">${name}</a>`} `
}

/** A fact as the catalog describes it, and who reads it. */
export function factPart(fact: ExplainedFact, anchor: string, addresses: Addresses): Markup {
  const { path, name, requirements } = fact
  const readers = requirements.map((id) => {
    const href = addresses.requirement(id)
    return html`<li>${href === undefined ? html`<code>${id}</code>` : html`<a href="${href}"><code>${id}</code></a>`}</li>`
  })
  return html`<div class="fact"><h3 id="${anchor}"><a href="#${anchor}">${name === undefined ? html`<code>${path}</code>` : said(name)}</a></h3>
${name === undefined ? undefined : html`<p class="where"><code>${path}</code></p>\n`}<ul>${factTexts(fact).map((text) => html`<li>${sentence(text)}</li>`)}</ul>
<p class="about">${readers.length === 0 ? 'No requirement reads it.' : 'Read by'}</p>
${readers.length === 0 ? undefined : html`<ul class="about">${readers}</ul>`}</div>
`
}

function list(rows: readonly Row[], more?: Markup): Markup {
  return html`<dl>
${rows.map(
  (row) => html`<dt>${row.label}</dt><dd>${row.kind === 'demands' ? demandsPart(row.demands, row.saidElsewhere) : textsPart(row.texts)}</dd>
`,
)}${more}</dl>`
}

function textsPart(texts: readonly string[]): Markup {
  const [only = ''] = texts
  return texts.length === 1 ? html`${sentence(only)}` : html`<ul>${texts.map((text) => html`<li>${sentence(text)}</li>`)}</ul>`
}

function demandsPart(demands: readonly Demand[], saidElsewhere: readonly string[]): Markup {
  const [only] = demands
  if (only?.kind === 'test' && demands.length === 1) return sentence(testWords(only, saidElsewhere))
  return html`<ul>${demands.map((demand) => html`<li>${demand.kind === 'test' ? sentence(testWords(demand, saidElsewhere)) : html`${groupWords(demand)}:${demandsPart(demand.of, saidElsewhere)}`}</li>`)}</ul>`
}
