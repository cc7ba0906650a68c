import { ProblemError } from '../problem.ts'

/**
 * The media type that an `Accept` header (RFC 9110, section 12.5.1) likes best of those there are, the first where it does not care.
 * Throws `not-acceptable` where it likes none.
 */
export function preferred(accept: string | undefined, types: readonly string[]): string {
  const ranges = (accept ?? '*/*').split(',').slice(0, 50).flatMap(rangeOf)
  const weigh = (type: string): number => {
    const fitting = ranges.filter((range) => fits(range.type, type)).sort((a, b) => specificity(b.type) - specificity(a.type))
    return fitting[0]?.weight ?? 0
  }
  const [best] = types.map((type, index) => ({ type, index, weight: weigh(type) })).sort((a, b) => b.weight - a.weight || a.index - b.index)
  if (best && best.weight > 0) return best.type
  throw new ProblemError('not-acceptable', 'it is not told in any of the forms that `Accept` names', {
    hint: `there are: ${types.join(', ')}`,
  })
}

interface Range {
  readonly type: string
  readonly weight: number
}

function rangeOf(text: string): Range[] {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  if (!/^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+$/.test(type)) return []
  const quality = parameters.find((part) => part.startsWith('q='))
  const weight = quality === undefined ? 1 : Number(quality.slice(2))
  return [{ type, weight: weight >= 0 && weight <= 1 ? weight : 0 }]
}

function fits(range: string, type: string): boolean {
  return range === '*/*' || range === type || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)))
}

function specificity(range: string): number {
  if (range === '*/*') return 0
  return range.endsWith('/*') ? 1 : 2
}
