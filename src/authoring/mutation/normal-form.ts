import type { EvidenceRules } from '../../model/condition.ts'
import { msPerDay } from '../../model/date.ts'
import type { LinkedCommitments, LinkedRequirement } from '../../model/link.ts'
import { isLaunchPath } from '../../model/path.ts'
import { needOf, type TypedCondition, type TypedLeaf } from '../../model/typed.ts'
import type { Vocabulary } from '../../model/typing-context.ts'
import { toData } from '../../source/node.ts'
import { byText } from '../../source/order.ts'
import { acceptedBy } from './accepted.ts'

/**
 * What requirements demand, in a form in which two that are proved to judge every launch alike are equal texts. The proofs:
 *
 * - **junctions**: parts of `all` and `any` have no order, count once, and nest flat; one of one, all of one and the part
 *   itself are the same; negation is pushed down to the leaves, as the engine does.
 * - **values**: two tests of one fact that accept the same values of its type, range and choices are the same; outside of
 *   those evidence is unknown whatever is asked, so a bar beyond the range is none. A size is a whole number of 0 or more.
 * - **evidence**: of several rules the strictest holds, so one that is laxer than the catalog's asks nothing; a field of the
 *   launch, or what a table derives from one, has no evidence to ask of.
 *
 * What the rules do not cover stays as it is written: forms that differ prove nothing.
 */
export function normalForm({ requirements, vocabulary }: LinkedCommitments): string {
  return JSON.stringify(requirements.map((item) => requirementForm(item, vocabulary)))
}

function requirementForm({ requirement, applies, require, forbid }: LinkedRequirement, vocabulary: Vocabulary): unknown {
  const demand = [...(require ? [formOf(require, false, vocabulary)] : []), ...forbid.map((item) => formOf(item, true, vocabulary))]
  return [
    requirement.id,
    textOf(
      atLeast(
        applies.length,
        applies.map((item) => formOf(item, false, vocabulary)),
      ),
    ),
    textOf(atLeast(demand.length, demand)),
    requirement.enforcement,
    requirement.waivers,
  ]
}

type Form = string | { readonly need: number; readonly of: readonly Form[] }

function formOf(condition: TypedCondition, negated: boolean, vocabulary: Vocabulary): Form {
  if (condition.kind === 'leaf') return leafForm(condition, negated, vocabulary)
  if (condition.kind === 'not') return formOf(condition.of, !negated, vocabulary)
  const size = condition.of.length
  const need = needOf(condition)
  return atLeast(
    negated ? size - need + 1 : need,
    condition.of.map((item) => formOf(item, negated, vocabulary)),
  )
}

/** At least so many of these: nested `all` and `any` are flat, and a part that is said twice is said once. */
function atLeast(need: number, parts: readonly Form[]): Form {
  const [single] = parts
  if (single !== undefined && parts.length === 1) return single
  const isAll = need === parts.length
  const isAny = need === 1
  const flat = parts.flatMap((part): readonly Form[] => {
    if (typeof part === 'string') return [part]
    return (isAll && part.need === part.of.length) || (isAny && part.need === 1) ? part.of : [part]
  })
  const sorted = [...flat].sort((a, b) => byText(textOf(a), textOf(b)))
  const distinct = isAll || isAny ? sorted.filter((part, index) => index === 0 || textOf(part) !== textOf(sorted[index - 1] ?? '')) : sorted
  const [only] = distinct
  if (only !== undefined && distinct.length === 1) return only
  return { need: isAll ? distinct.length : need, of: distinct }
}

function textOf(form: Form): string {
  return typeof form === 'string' ? form : JSON.stringify([form.need, form.of.map(textOf)])
}

function leafForm(typed: TypedLeaf, negated: boolean, vocabulary: Vocabulary): string {
  const { leaf, operand, type } = typed
  const evidence = isDeclared(leaf.fact, vocabulary) ? {} : strictest(typed.rules)
  const accepted = acceptedBy(typed, negated)
  if (accepted !== undefined) return JSON.stringify([leaf.fact, type, accepted, evidence])
  const asked = operand.kind === 'condition' ? textOf(formOf(operand.condition, false, vocabulary)) : toData(leaf.operand.node)
  return JSON.stringify([leaf.fact, type, negated, leaf.operator, operand.kind, asked, evidence])
}

/** Whether a fact is stated in the header of the launch, or derived from what is: it has no evidence. */
function isDeclared(fact: string, { entries }: Vocabulary): boolean {
  const lookup = entries.get(fact)?.lookup
  return isLaunchPath(fact) || (lookup !== undefined && isLaunchPath(lookup.from))
}

/** The strictest of several rules. Ages in days and in hours are measured in two ways; one may still make the other needless. */
function strictest(rules: readonly EvidenceRules[]): Record<string, unknown> {
  const ages = rules.flatMap((rule) => rule.maxAge ?? [])
  const least = (values: readonly number[]): number => Math.min(...values, Number.POSITIVE_INFINITY)
  const days = least(ages.flatMap((age) => age.days ?? []))
  const ms = least(ages.filter((age) => age.days === undefined).map((age) => age.ms))
  return {
    // Evidence of at most 24 hours is never more than 1 day old; evidence of at most 1 day is always less than 48 hours old.
    ...(days < Number.POSITIVE_INFINITY && ms > days * msPerDay && { days }),
    ...(ms < Number.POSITIVE_INFINITY && ms < (days + 1) * msPerDay && { ms }),
    sample: Math.max(0, ...rules.map((rule) => rule.minSample ?? 0)),
    window: Math.max(0, ...rules.map((rule) => rule.minWindow?.ms ?? 0)),
    link: rules.some((rule) => rule.link),
    note: rules.some((rule) => rule.note),
  }
}
