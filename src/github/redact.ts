const tokens = /\b(?:gh[a-z]_|github_pat_)[A-Za-z0-9._-]{16,}/g
const bearer = /\b(bearer|token|basic)\s+[A-Za-z0-9._~+/=-]{16,}/gi

/** A text without anything that is, or looks like, a secret: `secrets` themselves, GitHub's tokens, and credentials of a header. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let safe = text
  for (const secret of secrets) if (secret.length >= 4) safe = safe.replaceAll(secret, '***')
  return safe.replaceAll(tokens, '***').replaceAll(bearer, '$1 ***')
}
