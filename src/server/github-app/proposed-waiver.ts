import type { Finding, JudgedRequirement, Operator } from '../../model/generated/types.ts'

/** Gaps of evidence that a waiver can accept by name. */
const acceptable: ReadonlySet<string> = new Set([
  ...(['missing', 'placeholder', 'stale', 'undated', 'small-sample', 'small-window', 'no-link', 'no-note'] as const),
])

/** The weaker test that accepts what is there now and everything better. */
const bounds: Readonly<Partial<Record<Operator, 'atLeast' | 'atMost' | 'onOrAfter' | 'onOrBefore'>>> = {
  atLeast: 'atLeast',
  moreThan: 'atLeast',
  atMost: 'atMost',
  lessThan: 'atMost',
  after: 'onOrAfter',
  onOrAfter: 'onOrAfter',
  before: 'onOrBefore',
  onOrBefore: 'onOrBefore',
}

const mirrored = { atLeast: 'atMost', atMost: 'atLeast', onOrAfter: 'onOrBefore', onOrBefore: 'onOrAfter' } as const

/**
 * What a waiver would have to cover for a requirement to be met as things are, as `covers` in a file of waivers. Nothing where that
 * cannot be said from the decision alone: then somebody has to write it.
 */
export function coversFor({ findings, applies }: JudgedRequirement): Readonly<Record<string, unknown>> | undefined {
  const open = findings.filter((finding) => finding.decisive && finding.result !== 'met')
  if (applies.result !== 'met' || open.length === 0) return undefined
  const covers: Record<string, unknown> = {}
  for (const finding of open) {
    const cover = coverFor(finding)
    if (cover === undefined || Object.hasOwn(covers, finding.fact)) return undefined
    covers[finding.fact] = cover
  }
  return covers
}

function coverFor({ operator, actual, actualSize, result, reason, polarity }: Finding): Readonly<Record<string, unknown>> | undefined {
  if (result === 'unknown') return reason !== undefined && acceptable.has(reason) ? { unknown: reason } : undefined
  if (Array.isArray(actual)) {
    const isPlain = operator === 'includesAll' && polarity === 'require' && actual.length > 0 && actualSize === undefined
    return isPlain ? { includesAll: actual } : undefined
  }
  if (typeof actual !== 'string' && typeof actual !== 'number' && typeof actual !== 'boolean') return undefined
  const bound = bounds[operator]
  if (bound) return { [polarity === 'require' ? bound : mirrored[bound]]: actual }
  return operator === 'equals' || operator === 'oneOf' || operator === 'between' || polarity === 'forbid' ? { equals: actual } : undefined
}
