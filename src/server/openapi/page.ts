import { html, join, type Markup, sentence } from '../../report/markup.ts'
import { operations } from '../auth/rights.ts'
import type { Endpoint } from '../endpoints/endpoint.ts'
import { endpoints } from '../endpoints/endpoints.ts'
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
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top"><p class="brand"><a href="/">onlyif</a></p></header>
<main id="main">
<h1>The API</h1>
<p>Judges launches against customer commitments, keeps every decision as evidence, and says why. For programs it is described in <a href="/openapi.json">OpenAPI 3.1</a>.</p>
<p>Send <code>Authorization: Bearer</code> with a token of <code>onlyif token create</code>, or with the identity token of a workflow. What is refused is told as a problem (RFC 9457) with a <code>hint</code>.</p>
<nav aria-label="Requests"><ul>
${join(
  all.map((item) => html`<li><a href="#${item.id}"><code>${item.method.toUpperCase()} ${item.path}</code></a> ${item.summary}</li>`),
  '\n',
)}
</ul></nav>
${join(all.map(sectionOf), '\n')}
</main>
</body>
</html>
`.markup
  }`
}

function sectionOf({ id, method, path, summary, description, right, parameters = [], body, answers }: Endpoint): Markup {
  const example = examples[id]
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${summary}</h2>
<p><code>${method.toUpperCase()} ${path}</code> · ${right === 'anyone' ? 'needs no token' : html`needs the scope <code>${operations[right].scope}</code>`}</p>
${description === undefined ? '' : html`<p>${sentence(description)}</p>`}
${
  example === undefined
    ? ''
    : html`<pre tabindex="0"><code>${join(
        example.split('\n').map((line) => html`${line}`),
        '\n',
      )}</code></pre>`
}
${
  parameters.length === 0
    ? ''
    : html`<table><thead><tr><th scope="col">Parameter</th><th scope="col">in</th><th scope="col">Meaning</th></tr></thead><tbody>
${join(
  parameters.map((item) => html`<tr><th scope="row"><code>${item.name}</code></th><td>${item.in}</td><td>${item.description}</td></tr>`),
  '\n',
)}
</tbody></table>`
}
${
  body
    ? html`<p>Body: ${body.description} ${join(
        Object.keys(body.content).map((type) => html`<code>${type}</code>`),
        ' ',
      )}</p>`
    : ''
}
<table><thead><tr><th scope="col">Status</th><th scope="col">Answer</th></tr></thead><tbody>
${join(
  Object.entries(answers).map(([status, answer]) => html`<tr><th scope="row">${status}</th><td>${answer.description}</td></tr>`),
  '\n',
)}
</tbody></table>
</section>`
}
