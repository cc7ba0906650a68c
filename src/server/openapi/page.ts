import { html, join, type Markup, sentence } from '../../report/markup.ts'
import { operations } from '../auth/rights.ts'
import type { Endpoint, Parameter } from '../endpoints/endpoint.ts'
import { endpoints } from '../endpoints/endpoints.ts'
import { areas } from './document.ts'
import { examples } from './examples.ts'

/** `/docs`: the API on one page to read, with an example of each request. */
export function docsPage(): string {
  const all: readonly Endpoint[] = endpoints
  return `${
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The API · onlyif</title>
<link rel="stylesheet" href="/assets/room.css">
<link rel="stylesheet" href="/docs.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top"><p class="brand"><a href="/">only<span>if</span></a></p><nav aria-label="Service"><ul><li><a href="/">Dashboard</a></li><li><a href="/docs" aria-current="page">API</a></li><li><a href="/openapi.json">OpenAPI</a></li></ul></nav></header>
<main id="main" class="api" tabindex="-1">
<h1>The API</h1>
<p class="lead">Judges launches against customer commitments, keeps every decision as evidence, and says why. For programs it is described in <a href="/openapi.json">OpenAPI 3.1</a>.</p>
<p>Send <code>Authorization: Bearer</code> with a token of <code>onlyif token create</code>, or with the identity token of a workflow. In the examples <code>$ONLYIF</code> is the address of this service and <code>$TOKEN</code> the token; <code>$OLA</code> and <code>$MARIA</code> are tokens of people, <code>$RUN</code> names a run, <code>$DIGEST</code> a decision, <code>$WAIVER</code> a waiver, and <code>$UNTIL</code> is a day to come. What is refused is told as a problem (RFC 9457) with a <code>hint</code>.</p>
<nav class="contents" aria-label="Requests">
${join(Object.keys(areas).map(contentsOf), '\n')}
</nav>
${join(all.map(sectionOf), '\n')}
</main>
</body>
</html>
`.markup
  }`
}

function contentsOf(area: string): Markup {
  const own = (endpoints as readonly Endpoint[]).filter((item) => item.area === area)
  return html`<h2>${area}</h2><ul>
${join(
  own.map((item) => html`<li><a href="#${item.id}">${requestOf(item)}</a> <span>${item.summary}</span></li>`),
  '\n',
)}
</ul>`
}

function requestOf({ method, path }: Endpoint): Markup {
  return html`<span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code>`
}

function sectionOf(endpoint: Endpoint): Markup {
  const { id, summary, description, right, parameters = [], body, answers } = endpoint
  const example = examples[id]
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${summary}</h2>
<p class="request">${requestOf(endpoint)} · ${right === 'anyone' ? 'needs no token' : html`needs the scope <code>${operations[right].scope}</code>`}</p>
${description === undefined ? '' : html`<p>${sentence(description)}</p>`}
${example === undefined ? '' : exampleOf(example, summary)}
${parameters.length === 0 ? '' : parametersOf(parameters)}
${body ? bodyOf(body) : ''}
<h3>Answers</h3>
<table><thead><tr><th scope="col">Status</th><th scope="col">Answer</th></tr></thead><tbody>
${join(
  Object.entries(answers).map(([status, answer]) => html`<tr><th scope="row">${status}</th><td>${sentence(answer.description)}</td></tr>`),
  '\n',
)}
</tbody></table>
</section>`
}

/** Whoever copies an example gets its lines as they are typed, so they end where they end. */
function exampleOf(example: string, summary: string): Markup {
  const lines = example.split('\n').map((line) => html`${line}`.markup)
  return html`<pre tabindex="0" role="region" aria-label="Example: ${summary}"><code>${{ markup: lines.join('\n') }}</code></pre>`
}

function parametersOf(parameters: readonly Parameter[]): Markup {
  return html`<h3>Parameters</h3>
<table class="parameters"><thead><tr><th scope="col">Name</th><th scope="col">In</th><th scope="col">Meaning</th></tr></thead><tbody>
${join(
  parameters.map(
    (item) =>
      html`<tr><th scope="row"><code>${item.name}</code></th><td class="place">${item.in}</td><td>${sentence(item.description)}</td></tr>`,
  ),
  '\n',
)}
</tbody></table>`
}

function bodyOf({ description, content }: NonNullable<Endpoint['body']>): Markup {
  const types = Object.keys(content).map((type) => html`<code>${type}</code>`)
  return html`<h3>Body</h3>
<p>${sentence(description)} As ${join(types, ' or ')}.</p>`
}
