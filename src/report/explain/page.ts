import { style } from '../html-style.ts'
import { html, type Markup } from '../markup.ts'

/** Nothing may run, load or be sent, even if something slipped through the escaping. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** What explanations add to the look of reports: a column to read. */
const look = `
body { max-width: 170mm; font-size: 10.5pt; line-height: 1.45; }
nav { margin-bottom: 6mm; color: var(--soft); font-size: 9pt; }
h1 { margin-bottom: 1.5mm; }
h2 { margin: 9mm 0 .5mm; font-size: 13pt; line-height: 1.3; text-wrap: balance; scroll-margin-top: 4mm; }
h2 a, h3 a { text-decoration: none; } h2 a:hover, h3 a:hover { text-decoration: underline; }
h3 { margin: 7mm 0 .5mm; font-size: 11pt; scroll-margin-top: 4mm; }
.where { margin-bottom: 2mm; color: var(--soft); font-size: 8.5pt; }
dl { display: grid; grid-template-columns: 24mm 1fr; gap: 1mm 4mm; margin-top: 2mm; }
dt { color: var(--soft); } dd { min-width: 0; }
dd > ul, li > ul { padding-inline-start: 4.5mm; list-style: disc; }
dd > ul { padding-inline-start: 4mm; }
.demands { font-weight: 600; }
.about { color: var(--soft); font-size: 9pt; }
.list { margin-top: 4mm; }
.list td, .list th { padding-block: 1.4mm; }
.index th:nth-child(1) { width: 58%; }
:target { background: #fff3c4; }
section { break-inside: auto; } h2, h3, dt { break-after: avoid; } .fact { break-inside: avoid; }
@media screen and (prefers-color-scheme: dark) {
  :target { background: #4a3d10; }
}
@media screen and (max-width: 640px) { dl { grid-template-columns: 1fr; gap: 0 0; } dd { margin-bottom: 2mm; } table { min-width: 0; } }
`

/** A page of HTML that needs nothing else: no script, font or image. */
export function page(title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ markup: style + look }}</style>
</head>
<body>
<main>
${body}</main>
</body>
</html>
`.markup
}
