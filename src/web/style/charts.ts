/** Charts: fills by outcome in colours that differ in lightness, too, each with a pattern of its own; lines and letters in the colours of text. */
export const chartStyle = `
:root { --unmet: #b3261e; --unknown: #d98a2b; --waived: #e7c75a; --met: #2f7d6b; --mesh: #fff; --speck: #2a1a05; }
@media (prefers-color-scheme: dark) { :root { --unmet: #e0675f; --unknown: #d9913f; --waived: #d8bd5c; --met: #3f9c86; --mesh: #14171b; --speck: #14171b; } }
.chart { margin: 1rem 0 1.4rem; max-width: 60rem; }
.chart figcaption { margin-bottom: .35rem; }
.chart-summary { display: block; color: var(--soft); font-size: .875rem; text-wrap: pretty; }
.chart-plot { display: block; overflow: visible; direction: ltr; }
.chart-legend { display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; margin: .1rem 0 .5rem; padding: 0; list-style: none; font-size: .8125rem; }
.chart-swatch { vertical-align: -1px; margin-inline-end: .35rem; }
.chart-fill-unmet { fill: var(--unmet); } .chart-fill-unknown { fill: var(--unknown); } .chart-fill-waived { fill: var(--waived); } .chart-fill-met { fill: var(--met); }
.chart-hatch { stroke: var(--mesh); stroke-width: 1.3; opacity: .75; } .chart-dot { fill: var(--speck); }
.chart-fill-waived + .chart-hatch { stroke: var(--speck); opacity: .55; }
.chart-edge { stroke: var(--paper); stroke-width: 1; }
.chart-bar { fill: var(--edge); }
.chart-grid { stroke: var(--line); stroke-width: 1; } .chart-axis { stroke: var(--edge); stroke-width: 1; }
.chart-half { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 2 4; }
.chart-label { fill: var(--soft); font-size: .75rem; } .chart-strong { fill: var(--ink); font-weight: 600; }
.chart-today { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 3 3; } .chart-launch { stroke: var(--ink); stroke-width: 2; }
.chart-due { fill: var(--ink); font-size: 9px; }
.chart-mark { font: 15px "DejaVu Sans", "Segoe UI Symbol", "Apple Symbols", sans-serif; }
.chart-mark.ink-red { fill: var(--red); } .chart-mark.ink-yellow { fill: var(--amber); } .chart-mark.ink-green { fill: var(--green); }
.chart-table { margin-top: .3rem; font-size: .875rem; } .chart-table summary { cursor: pointer; color: var(--soft); width: fit-content; }
.chart-scroll { overflow-x: auto; max-height: 24rem; overflow-wrap: normal; }
.chart-table th, .chart-table td { padding: .15rem .9rem .15rem 0; text-align: end; font-weight: normal; } .chart-table th:first-child { text-align: start; white-space: nowrap; }
.chart-clocks { margin: .4rem 0 0; padding: 0; list-style: none; }
.chart-clocks li { display: grid; grid-template-columns: minmax(9rem, 18rem) 1fr 9.5rem; gap: 0 .9rem; align-items: center; padding: .22rem 0; border-top: 1px solid var(--line); }
.chart-clock { direction: ltr; display: block; }
.chart-clock .chart-past { fill: var(--line); } .chart-clock .chart-left { fill: var(--waived); stroke: var(--edge); } .chart-clock-ending .chart-left { fill: var(--unknown); }
.chart-end { stroke: var(--ink); stroke-width: 2.5; }
.chart-left-words { white-space: nowrap; font-size: .875rem; }
@media (max-width: 40rem) { .chart-clocks li { grid-template-columns: 1fr auto; } .chart-clocks svg { grid-row: 2; grid-column: 1 / -1; } }
@media print {
  .chart { break-inside: avoid; } .chart-table { display: none; }
  :root { --unmet: #b3261e; --unknown: #d98a2b; --waived: #e7c75a; --met: #2f7d6b; --mesh: #fff; --speck: #2a1a05; }
  .chart rect, .chart path, .chart circle { print-color-adjust: exact; }
}
`
