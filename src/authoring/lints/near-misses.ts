import { requirementsOf } from '../../model/commitment.ts'
import { type Leaf, leavesOf, type Operand } from '../../model/condition.ts'
import { inPlainLetters, invisibleHint } from '../../model/invisible.ts'
import { isLaunchPath } from '../../model/path.ts'
import { unseen } from '../../model/placeholder.ts'
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
 * Texts of commitments that a launch has, too, but in other letter case, with other spaces, signs, quotes or letters that look alike. They are not equal, so a
 * requirement silently does not apply, or what is forbidden seems not to be there. Facts whose choices are agreed cannot differ so.
 */
export function nearMisses({ linked, launches = [] }: PracticeInput): Diagnostic[] {
  const leaves = linked.commitments.flatMap(({ commitment }) => [
    ...(commitment.appliesWhen ? leavesOf(commitment.appliesWhen) : []),
    ...requirementsOf(commitment).flatMap(({ appliesWhen, require, forbid }) =>
      [...(appliesWhen ? [appliesWhen] : []), ...(require ? [require] : []), ...forbid].flatMap(leavesOf),
    ),
  ])
  const spellingsOf = speller(launches)
  return leaves.flatMap((leaf) => {
    const literals = literalsOf(leaf.operand).filter(({ node }) => typeof node.value === 'string')
    if (literals.length === 0) return []
    const spellings = spellingsOf(leaf.fact)
    const listed = new Set(literals.map(({ node }) => node.text))
    return literals.flatMap((literal) => {
      const alike = spellings.get(normal(literal.node.text)) ?? noSpellings
      if (alike.has(literal.node.text)) return []
      // What is listed in either spelling is not missed.
      for (const near of alike.values()) if (!listed.has(near.text)) return missed(leaf, literal, near)
      return []
    })
  })
}

function missed({ fact, place }: Leaf, { node, range }: Extract<Operand, { kind: 'literal' }>, near: Spelling): Diagnostic[] {
  return [
    advise('commitment/near-miss', {
      file: place.file,
      range,
      message: `\`${excerpt(node.text)}\` is not equal to \`${excerpt(near.text)}\`, as launch \`${excerpt(near.launch)}\` spells \`${fact}\``,
      mend: mendOf(node.text, near.text),
    }),
  ]
}

/** Which of two spellings to keep: none that came with copied text, or with quotes and spaces that nobody meant. */
function mendOf(text: string, near: string): string {
  const [own, theirs] = [tidy(text), tidy(near)]
  if (theirs === near) return own === text ? `write \`${excerpt(near)}\`, or correct the launch` : anew(text, near)
  return `in the launch, ${anew(near, own === text ? own : theirs)}${own === text ? '' : ', and here, too'}`
}

function anew(text: string, tidied: string): string {
  return invisibleHint(text) ?? `write \`${excerpt(tidied)}\``
}

function tidy(text: string): string {
  const plain = inPlainLetters(text.replace(unseen, '')).trim()
  const bare = /^[\p{Pi}\p{Pf}„](.+)[\p{Pi}\p{Pf}]$/su.exec(plain)?.[1] ?? plain
  return bare.trim().replaceAll(/\s+/g, ' ')
}

function literalsOf(operand: Operand): Extract<Operand, { kind: 'literal' }>[] {
  if (operand.kind === 'literal') return [operand]
  return operand.kind === 'list' ? operand.items.flatMap(literalsOf) : []
}

/** How launches spell a fact: texts by what they come to without case, spaces and signs, each with the first launch that has it. */
type Spellings = ReadonlyMap<string, ReadonlyMap<string, Spelling>>

const noSpellings: ReadonlyMap<string, Spelling> = new Map()

/** Looks spellings up by facts: each launch is looked through once, however many facts and texts there are. */
function speller(launches: readonly LintedLaunch[]): (fact: string) => Spellings {
  const known = new Map<string, Spellings>()
  const supplied = new Map<string, Spelling[]>()
  for (const { launch, facts } of launches)
    for (const { path, node } of [launch.facts, ...facts.map((part) => part.facts)].flatMap((set) => set.facts)) {
      const all = supplied.get(path) ?? []
      for (const text of textsIn(node)) all.push({ text, launch: launch.id })
      supplied.set(path, all)
    }
  return (fact) => {
    const before = known.get(fact)
    if (before) return before
    const found = byNormal(isLaunchPath(fact) ? launches.flatMap((item) => inHeader(item, fact)) : (supplied.get(fact) ?? []))
    known.set(fact, found)
    return found
  }
}

function inHeader({ launch }: LintedLaunch, fact: string): Spelling[] {
  if (kindOf(launch.document) !== 'Launch') return []
  return textsIn(valueAt(launch.document.root, fact.slice('launch.'.length))).map((text) => ({ text, launch: launch.id }))
}

function byNormal(spellings: readonly Spelling[]): Spellings {
  const found = new Map<string, Map<string, Spelling>>()
  for (const spelling of spellings) {
    const key = normal(spelling.text)
    const alike = found.get(key) ?? new Map<string, Spelling>()
    if (!alike.has(spelling.text)) alike.set(spelling.text, spelling)
    found.set(key, alike)
  }
  return found
}

function textsIn(node: SourceNode | undefined): string[] {
  const isText = (item: SourceNode): item is ScalarNode => item.kind === 'scalar' && typeof item.value === 'string'
  if (!node) return []
  return (node.kind === 'list' ? node.items : [node]).filter(isText).map(({ text }) => text)
}

/** A text without what makes two spellings of it differ. */
export function normal(text: string): string {
  return inPlainLetters(text.normalize('NFKC').replace(unseen, ''))
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{Cf}]/gu, '')
}
