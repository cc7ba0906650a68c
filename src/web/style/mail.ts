import { exampleStyle } from '../example-note.ts'

/** The look of mail: light, one column, plain elements only, so that what a mail program drops is not missed. */
export const mailStyle = `
body { margin: 0; background: #ffffff; color: #171b20; font: 14px/1.45 Arial, Helvetica, sans-serif; }
main { max-width: 900px; margin: 0 auto; padding: 16px; }
h1 { font-size: 22px; line-height: 1.25; margin: 0 0 4px; }
h2 { font-size: 16px; margin: 24px 0 6px; }
p { margin: 6px 0; }
table { border-collapse: collapse; }
th { font-size: 12px; color: #545c66; border-bottom: 1px solid #7b838c; text-align: left; }
th.group { font-size: 14px; color: #171b20; border: 0; padding-top: 14px; }
th[align=right] { text-align: right; }
td { border-bottom: 1px solid #d6dbe0; }
ul { margin: 0; padding: 0; list-style: none; }
a { color: #0b57a4; }
.small, small { font-size: 12px; color: #545c66; }
.red { color: #a30d1d; } .amber { color: #744600; } .green { color: #14612a; } .grey { color: #545c66; }
.mark { font-weight: bold; white-space: nowrap; } .day { white-space: nowrap; }
@page { size: A4 portrait; margin: 12mm; }
@media print { main { max-width: none; padding: 0; } body { font-size: 9.5pt; } tr { break-inside: avoid; } tr.group, h2, thead { break-after: avoid; } thead { display: table-header-group; } }
hr { border: 0; border-top: 1px solid #d6dbe0; margin: 24px 0 8px; }
@media screen and (max-width: 640px) {
  main { padding: 10px; }
  thead { display: none; }
  table, tbody, tr, td, th.group { display: block; width: auto; }
  td, td[align=right] { border: 0; padding: 2px 0; text-align: left; }
  td::before { content: attr(data-label) ': '; font-size: 12px; color: #545c66; }
  td:empty { display: none; }
  tr { border-bottom: 1px solid #d6dbe0; padding: 6px 0; }
}
${exampleStyle}`
