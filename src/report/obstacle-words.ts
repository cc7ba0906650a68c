import type { Decision, Finding, JudgedRequirement, Obstacle } from '../model/generated/types.ts'
import { sequence } from '../model/wording.ts'
import { lookedUpWords, mendWords, placeOf } from './lookup-words.ts'
import { nameOf } from './naming.ts'
import { reasonWords } from './reason-words.ts'
import { isRelative } from './requirement-groups.ts'
import { localId } from './requirement-words.ts'
import { isMapping } from './value-words.ts'
import { demandOf, foundOf, sentenceOf, statementOf } from './words.ts'

/** Something that has to become true, and who can bring it about. */
export interface Change {
  readonly owner: string
  readonly text: string
  /** The same in a few words, where the text is long. */
  readonly brief?: string
  readonly requirements: readonly string[]
}

/** What keeps requirements open whatever facts are supplied, each thing once: what would have to change, where, and by whom. */
export function obstaclesIn(decision: Decision): Change[] {
  const { obstacles = [] } = decision.toGo
  const changes = new Map<string, Change>()
  for (const obstacle of obstacles) {
    const { owner, text, requirements, ...more } = changeOf(obstacle, decision)
    const key = JSON.stringify([owner, text])
    const before = changes.get(key)?.requirements ?? []
    changes.set(key, { owner, text, ...more, requirements: [...new Set([...before, ...requirements])] })
  }
  return [...changes.values()]
}

function changeOf(obstacle: Obstacle, decision: Decision): Change {
  const { requirement: id, kind, fact = '', against = [] } = obstacle
  const requirement = decision.requirements.find((item) => item.id === id)
  const requirements = [id, ...against]
  const owned = decision.requirements.filter((item) => requirements.includes(item.id))
  if (kind === 'contradiction' || (kind === 'search' && fact !== '')) {
    const owners = [...new Set(owned.map(({ owner }) => owner))]
    return { owner: sequence(owners, 'and'), text: contradictionWords(obstacle, owned, decision), requirements }
  }
  const finding = requirement && findingOn(requirement, fact)
  const owner = ownerOf(obstacle, finding, decision) ?? requirement?.owner ?? decision.launch.owner
  const base = { owner, requirements }
  if (!requirement || !finding || kind === 'fault' || kind === 'search')
    return { ...base, text: plainWords(kind, requirement?.title ?? id) }
  const text = obstacleWords(obstacle, finding, { requirement, decision })
  return { ...base, text, ...(kind === 'lookup' && finding.lookup?.unlisted && { brief: mendWords(finding.lookup, decision) }) }
}

/** Who can change what stands in the way, where that is not the owner of the requirement. */
function ownerOf({ kind, fact = '' }: Obstacle, finding: Finding | undefined, { facts, launch }: Decision): string | undefined {
  const ownerOfFact = (path: string): string | undefined => (Object.hasOwn(facts, path) ? facts[path]?.owner : undefined)
  const { lookup } = finding ?? {}
  // Where nothing is given to look it up by, the table is not at fault.
  const isUngiven = kind === 'lookup' && lookup?.reason !== undefined
  const path = isUngiven ? lookup.from : fact
  if (kind === 'launch' || (isUngiven && path.startsWith('launch.'))) return launch.owner
  return kind === 'lookup' || kind === 'applies' || kind === 'operand' ? ownerOfFact(path) : undefined
}

interface Judged {
  readonly requirement: JudgedRequirement
  readonly decision: Decision
}

function obstacleWords({ kind, fact = '' }: Obstacle, finding: Finding, judged: Judged): string {
  const { decision } = judged
  const name = nameOf(fact, decision)
  const asked = `what is asked in ${placeOf(finding.commitment)}`
  switch (kind) {
    case 'lookup':
      return lookupWords(finding, judged)
    case 'launch':
      return launchWords(fact, finding, judged)
    case 'operand':
      return `${demandOf(finding, decision)}; ${name} is not known (${reasonWords[finding.reason ?? 'missing']}): supply it`
    case 'bar':
      return `${sentenceOf(finding, decision)}; ${name} is also what is asked of another fact, and a bar is not moved to make it a go: correct it if it is wrong, or ${asked}`
    case 'decides':
      return `${sentenceOf(finding, decision)}; ${name} also decides which requirements apply, which is not turned to make it a go: correct it if it is wrong, or ${asked}`
    case 'value':
      return `${sentenceOf(finding, decision)}; no value was found that passes and that the catalog accepts: correct ${asked}, or the catalog`
    default:
      return `${openWords(finding, judged)} ${finding.manifest.nearest ? '(add it to' : '(in'} ${placeOf(finding.manifest)})`
  }
}

