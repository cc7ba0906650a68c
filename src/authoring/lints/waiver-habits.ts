import { dayOfInstant, readDate, startOf } from '../../model/date.ts'
import type { LinkedRequirement, LinkedWaiver } from '../../model/link.ts'
import { type TypedLeaf, typedLeavesOf } from '../../model/typed.ts'
import { compareValues } from '../../model/value.ts'
import { excerpt, listed } from '../../model/wording.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { rangeOf, textOf, valueAt } from '../../source/node.ts'
import { advise } from './advice.ts'
import { passing } from './against-better.ts'
import type { PracticeInput } from './practice-input.ts'

/** Waivers that can never count, whatever is supplied. Of those that have ended it is nobody's concern any more. */
export function idleWaivers({ linked, now }: PracticeInput): Diagnostic[] {
  const read = readDate(now)
  const today = read.ok ? dayOfInstant(startOf(read.value)) : Number.NEGATIVE_INFINITY
  const byId = new Map(linked.requirements.map((item) => [item.requirement.id, item]))
  return linked.waivers.flatMap((linkedWaiver) => {
    const requirement = byId.get(linkedWaiver.waiver.requirement)
    if (!requirement || linkedWaiver.waiver.expires < today) return []
    return [...strangeRoles(linkedWaiver, requirement), ...stricterCovers(linkedWaiver, requirement)]
  })
}

function strangeRoles({ waiver }: LinkedWaiver, { requirement: { waivers: rule, id } }: LinkedRequirement): Diagnostic[] {
  const list = valueAt(waiver.document.root, 'waivers')
  const node = list?.kind === 'list' ? list.items.find((item) => textOf(item, 'id') === waiver.id) : undefined
  const approved = valueAt(node, 'approved')
  if (rule === 'never' || approved?.kind !== 'list') return []
  return approved.items.flatMap((item) => {
    const role = valueAt(item, 'role')
    if (role?.kind !== 'scalar' || rule.approvers.includes(role.text)) return []
    return [
      advise('waiver/unknown-role', {
        file: waiver.document.file,
        range: rangeOf(waiver.document, role),
        message: `waiver \`${excerpt(waiver.id)}\` is approved in the role \`${excerpt(role.text)}\`, which may not approve those of \`${id}\`, so it never counts`,
        mend: `the approvers are ${listed(rule.approvers, 'and')}`,
      }),
    ]
  })
}

/** A bar that is higher than the requirement's own is met only where that is met already. */
function stricterCovers({ waiver, covers }: LinkedWaiver, { require, requirement }: LinkedRequirement): Diagnostic[] {
  const demanded = require ? typedLeavesOf(require) : []
  return covers.flatMap(({ cover, tests }) => {
    const [test] = tests
    const leaves = demanded.filter(({ leaf }) => leaf.fact === cover.fact)
    const [own] = leaves
    // Beside `not` or `forbid`, or with weaker demands on the evidence, a higher bar can be the weaker test.
    const isPlain = test && own && tests.length === 1 && Object.keys(test.leaf.rules).length === 0
    if (!isPlain || requirement.forbid.length > 0 || !leaves.every((leaf) => isStricter(test, leaf))) return []
    const { operator } = test.leaf
    return [
      advise('waiver/stricter-cover', {
        file: waiver.document.file,
        range: cover.range,
        message: `waiver \`${excerpt(waiver.id)}\` accepts \`${operator}: ${spelledIn(test)}\` of \`${cover.fact}\`, stricter than the \`${spelledIn(own)}\` of \`${requirement.id}\`, so it never counts`,
        mend: `write a weaker bar: ${passing[operator] === 'higher' ? 'less' : 'more'} than \`${spelledIn(own)}\``,
      }),
    ]
  })
}

function isStricter(test: TypedLeaf, own: TypedLeaf): boolean {
  const side = passing[test.leaf.operator]
  if (side === undefined || test.leaf.operator !== own.leaf.operator || own.leaf.path.includes('not')) return false
  if (test.operand.kind !== 'value' || own.operand.kind !== 'value') return false
  const order = compareValues(test.operand.value, own.operand.value) ?? 0
  return side === 'higher' ? order > 0 : order < 0
}

function spelledIn({ operand }: TypedLeaf): string {
  return operand.kind === 'value' ? excerpt(operand.node.text) : ''
}
