import { requirementsOf } from '../../model/commitment.ts'
import { type Leaf, leavesOf, type Operand } from '../../model/condition.ts'
import { isLaunchPath } from '../../model/path.ts'
import { kindOf } from '../../model/schema.ts'
import { excerpt } from '../../model/wording.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { type ScalarNode, type SourceNode, valueAt } from '../../source/node.ts'
import { advise } from './advice.ts'
import type { LintedLaunch, PracticeInput } from './practice-input.ts'

/** How a launch spells a text, and which launch it is. */
interface Spelling {
  readonly text: string
  readonly launch: string
}

/**
 * Texts of commitments that a launch has, too, but in other letter case, with other spaces, signs or quotes. They are not equal, so a
 * requirement silently does not apply, or what is forbidden seems not to be there. Facts whose choices are agreed cannot differ so.
 */
export function nearMisses({ linked, launches = [] }: PracticeInput): Diagnostic[] {
  const leaves = linked.commitments.flatMap(({ commitment }) => [
    ...(commitment.appliesWhen ? leavesOf(commitment.appliesWhen) : []),
    ...requirementsOf(commitment).flatMap(({ appliesWhen, require, forbid }) =>
      [...(appliesWhen ? [appliesWhen] : []), ...(require ? [require] : []), ...forbid].flatMap(leavesOf),
    ),
  ])
  const known = new Map<string, readonly Spelling[]>()
  return leaves.flatMap((leaf) => {
    const { fact } = leaf
    const literals = literalsOf(leaf.operand).filter(({ node }) => typeof node.value === 'string')
    if (literals.length === 0) return []
    const spellings = known.get(fact) ?? launches.flatMap((launch) => spellingsOf(launch, fact))
    known.set(fact, spellings)
    // What is listed in either spelling is not missed.
    const others = spellings.filter(({ text }) => !literals.some(({ node }) => node.text === text))
    return literals.flatMap((literal) => (spellings.some(({ text }) => text === literal.node.text) ? [] : missed(leaf, literal, others)))
  })
}

function missed(
  { fact, place }: Leaf,
  { node, range }: Extract<Operand, { kind: 'literal' }>,
  spellings: readonly Spelling[],
): Diagnostic[] {
  const near = spellings.find(({ text }) => normal(text) === normal(node.text))
  if (!near) return []
  return [
    advise('commitment/near-miss', {
      file: place.file,
      range,
      message: `\`${excerpt(node.text)}\` is not equal to \`${excerpt(near.text)}\`, as launch \`${excerpt(near.launch)}\` spells \`${fact}\``,
      mend: `write \`${excerpt(near.text)}\`, or correct the launch`,
    }),
  ]
}

function literalsOf(operand: Operand): Extract<Operand, { kind: 'literal' }>[] {
  if (operand.kind === 'literal') return [operand]
  return operand.kind === 'list' ? operand.items.flatMap(literalsOf) : []
}

function spellingsOf({ launch, facts }: LintedLaunch, fact: string): Spelling[] {
  const isOurs = kindOf(launch.document) === 'Launch'
  const nodes = isLaunchPath(fact)
    ? [isOurs ? valueAt(launch.document.root, fact.slice('launch.'.length)) : undefined]
    : [launch.facts, ...facts.map((part) => part.facts)].flatMap((set) =>
        set.facts.filter(({ path }) => path === fact).map(({ node }) => node),
      )
  return nodes.flatMap(textsIn).map((text) => ({ text, launch: launch.id }))
}

function textsIn(node: SourceNode | undefined): string[] {
  const isText = (item: SourceNode): item is ScalarNode => item.kind === 'scalar' && typeof item.value === 'string'
  if (!node) return []
  return (node.kind === 'list' ? node.items : [node]).filter(isText).map(({ text }) => text)
}

function normal(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{Cf}]/gu, '')
}
