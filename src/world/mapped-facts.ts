import type { Evidence, FactSet, SuppliedFact } from '../model/facts.ts'
import { isNotProvided } from '../model/fields.ts'
import type { MappedFact } from '../model/mapping.ts'
import { follow, followNearest, wrongTurn } from '../model/pointer.ts'
import { foundWords } from '../model/wording.ts'
import { type MappingNode, placeOf, type ScalarNode, type SourceDocument, type SourceNode } from '../source/node.ts'
import type { Place } from '../source/position.ts'
import { type InputFile, reasonOf } from './file-text.ts'
import { fillSegments, type Surroundings } from './interpolation.ts'
import type { ForeignFiles } from './mapped-file.ts'

/** The part of a mapped file that is one launch, and where further files are read. */
export interface MappedItem extends Surroundings {
  readonly document: SourceDocument
  readonly files: ForeignFiles
}

interface Gathering {
  readonly item: MappedItem
  readonly evidence: Evidence
  readonly facts: SuppliedFact[]
  readonly groups: Map<string, Place>
  readonly inputs: Map<string, InputFile>
}

/** The facts that a mapping finds for one launch, and the further files it read for them. */
export async function mapFacts(
  item: MappedItem,
  facts: readonly MappedFact[],
  evidence: Evidence,
): Promise<{ readonly set: FactSet; readonly inputs: readonly InputFile[] }> {
  const gathering: Gathering = {
    item,
    evidence,
    facts: [],
    groups: new Map([['', placeOf(item.document, item.root.start)]]),
    inputs: new Map(),
  }
  for (const fact of facts) await mapFact(gathering, fact)
  return { set: { facts: gathering.facts, groups: gathering.groups }, inputs: [...gathering.inputs.values()] }
}

async function mapFact(gathering: Gathering, fact: MappedFact): Promise<void> {
  const { item } = gathering
  const at = fillSegments(fact.at, item)
  if (!at.ok) return addUnreachable(gathering, fact, at.reason)
  if (fact.file === undefined) return addFound(gathering, fact, { document: item.document, root: item.root, pointer: at.text })
  const path = fillSegments(fact.file, item)
  if (!path.ok) return addUnreachable(gathering, fact, path.reason)
  const file = await item.files(path.text)
  if (!file.ok) return addUnreachable(gathering, fact, reasonOf(path.text, file))
  gathering.inputs.set(path.text, file.input)
  addFound(gathering, fact, { document: file.document, root: file.document.root, pointer: at.text })
}

interface Target {
  readonly document: SourceDocument
  readonly root: SourceNode
  readonly pointer: string
}

function addFound(gathering: Gathering, fact: MappedFact, target: Target): void {
  const { facts, evidence, groups } = gathering
  const { document, root, pointer } = target
  const found = follow(root, pointer)
  const nearest = placeOf(document, (found ?? followNearest(root, pointer)).keyStart)
  const base = { path: fact.path, evidence, ...(fact.type && { type: fact.type }) }
  // A file that is built otherwise than the mapping says does not tell that something is absent.
  const other = fact.has || fact.absent ? wrongTurn(root, pointer) : undefined
  if (other) addUnreachable(gathering, fact, `\`${pointer}\` leads through ${foundWords(other)}`)
  else if (fact.has)
    facts.push({
      ...base,
      node: booleanNode(found !== undefined && !saysNothing(found.node), (found?.node ?? root).start),
      place: nearest,
      nearest: found === undefined,
    })
  else if (found && !(fact.absent && isNull(found.node)))
    facts.push({ ...base, node: fact.type === 'list' ? asList(found.node) : found.node, place: nearest })
  else if (fact.absent) facts.push({ ...base, node: fact.absent, place: nearest, nearest: found === undefined })
  else groups.set(fact.path, nearest)
}

function addUnreachable({ item, evidence, facts }: Gathering, fact: MappedFact, unreachable: string): void {
  const { start } = item.root
  facts.push({
    path: fact.path,
    node: { kind: 'scalar', value: null, text: '', quoted: false, start, end: start },
    evidence,
    place: placeOf(item.document, start),
    unreachable,
    ...(fact.type && { type: fact.type }),
  })
}

/** Whether nothing is there, or only what holds a place open: nothing is in an empty list or mapping, however it is written. */
function saysNothing(node: SourceNode): boolean {
  if (node.kind === 'list') return node.items.every(saysNothing)
  return node.kind === 'mapping' ? node.entries.length === 0 : isNotProvided(node)
}

/** One item where a list is due is a list of one; what is not provided, and what holds several in its own way, stays what it is. */
function asList(node: SourceNode): SourceNode {
  if (node.kind === 'list' || isNotProvided(node) || (node.kind === 'mapping' && !isOneItem(node))) return node
  return { kind: 'list', items: [node], start: node.start, end: node.end }
}

/** Whether a mapping says something of one thing: not one that only names others, nor one around a list of them, which would count as one. */
function isOneItem({ entries }: MappingNode): boolean {
  const values = entries.map(({ value }) => value)
  return (
    values.some((value) => value.kind === 'scalar') &&
    !values.some((value) => value.kind === 'list' && value.items.some((item) => item.kind !== 'scalar'))
  )
}

function isNull(node: SourceNode): boolean {
  return node.kind === 'scalar' && node.value === null
}

function booleanNode(value: boolean, start: number): ScalarNode {
  return { kind: 'scalar', value, text: String(value), quoted: false, start, end: start }
}
