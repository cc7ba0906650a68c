import { dayOfInstant, formatDay } from '../../model/date.ts'
import { heading, labelled, type Sheet } from '../../report/layout.ts'
import { counted, listWords } from '../../report/value-words.ts'
import type { Token } from '../../store/index.ts'

/** Tokens for people to read: of each its name and id, what it may do, for what, and until when. */
export function tokenLines(tokens: readonly Token[], now: number, sheet: Sheet): string {
  return `${tokens.map((token) => linesOf(token, now, sheet).join('\n')).join('\n\n')}\n`
}

function linesOf(token: Token, now: number, sheet: Sheet): string[] {
  const row = (label: string, text: string): string[] => labelled(sheet, { indent: 2, label, labelWidth: 9, text })
  return [
    ...heading(sheet, token.name, 'none', token.id),
    ...row('may', token.scopes.length === 0 ? 'nothing' : listWords(token.scopes, 'and')),
    ...row('for', boundsWords(token.bounds)),
    ...row('expires', expiryWords(token, now)),
    ...row('made', `${dayWords(token.createdAt)} by ${token.createdBy}`),
    ...row('used', token.usedAt === undefined ? 'never' : `last on ${dayWords(token.usedAt)}`),
    ...(token.revokedAt === undefined ? [] : row('revoked', dayWords(token.revokedAt))),
  ]
}

function boundsWords({ launches, products }: Token['bounds']): string {
  if (launches === undefined && products === undefined) return 'every launch'
  const parts = [
    ...(launches === undefined ? [] : [`the ${launches.length === 1 ? 'launch' : 'launches'} ${listWords(launches, 'and')}`]),
    ...(products === undefined ? [] : [`launches of ${listWords(products, 'and')}`]),
  ]
  return parts.join(', and ')
}

function expiryWords({ expiresAt }: Token, now: number): string {
  if (expiresAt === undefined) return 'never'
  const days = dayOfInstant(expiresAt) - dayOfInstant(now)
  if (expiresAt <= now) return `expired on ${dayWords(expiresAt)}`
  return `${dayWords(expiresAt)}, ${days === 0 ? 'today' : `in ${counted(days, 'day')}`}`
}

function dayWords(ms: number): string {
  return formatDay(dayOfInstant(ms))
}
