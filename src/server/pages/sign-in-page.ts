import { escapeHtml } from '../../report/markup.ts'

/** The page on which somebody signs in with a token; `to` is where they wanted to go. */
export function signInPage({ to, wasRefused }: { readonly to: string; readonly wasRefused: boolean }): string {
  const refused = wasRefused ? '<p role="alert"><strong>✖ This token is not good.</strong> It may have expired or been revoked.</p>' : ''
  return `<!doctype html>
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
${refused}
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
}
