import type { DiagnosticCode } from '../source/codes.ts'
import { didYouMean } from '../source/suggest.ts'
import { invisibleHint } from './invisible.ts'
import { excerpt, listed } from './wording.ts'

const dotted = /^[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z][A-Za-z0-9_-]*)*$/

/** First segments that have a meaning of their own and so cannot start the name of a fact. */
const reservedSegments = ['launch', 'it', 'all', 'any', 'not', 'atLeastOf'] as const

/** Fields of the launch header that conditions may read, with their types. */
export const launchFields = {
  id: 'text',
  title: 'text',
  owner: 'text',
  product: 'text',
  version: 'version',
  tier: 'count',
  maturity: 'text',
  date: 'date',
  sponsor: 'text',
  markets: 'list',
  launchedOn: 'date',
  withdrawnOn: 'date',
} as const

/** A field of the launch header that conditions may read, without `launch.`. */
export type LaunchFieldName = keyof typeof launchFields

/** The keys that describe a value's provenance; beside `value` they make a mapping evidence. */
export const evidenceKeys = ['sample', 'window', 'asOf', 'by', 'source', 'link', 'note'] as const

/** Whether a text is a fact path: dotted segments, each a letter and then letters, digits, `_` or `-`. */
export function isPath(text: string): boolean {
  return text.length <= 300 && dotted.test(text)
}

export function isReserved(path: string): boolean {
  const dot = path.indexOf('.')
  return (reservedSegments as readonly string[]).includes(dot === -1 ? path : path.slice(0, dot))
}

/** Whether a path is one of a field of the launch, not of a fact. */
export function isLaunchPath(path: string): boolean {
  return path === 'launch' || path.startsWith('launch.')
}

/** Whether a launch has a field of this name. */
export function isLaunchField(name: string): name is LaunchFieldName {
  return Object.hasOwn(launchFields, name)
}

export interface PathProblem {
  readonly code: DiagnosticCode
  readonly message: string
  readonly hint: string | undefined
}

/** How a text that is no name of a fact becomes one, where that can be told. */
export function nameHint(text: string): string {
  const unseenHint = invisibleHint(text)
  if (unseenHint !== undefined) return unseenHint
  const joined = text
    .trim()
    .split(/[\s./:]+/)
    .filter((part) => part !== '')
    .join('.')
  return isPath(joined) ? `write \`${excerpt(joined)}\`` : 'join words with dots, each starting with a letter: `beta.csat`'
}

/** What is wrong with the name of a fact in a condition, if anything; `where` follows the name, as `` in requirement `beta-delight` ``. */
export function pathProblem(path: string, inItem: boolean, where: string): PathProblem | undefined {
  if (!isPath(path)) {
    return {
      code: 'commitment/wrong-path',
      message: `\`${excerpt(path)}\`${where} is not the name of a fact`,
      hint:
        path.endsWith(']') && path.includes('[')
          ? 'no single item can be named: test the list with `every`, `some` or `includes`'
          : nameHint(path),
    }
  }
  if (inItem && (path === 'it' || path.startsWith('it.'))) return undefined
  if (inItem)
    return isReserved(path)
      ? {
          code: 'commitment/reserved-path',
          message: `\`${excerpt(path)}\`${where} stands where a part of an item is due`,
          hint: 'name a part of the item, or `it` for the item itself; test other things beside the list',
        }
      : undefined
  if (isLaunchPath(path)) {
    const field = path.slice('launch.'.length)
    if (path !== 'launch' && isLaunchField(field)) return undefined
    return {
      code: 'commitment/unknown-launch-field',
      message: `\`${excerpt(path)}\`${where} is not a field of a launch`,
      hint: launchFieldHint(path),
    }
  }
  if (isReserved(path))
    return {
      code: 'commitment/reserved-path',
      message: `\`${excerpt(path)}\`${where} starts with a reserved word`,
      hint:
        path === 'it' || path.startsWith('it.')
          ? '`it` is an item of a list, within `every`, `some` or `none`'
          : 'give the fact another first word',
    }
  return undefined
}

/** What to do about the name of a fact that starts with a reserved word; `forField` tells it of a field of the launch. */
export function reservedHint(path: string, forField: (field: string) => string): string {
  if (!isLaunchPath(path)) return 'give the fact another first word'
  const field = path.slice('launch.'.length)
  return isLaunchField(field) || path === 'launch' ? forField(field) : 'leave out `launch.`: every fact is about the launch'
}

/** The field of a launch that was meant, or all there are. */
export function launchFieldHint(path: string): string | undefined {
  const fields = Object.keys(launchFields).map((name) => `launch.${name}`)
  return didYouMean(path, fields, `the fields are ${listed(fields, 'and')}`)
}
