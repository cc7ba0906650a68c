/** What the further views add: tables of many columns, and commitments in plain words. */
export const furtherStyle = `
@media screen and (min-width: 641px) {
  .hand-offs td:not(.narrow, .name), .to-do td:not(.narrow, .name), .waivers td:not(.narrow, .name), .ending td:not(.narrow, .name), .quiet td:not(.narrow) { min-width: 8.5rem; }
}
.promise { max-width: 62rem; padding: .9rem 0 1rem; border-top: 1px solid var(--line); break-inside: avoid; }
.promise h3 { margin: 0 0 .45rem; font-size: 1.02rem; line-height: 1.35; text-wrap: balance; }
.promise:target { background: var(--amber-bg); box-shadow: -.6rem 0 0 var(--amber-bg); }
.plain-words > div { display: grid; grid-template-columns: 8.5rem 1fr; gap: 0 .8rem; padding: .12rem 0; }
.plain-words dt { color: var(--soft); }
.plain-words dd { min-width: 0; }
.plain-words ul { padding-inline-start: 1.1rem; }
.promise-open { margin-top: .5rem; }
.fold { display: none; }
@supports selector(:has(*)) {
  @media screen and (max-width: 640px) {
    .fold { display: inline-flex; align-items: center; gap: .45rem; min-height: 1.9rem; padding: .1rem .7rem .1rem .5rem; border: 1px solid var(--edge); border-radius: 5px; color: var(--accent); font-size: .875rem; font-weight: 600; cursor: pointer; }
    .fold:not(:has(:checked)) + .folded:not(:has(:target)) { display: none; }
    .fold + .folded { margin-top: .4rem; }
  }
}
@media screen and (max-width: 640px) { .plain-words > div { grid-template-columns: 1fr; padding: .25rem 0; } }
@media print { .owners th:last-child, .owners td:last-child { display: none; } .plain-words > div { grid-template-columns: 24mm 1fr; } .promise { padding: 2mm 0; } }
`
