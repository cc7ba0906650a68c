import { html, type Markup, said, sentence } from '../markup.ts'
import { counted } from '../value-words.ts'
import { anchorOf, commitmentFile, factAddress, homeOf, requirementAddress } from './addresses.ts'
import type { ExplainedCommitment, Explanation } from './explanation.ts'
import { type Addresses, commitmentPart, factPart } from './html.ts'
import { page } from './page.ts'

/** A file of the site: its name within the folder, and its text. */
export interface SitePage {
  readonly file: string
  readonly text: string
}

/** The whole set as static pages: an index, a page a commitment, and the catalog of facts, linked with each other. No script. */
export function sitePages(explanation: Explanation): SitePage[] {
  const { commitments, facts } = explanation
  const homes = new Set(commitments.map(({ id }) => id))
  const known = new Set(commitments.flatMap((item) => item.requirements.map(({ id }) => id)))
  const paths = new Set(facts.map(({ path }) => path))
  const addresses: Addresses = {
    requirement: (id) => (known.has(id) && homes.has(homeOf(id)) ? requirementAddress(id) : undefined),
    fact: (path) => (paths.has(path) ? factAddress(path) : undefined),
  }
  const nav = html`<nav><a href="index.html">What we promise</a> · <a href="facts.html">Facts</a></nav>
`
  return [
    { file: 'index.html', text: page('What we promise customers', indexPart(explanation, addresses)) },
    ...commitments.map((item) => ({
      file: commitmentFile(item.id),
      text: page(item.title, html`${nav}${commitmentPart(item, homes, addresses, anchorOf)}`),
    })),
    {
      file: 'facts.html',
      text: page(
        'Facts',
        html`${nav}<h1>Facts</h1>
<p class="where">${counted(facts.length, 'fact')} by which we judge whether a promise is kept</p>
${facts.map((fact) => factPart(fact, fact.path, addresses))}`,
      ),
    },
  ]
}

function indexPart({ commitments, facts }: Explanation, addresses: Addresses): Markup {
  return html`<h1>What we promise customers</h1>
<p class="where">${counted(commitments.length, 'commitment')} · <a href="facts.html">${counted(facts.length, 'fact')}</a></p>
${commitments.map((item) => entry(item, addresses))}`
}

function entry({ id, title, owner, listed, requirements }: ExplainedCommitment, addresses: Addresses): Markup {
  const rows = requirements.map((item) => {
    const href = addresses.requirement(item.id)
    const name = href === undefined ? said(item.sentence) : html`<a href="${href}">${said(item.sentence)}</a>`
    return html`<tr><td>${name}</td><td>${said(item.owner)}</td><td>${item.due === undefined ? undefined : sentence(item.due)}</td></tr>
`
  })
  return html`<section>
<h2 id="${id}"><a href="${commitmentFile(id)}">${said(title)}</a></h2>
<p class="where"><code>${id}</code> · ${counted(listed, 'requirement')} · ${said(owner)}</p>
<table class="list index"><thead><tr><th scope="col">Requirement</th><th scope="col">Owner</th><th scope="col">Due</th></tr></thead>
<tbody>
${rows}</tbody></table>
</section>
`
}
