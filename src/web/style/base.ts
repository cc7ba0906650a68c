/** Colours, type and the frame of a page. Every pair of colours was chosen for a contrast of at least 4.5 to 1, in both schemes. */
export const baseStyle = `
:root {
  color-scheme: light dark;
  --paper: #fff; --band: #f4f6f8; --ink: #171b20; --soft: #545c66; --line: #d6dbe0; --edge: #7b838c; --accent: #0b57a4;
  --red: #a30d1d; --red-bg: #fdeced; --amber: #744600; --amber-bg: #fff2d9; --green: #14612a; --green-bg: #e6f4e9; --grey: #545c66; --grey-bg: #f0f2f4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --band: #1c2025; --ink: #e9ecef; --soft: #aab2bb; --line: #333a42; --edge: #7d8790; --accent: #8cbcf5;
    --red: #ffa1a8; --red-bg: #3c191d; --amber: #f2c377; --amber-bg: #372a10; --green: #8bd9a0; --green-bg: #142f1c; --grey: #aab2bb; --grey-bg: #22272d;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }
@media screen and (min-width: 120rem) { html { font-size: 112.5%; } }
@media screen and (min-width: 155rem) { html { font-size: 137.5%; } }
@media screen and (min-width: 235rem) { html { font-size: 200%; } }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column;
  font: 0.9375rem/1.45 system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", "Noto Sans", "Noto Sans CJK JP", "Noto Sans Arabic", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
h1, h2, h3, p, ul, ol, dl, dd, table, fieldset { margin: 0; }
h1 { font-size: 1.6rem; line-height: 1.2; letter-spacing: -.015em; text-wrap: balance; }
h2 { font-size: 1.08rem; line-height: 1.3; margin: 1.7rem 0 .5rem; }
h3 { font-size: .95rem; margin: 1rem 0 .3rem; }
a { color: var(--accent); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .15em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
code { font: .92em ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; }
ul.plain { padding: 0; list-style: none; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; inset-inline-start: -100vw; }
.skip:focus { inset-inline-start: .5rem; top: .5rem; z-index: 9; padding: .5rem .8rem; background: var(--paper); }
.symbol { display: inline-block; min-width: 1em; text-align: center; font-family: "DejaVu Sans", "Segoe UI Symbol", "Apple Symbols", sans-serif; font-weight: normal; }
.soft, .kicker, .small, .note { color: var(--soft); }
.small { font-size: .8125rem; line-height: 1.35; }
.small.red, .small.amber { font-weight: 600; }
.red { color: var(--red); } .amber { color: var(--amber); } .green { color: var(--green); } .grey { color: var(--grey); }
.day { white-space: nowrap; }
.kicker { font-size: .8125rem; letter-spacing: .05em; text-transform: uppercase; margin-bottom: .2rem; }
.lead { margin-top: .45rem; font-size: 1.02rem; max-width: 68rem; text-wrap: pretty; }
.misread { margin-top: .8rem; padding: .5rem .8rem; border-inline-start: 4px solid var(--amber); background: var(--band); max-width: 68rem; }
.note { margin-bottom: .5rem; max-width: 90ch; }
.lead ~ section > .note:first-child, .lead + .fold { margin-top: .6rem; }

.top { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem 1.4rem; padding: .55rem clamp(.8rem, 2.2vw, 2.4rem); border-bottom: 1px solid var(--line); background: var(--band); }
.brand { font-weight: 700; font-size: 1.02rem; }
.brand a { color: inherit; text-decoration: none; }
.brand span { color: var(--accent); }
.top nav ul { display: flex; flex-wrap: wrap; gap: 0 .2rem; padding: 0; list-style: none; }
.top nav a { display: inline-block; padding: .32rem .55rem; color: var(--ink); text-decoration: none; border-radius: 5px; }
.top nav a:hover { background: var(--line); }
.top nav a[aria-current] { font-weight: 600; box-shadow: inset 0 -2px 0 var(--accent); border-radius: 5px 5px 0 0; }
main { flex: 1; padding: 1.25rem clamp(.8rem, 2.2vw, 2.4rem) 2rem; width: 100%; max-width: 110rem; }
footer { padding: 1rem clamp(.8rem, 2.2vw, 2.4rem) 1.6rem; border-top: 1px solid var(--line); background: var(--band); font-size: .8125rem; color: var(--soft); }
.exports { display: flex; flex-wrap: wrap; gap: .3rem 2rem; margin-top: .8rem; }
@media screen and (max-width: 640px) {
  h1 { font-size: 1.35rem; } main { padding-top: .9rem; } .lead { font-size: 1rem; }
  main, .top, footer { padding-inline: .6rem; }
  .top nav a { padding: .22rem .4rem; } .top nav ul { gap: 0; margin-inline-start: -.4rem; }
}
.empty { padding: 1.4rem; border: 1px dashed var(--edge); border-radius: 8px; max-width: 60rem; }
.empty > * + * { margin-top: .6rem; }
.empty pre { margin: .6rem 0 0; padding: .7rem .9rem; background: var(--band); border-radius: 6px; white-space: pre-wrap; }

.sign-out { margin-inline-start: auto; } .sign-out button { min-height: 0; padding: .15rem .6rem; background: none; color: var(--accent); font-weight: 400; }

.filters { display: flex; flex-wrap: wrap; align-items: end; gap: .5rem .8rem; margin: 1rem 0 .4rem; }
.filters label span { display: block; font-size: .8125rem; color: var(--soft); }
select, button, input { font: inherit; color: inherit; }
select, input[type=text], input[type=search], input[type=date] { min-height: 2.1rem; max-width: 15rem; padding: .2rem .45rem; background: var(--paper); border: 1px solid var(--edge); border-radius: 5px; }
button { min-height: 2.1rem; padding: .2rem .95rem; background: var(--accent); color: var(--paper); border: 1px solid var(--accent); border-radius: 5px; font-weight: 600; cursor: pointer; }
.filters select { max-width: min(24rem, 100%); }
.filters a { padding: .4rem 0; }
.chosen, .paper { display: none; }
.choices { display: flex; flex-wrap: wrap; gap: .3rem .6rem; margin: 1rem 0 .4rem; }
.choices details { border: 1px solid var(--line); border-radius: 5px; padding: .25rem .6rem; }
.choices summary { cursor: pointer; }
.choices ul { columns: 14rem auto; padding: .4rem 0 .2rem; margin: 0; list-style: none; }
.choices a[aria-current] { font-weight: 700; text-decoration: none; color: inherit; }

.sign-in { max-width: 46rem; margin: 0 auto; padding-top: clamp(1.25rem, 6vh, 4rem); }
.sign-in form { margin-top: 1.2rem; padding: 1rem 1.1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--band); }
.sign-in form > * + * { margin-top: .6rem; }
.sign-in label { display: block; font-weight: 600; margin-bottom: .25rem; }
.sign-in input[type=password] { width: 100%; min-height: 2.4rem; padding: .2rem .6rem; background: var(--paper); border: 1px solid var(--edge); border-radius: 5px; }
.sign-in pre { margin: .5rem 0 0; padding: .7rem .9rem; background: var(--band); border-radius: 6px; white-space: pre-wrap; }
.refused { border-color: var(--red); }
.refused strong { color: var(--red); }
`
