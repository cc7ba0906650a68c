import type { ConditionContext, Operator } from './condition.ts'
import { quoted } from './wording.ts'

const conditionKeys: readonly string[] = [
  'all',
  'any',
  'not',
  'atLeastOf',
  'of',
  'require',
  'forbid',
  'appliesWhen',
  'every',
  'some',
  'none',
]

/** Whether what stands at a place is the test of a fact, not a condition. */
export function isTest({ path }: ConditionContext): boolean {
  const last = path.at(-1)
  return typeof last === 'string' && !conditionKeys.includes(last)
}

/** The condition or test at hand by its place, such as ``condition 2 of `any` in requirement `beta-delight` ``. */
export function labelOfCondition(context: ConditionContext): string {
  const { path, owner } = context
  const last = path.at(-1)
  if (isTest(context)) return `the test of ${quoted(String(last))} in ${owner}`
  if (typeof last === 'number') return `condition ${last + 1} of ${quoted(String(path.at(-2)))} in ${owner}`
  return last === undefined ? `a condition of ${owner}` : `${quoted(last)} of ${owner}`
}

/** A test by its operator and fact, such as `` `atLeast` of `beta.csat` in requirement `beta-delight` ``; a bare value has no operator to name. */
export function labelOfTest(operator: Operator, { path, owner }: ConditionContext): string {
  const [fact, last] = path.slice(-2)
  if (last !== operator) return `${quoted(String(last))} in ${owner}`
  return `${quoted(operator)}${typeof fact === 'string' ? ` of ${quoted(fact)}` : ''} in ${owner}`
}

/** The word that turns a test round: the nearest one above it. */
export function negationIn({ path }: ConditionContext): string {
  return String(path.findLast((part) => part === 'not' || part === 'forbid' || part === 'none') ?? 'not')
}