function lookupWords(finding: Finding, judged: Judged): string {
  const { lookup } = finding
  const { decision } = judged
  if (!lookup) return openWords(finding, judged)
  if (finding.reason === 'conflict') return `${nameOf(lookup.fact, decision)}: ${foundOf(finding, decision)}`
  const { reason, unlisted, from } = lookup
  if (reason !== undefined || unlisted) return `${nameOf(lookup.fact, decision)} is ${lookedUpWords(lookup, decision)}`
  if (finding.reason !== undefined && finding.reason !== 'shortfall')
    return `${openWords(finding, judged)}: supply evidence of ${nameOf(from, decision)} that suffices`
  return `${openWords(finding, judged)}: only another row there, or other ${nameOf(from, decision)}, changes it`
}

function launchWords(fact: string, finding: Finding, judged: Judged): string {
  const { decision } = judged
  const words = openWords(finding, judged)
  if (finding.fact !== fact) {
    const what = fact === 'launch.date' ? 'give the launch a date' : `say ${nameOf(fact, decision)}`
    return `${words}: ${what} in ${decision.launch.file}`
  }
  const place = placeOf(finding.manifest)
  return finding.reason === 'missing' && finding.actual === undefined
    ? `${words}: say so in ${place}`
    : `${words}; the launch itself would have to change, in ${place}`
}

/** Asked and found; or on what it rests that a requirement applies. */
function openWords(finding: Finding, { requirement, decision }: Judged): string {
  return requirement.applies.findings.includes(finding)
    ? `it applies only when ${statementOf(finding, decision)}; ${foundOf(finding, decision)}`
    : sentenceOf(finding, decision)
}

function plainWords(kind: Obstacle['kind'], title: string): string {
  return kind === 'fault'
    ? `only if ${title}: it could not be judged, which is a fault of onlyif`
    : `only if ${title}: there are more ways than can be tried; none was found`
}

/** Everything that requirements ask of a fact, each with its place: no value does it all, or none that was tried. */
function contradictionWords({ kind, fact }: Obstacle, requirements: readonly JudgedRequirement[], decision: Decision): string {
  const asked = requirements.flatMap((item) =>
    item.findings
      .filter((finding) => finding.fact === fact)
      .map((finding) => `${demandOf(finding, decision)} (${localId(item.id)}, ${placeOf(finding.commitment)})`),
  )
  const few = [...new Set(asked)].slice(0, 4)
  const more = asked.length > few.length ? ` and ${asked.length - few.length} more` : ''
  const asks = few.length === 0 ? '' : `: ${few.join('; ')}${more}`
  return kind === 'contradiction'
    ? `no value fits all that is asked${asks}. One of these has to change`
    : `no value was found that fits all that is asked${asks}. Supply one that does, if there is one; else one of these has to change`
}

/** The finding that rests on a fact: one that decides, if there is one. */
function findingOn({ applies, findings }: JudgedRequirement, fact: string): Finding | undefined {
  const open = [...applies.findings, ...findings].filter((finding) => finding.result !== 'met')
  const own = open.filter((finding) => finding.fact === fact || finding.lookup?.fact === fact || reads(finding.expected, fact))
  return own.find((finding) => finding.decisive) ?? own[0]
}

/** Whether an operand names a fact, or a day of the launch where that is asked for, at any depth. */
function reads(operand: unknown, fact: string): boolean {
  if (Array.isArray(operand)) return operand.some((item) => reads(item, fact))
  if (isMapping(operand)) return operand['fact'] === fact || Object.values(operand).some((item) => reads(item, fact))
  return fact === 'launch.date' && isRelative(operand)
}
