import { type ListNode, type ScalarNode, textOf } from '../source/node.ts'
import { factAndTestIn, testIn, writtenTest } from './comparison-text.ts'
import type { ConditionContext } from './condition.ts'
import { isNotProvided } from './fields.ts'
import { isPath } from './path.ts'
import { written } from './value-hint.ts'

/** How what stands where a condition is due becomes one. */
export function conditionHint(node: ListNode | ScalarNode, context: ConditionContext): string {
  const { path } = context
  const items = context.inItem && !isNotProvided(node) ? itemHint(node, context) : undefined
  if (items) return items
  if (node.kind === 'list') {
    const [first] = node.items
    const fact = first?.kind === 'mapping' ? textOf(first, 'fact') : first?.kind === 'scalar' ? first.text : undefined
    const whole = fact === undefined ? undefined : factAndTestIn(fact)
    if (whole) return `write facts with their tests, without dashes: \`${whole.fact}: ${writtenTest(whole)}\``
    // Under `forbid`, `all:` would forbid less: only everything at once.
    return path.at(-1) === 'forbid' ? 'leave out the dashes: none of the facts may hold' : 'write `all:` or `any:` before the list'
  }
  if (path.at(-1) === 'appliesWhen' && /^(?:true|yes|always|all|every(?:thing|where)?)$/i.test(node.text))
    return 'leave `appliesWhen` out: it is for every launch then'
  const whole = isNotProvided(node) ? undefined : factAndTestIn(node.text)
  if (whole) return `write \`${whole.fact}: ${writtenTest(whole)}\``
  if (isNotProvided(node) || !isPath(node.text)) return 'write a fact and its test, such as `beta.csat: { atLeast: 4.2 }`'
  return `write its test, too, such as \`${node.text}: true\``
}

/** What to write for a value, or a list of them, that the items of a list are to be. */
function itemHint(node: ListNode | ScalarNode, { path }: ConditionContext): string | undefined {
  const quantifier = String(path.at(-1))
  if (!['every', 'some', 'none'].includes(quantifier)) return undefined
  const test = node.kind === 'scalar' ? testIn(node.text) : undefined
  if (node.kind === 'list' && node.items.some(({ kind }) => kind !== 'scalar')) return undefined
  const it = test ? writtenTest(test) : node.kind === 'list' ? `{ oneOf: ${written(node)} }` : written(node)
  return `write \`${quantifier}: { it: ${it} }\``
}
