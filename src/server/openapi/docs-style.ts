/** What `/docs` adds to the style of the dashboard. */
export const docsStyle = `
.api { max-width: 72rem; }
.api > p { max-width: 68ch; margin-top: .5rem; }
.api .contents { margin: 1.4rem 0 .4rem; padding: .8rem 1.1rem 1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--band); }
.api .contents h2 { margin: .7rem 0 .15rem; font-size: .8125rem; letter-spacing: .05em; text-transform: uppercase; color: var(--soft); }
.api .contents h2:first-child { margin-top: 0; }
.api .contents ul { padding: 0; list-style: none; }
.api .contents li { display: grid; grid-template-columns: minmax(17rem, 24rem) 1fr; gap: 0 1rem; padding: .14rem 0; }
.api .contents a { text-decoration: none; }
.api .contents a:hover { text-decoration: underline; }
.api section { margin-top: 2.2rem; padding-top: .3rem; border-top: 1px solid var(--line); scroll-margin-top: .5rem; }
.api section > h2 { margin: .9rem 0 .35rem; font-size: 1.2rem; }
.api section > h3 { margin: 1.1rem 0 .2rem; }
.api section > p { max-width: 78ch; margin: .3rem 0; }
.api .request { font-size: 1rem; }
.api .method { display: inline-block; min-width: 3.6rem; padding: .05rem .5rem; margin-inline-end: .3rem; border-radius: 4px; text-align: center; font-weight: 700; font-size: .8125rem; }
.api .method.get { color: var(--green); background: var(--green-bg); }
.api .method.post { color: var(--amber); background: var(--amber-bg); }
.api pre { margin: .7rem 0; padding: .8rem 1rem; overflow-x: auto; background: var(--band); border: 1px solid var(--line); border-radius: 6px; line-height: 1.5; overflow-wrap: normal; }
.api table { width: 100%; }
.api tbody th { width: 11rem; }
.api td.place { width: 5rem; color: var(--soft); }
.api tbody tr:hover { background: none; }
@media screen and (max-width: 640px) {
  .api .contents li { grid-template-columns: 1fr; padding: .3rem 0; }
  .api pre { padding: .6rem .7rem; font-size: .84rem; }
  .api tbody th { width: 4rem; min-width: 0; }
  .api .parameters thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .api .parameters, .api .parameters tbody, .api .parameters tr, .api .parameters td { display: block; width: auto; }
  .api .parameters tbody th { display: inline-block; width: auto; padding: .3rem .6rem 0 0; }
  .api .parameters td { padding: 0 0 .35rem; }
  .api .parameters td.place { display: inline-block; padding: 0; }
}
`
