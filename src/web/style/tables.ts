/** Tables, marks and tiles: what the views are made of. */
export const tableStyle = `
table { border-collapse: collapse; }
.scroll { overflow-x: auto; margin: .5rem 0; }
.scroll > table { width: 100%; }
th, td { padding: .38rem .7rem .38rem 0; text-align: start; vertical-align: top; }
th:last-child, td:last-child { padding-inline-end: .3rem; }
tbody tr { border-top: 1px solid var(--line); }
tbody th { font-weight: inherit; min-width: 9rem; }
thead th { font-size: .8125rem; font-weight: 600; color: var(--soft); vertical-align: bottom; padding-block: .3rem; border-bottom: 1.5px solid var(--edge); }
td.number, th.number { text-align: end; }
td.narrow, th.narrow { width: 1%; white-space: nowrap; }
td.word, th.word { min-width: 6rem; } td.name, th.name { min-width: 11.8rem; } td.wide, th.wide { min-width: 16rem; }
tr.group th { padding: 1.1rem 0 .35rem; font-weight: 700; }
tbody:first-of-type tr.group th { padding-top: .6rem; }
tbody tr:target { background: var(--amber-bg); }
tbody tr:not(.group):hover { background: var(--band); }
td li + li { margin-top: .25rem; }
.mark { white-space: nowrap; font-weight: 600; }
td.tint { padding-inline: .4rem; border-inline-start: 2px solid var(--paper); }
td.tint.red { background: var(--red-bg); } td.tint.amber { background: var(--amber-bg); } td.tint.green { background: var(--green-bg); } td.tint.grey { background: var(--grey-bg); }
td.tint .mark { font-weight: 500; font-size: .8125rem; }
td.tint .small { color: inherit; font-size: .75rem; padding-inline-start: 1.35em; }
td.tint a { color: inherit; text-decoration: none; display: block; }
td.tint a:hover { text-decoration: underline; }
td a:not(:hover) { text-decoration-color: color-mix(in srgb, currentColor 35%, transparent); }
.address { font-size: .8125rem; }
a > .mark { text-decoration: inherit; }
.share { white-space: nowrap; }
.share .track { fill: var(--line); } .share .part { fill: var(--edge); }
.pager { display: flex; flex-wrap: wrap; gap: 1.2rem; align-items: baseline; margin: .6rem 0; }
.pager span { color: var(--soft); }

.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr)); gap: .7rem; margin: 1.1rem 0 .6rem; padding: 0; list-style: none; }
.tile { padding: .65rem .85rem .7rem; border: 1px solid var(--line); border-inline-start: 5px solid var(--edge); border-radius: 7px; background: var(--paper); min-width: 0; }
.tile.red { border-inline-start-color: var(--red); } .tile.amber { border-inline-start-color: var(--amber); } .tile.green { border-inline-start-color: var(--green); }
.tile, .tile a { color: var(--ink); }
.tile a { text-decoration: none; display: block; }
.tile a:hover .what { text-decoration: underline; }
.tile .figure { font-size: 1.7rem; line-height: 1.15; font-weight: 700; letter-spacing: -.02em; }
.tile .what { display: block; }
.tile .small { display: block; }

.answer { display: grid; grid-template-columns: 2fr 1fr 1fr; gap: .8rem; margin: 1.1rem 0 .8rem; }
.answer > div { border: 1px solid var(--line); border-inline-start: 5px solid var(--edge); border-radius: 7px; padding: .65rem .9rem; color: var(--ink); min-width: 0; }
.answer > .red { border-inline-start-color: var(--red); } .answer > .amber { border-inline-start-color: var(--amber); } .answer > .green { border-inline-start-color: var(--green); }
.answer .word { font-size: 1.15rem; }
.answer .verdict { background: var(--band); }
.answer .verdict .word { font-size: 1.7rem; line-height: 1.25; letter-spacing: -.01em; }
.counts { font-weight: 600; }
.pledges { margin-top: .7rem; }
.pledges li { padding-block: .08rem; }
.pledges .pledge { font-style: italic; margin-inline-end: .35rem; }
.ways { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; align-items: baseline; margin: .9rem 0 0; }
.record { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .35rem 1.2rem; margin: 1.1rem 0; }
.record dt { color: var(--soft); }
.history td code a { white-space: nowrap; }
.inputs code { font-size: .8rem; }

.legend table { width: 100%; max-width: 70rem; }
.legend-name { font-weight: 600; padding-bottom: .2rem; }
.legend th, .legend td { padding-block: .18rem; }
.legend tbody th { min-width: 6rem; }
.legend p { margin-top: .4rem; }

@media screen and (min-width: 641px) {
  td.number + td:not(.number), th.number + th:not(.number) { padding-inline-start: .9rem; }
  .requirements th[scope=row] { width: 19%; min-width: 12rem; }
  .requirements td:not(.narrow, .wide) { width: 14%; }
  .room td:nth-of-type(1), .register td:nth-of-type(1), .register td:nth-of-type(3) { min-width: 9.4rem; } .room td:nth-of-type(1) :is(.mark, .small), .register td:nth-of-type(1) .small, .register td:nth-of-type(3) .small { white-space: normal; }
}
@media screen and (max-width: 640px) {
  .answer { grid-template-columns: 1fr; }
  .record { grid-template-columns: 1fr; gap: 0; } .record dd { margin-bottom: .5rem; }
  .filters { display: grid; grid-template-columns: 1fr 1fr; }
  .filters select, .filters input { width: 100%; }
  .tiles { grid-template-columns: 1fr 1fr; }
  .scroll > table, .scroll tbody, .scroll tbody th, .scroll td { display: block; width: auto; }
  .scroll thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .scroll tbody tr { display: grid; grid-template-columns: 1fr 1fr; gap: 0 .8rem; padding: .5rem 0; }
  .scroll th, .scroll td, .scroll th:last-child, .scroll td:last-child { grid-column: 1 / -1; padding: .12rem 0; text-align: start; white-space: normal; min-width: 0; }
  .scroll td { display: flow-root; }
  .scroll td::before { content: attr(data-label); float: left; width: 7.6rem; color: var(--soft); font-size: .8125rem; line-height: 1.3; padding-top: .1rem; }
  .scroll td:not(.tint, .number, .wide) { padding-inline-start: 7.8rem; } .scroll td:not(.tint, .number, .wide)::before { margin-inline-start: -7.8rem; }
  .scroll td:is(.wide, .tint)::before { float: none; display: block; width: auto; }
  .scroll td:empty { display: none; }
  .scroll td:is(.tint, .number) { grid-column: auto; }
  .scroll td.number { display: flex; justify-content: space-between; gap: .5rem; padding-inline-end: 1rem; } .scroll td.number::before { width: auto; }
  .scroll td.tint, .scroll td.tint:last-child { padding: .12rem .35rem; border: 0; margin-top: 2px; }
  .scroll td.tint .small { display: inline; padding-inline-start: .4em; }
  .scroll .changes td:nth-of-type(2), .scroll .changes td:nth-of-type(3) { grid-column: auto; padding-inline-start: 0; } .scroll .changes td:nth-of-type(2)::before, .scroll .changes td:nth-of-type(3)::before { float: none; display: block; margin: 0; }
  .scroll .inputs td { padding-inline-start: 0; } .scroll .inputs td::before { float: none; display: block; width: auto; margin: 0; }
  .way-to-go td.wide::before, .in-the-way td.wide::before { content: none; }
  .scroll table.room tbody tr { gap: 0 .3rem; }
  .scroll .room td:nth-of-type(2) .mark { white-space: normal; }
  .scroll .room td:nth-of-type(2), .scroll .room td:nth-of-type(3) { grid-column: auto; padding-inline-start: 5rem; } .scroll .room td:nth-of-type(2)::before, .scroll .room td:nth-of-type(3)::before { width: 4.8rem; margin-inline-start: -5rem; }
}
`
