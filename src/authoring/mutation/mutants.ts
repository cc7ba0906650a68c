import type { Commitment } from '../../model/commitment.ts'
import { entryOf, type MappingEntry, type MappingNode, textOf, valueAt } from '../../source/node.ts'
import { columnOf, conditionMutants, factsMutants } from './condition-mutants.ts'
import { edited, renamed, replaced, withoutEntry, withoutItem } from './edit.ts'
import { type Draft, draft, type Mutant, mutantKinds } from './mutant.ts'
import { ruleMutants, stepMutants } from './test-mutants.ts'

/** Every mutant of a commitment's own requirements and of what it says for all of them, each text once. */
export function mutantsOf({ document, id }: Commitment): Mutant[] {
  const { text, root } = document
  if (root.kind !== 'mapping') return []
  const list = valueAt(root, 'goToMarketOnlyIf')
  const items = list?.kind === 'list' ? list.items : []
  const all: Mutant[] = [...wholeMutants(text, root)]
  for (const item of items) {
    const local = textOf(item, 'id')
    if (item.kind !== 'mapping' || local === undefined) continue
    all.push(...requirementMutants(text, item).map((mutant) => ({ ...mutant, requirement: `${id}/${local}` })))
  }
  return [...new Map(all.map((mutant) => [edited(text, mutant.edit), mutant])).values()].filter(({ kind }) => mutantKinds.includes(kind))
}

function wholeMutants(source: string, root: MappingNode): Draft[] {
  const scope = entryOf(root, 'outOfScope')
  const other = textOf(root, 'outOfScope') === 'go' ? 'hold' : 'go'
  const turned = scope ? replaced(scope, other) : inserted(source, root, `outOfScope: ${other}`)
  return [
    ...applicabilityMutants(source, root),
    ...waiverMutants(source, root),
    ...draft('scope', `\`outOfScope\` becomes \`${other}\``, turned),
  ]
}

function requirementMutants(source: string, node: MappingNode): Draft[] {
  const require = entryOf(node, 'require')
  const forbid = entryOf(node, 'forbid')
  return [
    ...applicabilityMutants(source, node),
    ...evidenceMutants(source, node),
    ...(require ? conditionMutants(source, require.value) : []),
    ...(forbid ? forbidMutants(source, forbid) : []),
    ...polarityMutants(node, require, forbid),
    ...enforcementMutants(source, node),
    ...waiverMutants(source, node),
  ]
}

/** Several facts under `forbid` are forbidden each on its own. */
function forbidMutants(source: string, { value }: MappingEntry): Draft[] {
  const isFacts = value.kind === 'mapping' && !['all', 'any', 'not', 'atLeastOf'].includes(value.entries[0]?.key ?? '')
  return isFacts ? factsMutants(source, value, false) : conditionMutants(source, value)
}

function polarityMutants(node: MappingNode, require: MappingEntry | undefined, forbid: MappingEntry | undefined): Draft[] {
  if (require && forbid) {
    return [require, forbid].flatMap((entry) =>
      draft('require or forbid', `\`${entry.key}\` is gone`, withoutEntry(node, node.entries.indexOf(entry))),
    )
  }
  const only = require ?? forbid
  const other = require ? 'forbid' : 'require'
  return only ? draft('require or forbid', `\`${only.key}\` becomes \`${other}\``, renamed(only, other)) : []
}

function applicabilityMutants(source: string, node: MappingNode): Draft[] {
  const entry = entryOf(node, 'appliesWhen')
  if (!entry) return []
  const written = source.slice(entry.value.start, entry.value.end)
  const isOneLine = !written.includes('\n')
  const isSingle = entry.value.kind === 'mapping' && entry.value.entries.length === 1
  const inner = written.startsWith('{') ? written : `{ ${written} }`
  return [
    ...draft('applicability', '`appliesWhen` is gone', withoutEntry(node, node.entries.indexOf(entry))),
    ...(isOneLine && isSingle && written.startsWith('{')
      ? draft('applicability', '`appliesWhen` is turned round', replaced(entry, `{ not: ${inner} }`))
      : []),
    ...conditionMutants(source, entry.value).map((mutant) => ({ ...mutant, kind: 'applicability' as const })),
  ]
}

function evidenceMutants(source: string, node: MappingNode): Draft[] {
  const entry = entryOf(node, 'evidence')
  if (entry?.value.kind !== 'mapping') return []
  const rules = entry.value
  const whole = rules.entries.length === 1 ? draft('evidence', '`evidence` is gone', withoutEntry(node, node.entries.indexOf(entry))) : []
  return [...whole, ...rules.entries.flatMap((_, index) => ruleMutants(source, rules, index))]
}

function enforcementMutants(source: string, node: MappingNode): Draft[] {
  const entry = entryOf(node, 'enforcement')
  const what = (word: string): string => `it becomes ${word}`
  if (!entry) return draft('enforcement', what('advisory'), inserted(source, node, 'enforcement: advisory'))
  const others =
    entry.value.kind === 'mapping' ? ['advisory', 'blocking'] : [textOf(node, 'enforcement') === 'advisory' ? 'blocking' : 'advisory']
  const from = entryOf(entry.value, 'blockingFrom')
  return [
    ...others.flatMap((word) => draft('enforcement', what(word), replaced(entry, word))),
    ...(from ? stepMutants(source, from, 'enforcement') : []),
  ]
}

function waiverMutants(source: string, node: MappingNode): Draft[] {
  const entry = entryOf(node, 'waivers')
  if (!entry) return []
  if (entry.value.kind !== 'mapping') return draft('waivers', '`waivers: never` is gone', withoutEntry(node, node.entries.indexOf(entry)))
  const approvers = valueAt(entry.value, 'approvers')
  const dropped =
    approvers?.kind === 'list' && approvers.items.length > 1
      ? approvers.items.flatMap((item, index) =>
          draft('waivers', `\`${item.kind === 'scalar' ? item.text : '…'}\` may no longer approve`, withoutItem(approvers, index)),
        )
      : []
  const numbers = ['quorum', 'maxDays'].flatMap((key) => entryOf(entry.value, key) ?? [])
  return [
    ...draft('waivers', 'there are none', replaced(entry, 'never')),
    ...dropped,
    ...numbers.flatMap((part) => stepMutants(source, part, 'waivers')),
  ]
}

/** A key put behind the owner, in the form in which the others stand. */
function inserted(source: string, node: MappingNode, text: string): Draft['edit'] | undefined {
  const owner = entryOf(node, 'owner')
  if (!owner) return undefined
  const at = owner.value.end
  const [first] = node.entries
  const isFlow = source[node.start] === '{'
  return { start: at, end: at, text: isFlow ? `, ${text}` : `\n${' '.repeat(columnOf(source, first?.keyStart ?? at))}${text}` }
}
