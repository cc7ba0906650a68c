/** On paper: A4, dark on white whatever the screen shows, nothing that can only be clicked. */
export const printStyle = `
@page { size: A4 portrait; margin: 11mm 12mm 13mm; @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 7pt Arial, sans-serif; color: #555; } }
@page across { size: A4 landscape; margin: 10mm 11mm 12mm; @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 7pt Arial, sans-serif; color: #555; } }
@media print {
  :root {
    color-scheme: light;
    --paper: #fff; --band: #fff; --ink: #111; --soft: #444; --line: #c9c9c9; --edge: #777; --accent: #111;
    --red: #a30d1d; --red-bg: #fff; --amber: #744600; --amber-bg: #fff; --green: #14612a; --green-bg: #fff; --grey: #444; --grey-bg: #fff;
  }
  html { font-size: 8.6pt; }
  body { display: block; font-size: 1rem; line-height: 1.3; }
  body.wide { page: across; }
  body.wide, html:has(body.wide) { font-size: 7.8pt; }
  .top nav, .filters, .choices, .pager a, .ways a, .skip, .screen { display: none; }
  .top, main { padding-inline: 0; background: none; max-width: none; }
  .top { border: 0; padding-block: 0 1mm; }
  main { padding-block: 0 1mm; }
  h1 { font-size: 15pt; } h2 { font-size: 10.5pt; margin: 4mm 0 1mm; break-after: avoid; }
  a { color: inherit; text-decoration: none; }
  .chosen { display: block; margin-top: 1mm; }
  .scroll { overflow: visible; }
  .changes thead th:last-child, .changes td:last-child { display: none; }
  thead { display: table-header-group; }
  tr, .tile { break-inside: avoid; }
  tr.group, section > .note { break-after: avoid; }
  th, td { padding: .8mm 2mm .8mm 0; }
  td.number + td:not(.number), th.number + th:not(.number) { padding-inline-start: 1.5mm; }
  th.word, td.word { min-width: 5.4rem; } th.name, td.name { min-width: 8.6rem; } th.wide, td.wide { min-width: 10rem; }
  .requirements th[scope=row] { width: 19%; } .requirements td:nth-of-type(2), .requirements td:nth-of-type(3) { width: 14%; }
  td.narrow .small, .room td:nth-of-type(1) .mark, .room td:nth-of-type(2) .mark { white-space: normal; }
  td.tint .mark, td.tint .small { white-space: normal; overflow-wrap: normal; padding: 0; }
  tbody tr:not(.group):hover { background: none; }
  footer { display: none; }
  .paper { display: block; margin-top: 1mm; font-size: 6.8pt; line-height: 1.25; color: var(--soft); } .paper p { margin: 0; }
}
`
