import type { DiagnosticCode } from '../source/codes.ts'
import { didYouMean } from '../source/suggest.ts'

const segment = /^[A-Za-z][A-Za-z0-9_-]*$/

/** First segments that have a meaning of their own and so cannot start the name of a fact. */
export const reservedSegments = ['launch', 'it', 'all', 'any', 'not', 'atLeastOf'] as const

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

export type LaunchFieldName = keyof typeof launchFields

/** The keys that describe a value's provenance; beside `value` they make a mapping evidence. */
export const evidenceKeys = ['sample', 'window', 'asOf', 'by', 'source', 'link', 'note'] as const

/** Whether a text is a fact path: dotted segments, each a letter and then letters, digits, `_` or `-`. */
export function isPath(text: string): boolean {
  return text.length <= 300 && text.split('.').every((part) => segment.test(part))
}

export function isReserved(path: string): boolean {
  const first = path.split('.', 1)[0] ?? ''
  return (reservedSegments as readonly string[]).includes(first)
}

export function isLaunchPath(path: string): boolean {
  return path === 'launch' || path.startsWith('launch.')
}

export function isLaunchField(name: string): name is LaunchFieldName {
  return Object.hasOwn(launchFields, name)
}

export interface PathProblem {
  readonly code: DiagnosticCode
  readonly message: string
  readonly hint: string | undefined
}

/** What is wrong with the name of a fact in a condition, if anything. */
export function pathProblem(path: string, inItem: boolean): PathProblem | undefined {
  if (!isPath(path)) {
    return {
      code: 'commitment/wrong-path',
      message: `\`${path}\` is not the name of a fact`,
      hint: 'join words with dots, each starting with a letter: `beta.csat`',
    }
  }
  if (inItem && (path === 'it' || path.startsWith('it.'))) return undefined
  if (inItem)
    return isReserved(path)
      ? { code: 'commitment/reserved-path', message: `\`${path}\` cannot be read from an item`, hint: 'name a key of the item, or `it`' }
      : undefined
  if (isLaunchPath(path)) {
    const field = path.slice('launch.'.length)
    if (path !== 'launch' && isLaunchField(field)) return undefined
    return {
      code: 'commitment/unknown-launch-field',
      message: `there is no launch field \`${path}\``,
      hint: didYouMean(
        path,
        Object.keys(launchFields).map((name) => `launch.${name}`),
        `the fields are ${Object.keys(launchFields).join(', ')}`,
      ),
    }
  }
  if (isReserved(path))
    return {
      code: 'commitment/reserved-path',
      message: `\`${path}\` starts with a reserved word`,
      hint: 'give the fact another first word',
    }
  return undefined
}
