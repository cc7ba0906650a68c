/**
 * The look of a gate pack: A4, dark on white, on a screen also light on dark, and nothing said by colour alone. Fonts are those of the reader's machine, for
 * the page loads nothing. In print a line with the launch and its verdict is repeated on every sheet, as are table headings.
 * On a narrow screen the rows of a `.stacked` table stand as lines, each cell with the name of its column where it needs one.
 * On paper `.answer` keeps away from the edge of the sheet, at which a border is cut to a hairline.
 */
export const style = `
:root { color-scheme: light; --ink: #1a1a1a; --soft: #555; --line: #b8b8b8; --red: #a30d1d; --amber: #7a4b00; --green: #14612a; --paper: #fff; --band: #f1f1f1; }
@media screen and (prefers-color-scheme: dark) {
  :root { color-scheme: dark; --ink: #e9ecef; --soft: #aab2bb; --line: #4a515a; --red: #ffa1a8; --amber: #f2c377; --green: #8bd9a0; --paper: #14171b; --band: #23282e; }
}
* { box-sizing: border-box; }
html { background: var(--paper); }
body { margin: 0 auto; max-width: 190mm; padding: 8mm 4mm; background: var(--paper); color: var(--ink);
  font: 9pt/1.34 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", "Noto Sans", "Noto Sans CJK JP", "Noto Sans Arabic", sans-serif;
  overflow-wrap: anywhere; hyphens: manual; font-variant-numeric: tabular-nums; }
h1, h2, p, ul, ol, dl, dd, table { margin: 0; }
h1 { font-size: 17pt; line-height: 1.15; letter-spacing: -.01em; text-wrap: balance; }
h2 { margin: 3.8mm 0 1mm; font-size: 10.5pt; line-height: 1.2; break-after: avoid; }
h2 .note { font-weight: normal; color: var(--soft); font-size: 8.5pt; }
ul { padding: 0; list-style: none; }
code { font: .92em "Liberation Mono", "DejaVu Sans Mono", Consolas, Menlo, monospace; }
.symbol { display: inline-block; min-width: 1.05em; font-family: "DejaVu Sans", "Segoe UI Symbol", "Apple Symbols", sans-serif; font-weight: normal; }
.soft, .kicker, .launch { color: var(--soft); }
.small { font-size: 7.6pt; line-height: 1.3; }
.day, .mark { white-space: nowrap; }
.red { color: var(--red); } .amber { color: var(--amber); } .green { color: var(--green); } .grey { color: var(--soft); }
a { color: inherit; text-decoration: underline; text-decoration-thickness: .5px; text-underline-offset: 1.5px; }
.address { display: inline-block; max-width: 100%; font-size: 7.2pt; line-height: 1.2; overflow-wrap: anywhere; }
.pack + .pack, .cover + .pack { margin-top: 14mm; }
.running { display: none; }
.kicker { font-size: 8pt; letter-spacing: .06em; text-transform: uppercase; }
.launch { margin-top: 1mm; }
.promise { margin-top: 2mm; font-style: italic; }
.answer { display: grid; grid-template-columns: 2fr 1fr 1fr; gap: 3mm; margin-top: 4mm; }
.answer > div { border: 1px solid var(--ink); padding: 2mm 2.6mm; min-width: 0; break-inside: avoid; }
.answer .verdict { border-width: 2.4px; }
.answer .label { font-size: 7.6pt; color: var(--soft); }
.answer .word { font-weight: bold; font-size: 11pt; line-height: 1.25; }
.answer .verdict .word { font-size: 17pt; line-height: 1.2; }
.counts { margin-top: 2.4mm; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
thead { display: table-header-group; }
th, td { padding: .75mm 1.8mm .75mm 0; text-align: start; vertical-align: top; border-top: .5px solid var(--line); }
th:last-child, td:last-child { padding-inline-end: 0; }
thead th { border-top: 0; border-bottom: 1px solid var(--ink); padding-block: 0 .8mm; font-size: 7.6pt; font-weight: bold; vertical-align: bottom; }
tbody tr { break-inside: avoid; }
tr.stage { break-after: avoid; }
tr.stage th { padding-top: 2.2mm; font-weight: bold; background: var(--band); border-top: .5px solid var(--ink); padding: .8mm 1.6mm; }
tbody th { font-weight: inherit; }
td .title { font-weight: bold; }
td li + li { margin-top: .5mm; }
.requirements { font-size: 7.9pt; line-height: 1.25; }
.requirements .outcome { font-weight: bold; }
.requirements .polarity { font-size: 7.4pt; }
.requirements .small { font-size: 7.2pt; line-height: 1.25; }
.requirements col:nth-child(1) { width: 21mm; } .requirements col:nth-child(2) { width: 50mm; } .requirements col.polarity { width: 25mm; }
.ways col:nth-child(1) { width: 40mm; } .ways col:nth-child(3) { width: 44mm; }
.waivers, .handoffs, .ways { font-size: 7.9pt; line-height: 1.25; }
.waivers col:nth-child(1) { width: 40mm; } .waivers col:nth-child(2) { width: 40mm; } .waivers col:nth-child(3) { width: 38mm; }
.handoffs col:nth-child(1) { width: 36mm; } .handoffs col:nth-child(2) { width: 42mm; } .handoffs col:nth-child(4) { width: 46mm; }
.legend, .inputs { font-size: 7.4pt; line-height: 1.28; }
.legend th, .legend td, .inputs th, .inputs td { padding-block: .6mm; }
.legend col:nth-child(1) { width: 19mm; }
.legend + p { margin-top: .8mm; }
.inputs col:nth-child(1) { width: 38mm; } .inputs col:nth-child(3) { width: 85mm; }
.inputs code { font-size: 6.1pt; word-break: break-all; }
.packs { margin-top: 3mm; }
.packs col:nth-child(1) { width: 34mm; } .packs col:nth-child(3) { width: 22mm; } .packs col:nth-child(4) { width: 34mm; } .packs col:nth-child(5) { width: 38mm; }
footer { margin-top: 4mm; padding-top: 1.4mm; border-top: 1px solid var(--ink); font-size: 7.4pt; color: var(--soft); break-inside: avoid; }
footer code { font-size: 6.6pt; word-break: break-all; }
section { break-inside: auto; }
.together { break-inside: avoid; }
@media screen and (max-width: 640px) {
  .answer { grid-template-columns: 1fr; }
  main { overflow-x: auto; }
  table { min-width: 640px; }
  body { font-size: 10.5pt; }
  .stacked, .stacked tbody, .stacked tr, .stacked th, .stacked td { display: block; min-width: 0; }
  .stacked { font-size: 10pt; line-height: 1.35; } .stacked .small, .stacked .polarity, .stacked .address { font-size: 9pt; }
  .inputs code { font-size: .85em; }
  .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacked tr { padding-block: 1.6mm; border-top: 1px solid var(--line); }
  .stacked th, .stacked td { padding: .3mm 0; border: 0; }
  .stacked tr.stage { padding: 0; } .stacked tr.stage th { padding: .8mm 1.6mm; }
  .stacked td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); }
  .stacked td:empty { display: none; }
}
@page { size: A4 portrait; margin: 9mm 13mm 12mm; @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 7pt Helvetica, Arial, sans-serif; color: #555; } }
@media print {
  body { max-width: none; padding: 0; }
  .pack + .pack, .cover + .pack { margin-top: 0; break-before: page; }
  .pack { display: table; width: 100%; table-layout: fixed; }
  .running { display: table-header-group; break-inside: avoid; font-size: 7.4pt; color: var(--soft); }
  .running > p { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; padding-bottom: 1mm; margin-bottom: 3mm; border-bottom: .5px solid var(--line); }
  .sheet { display: table-row-group; }
  .answer { padding-inline-end: .4mm; }
}
`
