import { escapeHtml } from '../../report/markup.ts'
import type { Page } from '../../web/page.ts'

interface SignIn {
  /** Where they wanted to go. */
  readonly to: string
  /** Why they were not signed in just now. */
  readonly refused?: string
}

/** The page on which somebody signs in with a token. */
export function signInPage({ to, refused }: SignIn): Page {
  const alert = refused === undefined ? '' : `<p role="alert"><strong>✖ ${escapeHtml(refused)}</strong></p>`
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in · onlyif</title>
<link rel="stylesheet" href="/assets/room.css">
<link rel="icon" href="/assets/icon.svg">
</head>
<body>
<main id="main">
<h1>Sign in</h1>
${alert}
<form method="post" action="/sign-in">
<p><label for="token">Token</label><br>
<input id="token" name="token" type="password" autocomplete="off" required size="60" spellcheck="false"></p>
<input type="hidden" name="to" value="${escapeHtml(to)}">
<p><button type="submit">Sign in</button></p>
</form>
<p>Whoever runs this service makes a token with <code>onlyif token create --scope read --name you</code>.</p>
</main>
</body>
</html>
`
  return { status: refused === undefined ? 200 : 401, type: 'text/html; charset=utf-8', body }
}
