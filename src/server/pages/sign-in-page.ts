import { html, type Markup } from '../../report/markup.ts'
import { exampleNote } from '../../web/example-note.ts'
import type { Page } from '../../web/page.ts'

interface SignIn {
  /** Where they wanted to go. */
  readonly to: string
  /** Whether what is shown is made up: then whoever asks from the machine of the service needs no token. */
  readonly isExample: boolean
  /** Why they were not signed in just now, and what to do about it: a sentence each. */
  readonly refused?: readonly [why: string, then: string]
}

/** The page on which somebody signs in with a token, in the frame of all other pages but for their navigation. */
export function signInPage({ to, isExample, refused }: SignIn): Page {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sign in · onlyif</title>
<link rel="stylesheet" href="/assets/room.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
</head>
<body${isExample ? html` class="example"` : undefined}>
<a class="skip" href="#main">Skip to the content</a>
<header class="top"><p class="brand"><span aria-hidden="true">◆</span> onlyif</p>${exampleNote({ isExample })}</header>
<main id="main" class="sign-in" tabindex="-1">
<p class="kicker">We go to market only if …</p>
<h1>Sign in</h1>
<p class="lead">${isExample ? exampleLead : html`This is the customer room: every launch against every promise to customers. It is shown to those who have a token.`}</p>
${refused && refusal(refused)}<form method="post" action="/sign-in">
<p><label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="off" autocapitalize="off" required spellcheck="false" aria-describedby="token-form"></p>
<p class="small soft" id="token-form">It begins with <code>onlyif_</code>. This browser then stays signed in for half a day.</p>
<input type="hidden" name="to" value="${to}">
<p><button type="submit">Sign in</button></p>
</form>
${isExample ? exampleHelp : help}</main>
</body>
</html>
`
  return { status: refused === undefined ? 200 : 401, type: 'text/html; charset=utf-8', body: page.markup }
}

const help = html`<h2>You have no token</h2>
<p>Ask whoever runs this service. They make one in its folder, and it is shown once:</p>
<pre><code>onlyif token create --name you --scope read</code></pre>
<h2>You started the service yourself</h2>
<p><code>onlyif serve</code>, started on a terminal, prints a link that signs you in without a token. It works once, and for an hour: for another one, start the service again.</p>
`

const exampleLead = html`This is the customer room with an example: every launch against every promise to customers, all of it made up. On the machine that shows it, nobody has to sign in: <a href="/">look at the example</a>.`

const exampleHelp = html`<h2>You have no token</h2>
<p>From another machine you need one: <code>onlyif serve --demo --host 0.0.0.0</code> says on its terminal how to make it. It is good until the example ends and everything in it is deleted.</p>
`

function refusal([why, then]: readonly [string, string]): Markup {
  return html`<div class="misread refused" role="alert"><p><strong>✖ ${why}</strong></p><p>${then}</p></div>
`
}
