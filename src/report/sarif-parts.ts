import type { Decision, JudgedRequirement, SourcePlace } from '../model/generated/types.ts'
import { forTerminal } from './escape.ts'
import { onlyIf } from './requirement-words.ts'

/** A rule of a SARIF driver. */
export interface SarifRule {
  readonly id: string
  readonly [property: string]: unknown
}

/** GitHub cuts longer descriptions. */
const longestDescription = 1_000

const verdictRule: SarifRule = {
  id: 'verdict',
  shortDescription: { text: 'only if something was judged, and nothing blocks' },
  fullDescription: { text: 'A launch may go only if at least one requirement applies to it and none of those that apply blocks it.' },
  help: { text: 'Check which commitments are meant for this launch.' },
  defaultConfiguration: { level: 'error' },
}

/** A rule for each requirement, met or not, in the order in which they are first seen; and one for a verdict that no requirement explains. */
export function sarifRules(decisions: readonly Decision[]): SarifRule[] {
  const rules = new Map<string, SarifRule>()
  for (const requirement of decisions.flatMap((decision) => decision.requirements)) {
    const rule = ruleOf(requirement)
    if (!rules.has(rule.id)) rules.set(rule.id, rule)
  }
  return [...[...rules.values()].filter(({ id }) => id !== verdictRule.id), verdictRule]
}

function ruleOf({ id, title, why, honors, dishonors, owner, stage, enforcement, ifUnmet }: JudgedRequirement): SarifRule {
  const short = onlyIf({ title, id })
  const full = [why, honors, dishonors === undefined ? undefined : `Otherwise: ${dishonors}`].filter((part) => part !== undefined)
  return {
    id: sarifId(id),
    shortDescription: { text: sarifText(short) },
    fullDescription: { text: sarifText([short, ...full].join('. ')) },
    help: { text: sarifText(ifUnmet?.trim() ? ifUnmet : `Ask ${owner}, who answers for this requirement.`) },
    defaultConfiguration: { level: enforcement === 'blocking' ? 'error' : 'warning' },
    properties: { tags: [...new Set(['launch', forTerminal(stage ?? '').trim()])].filter(Boolean), owner: forTerminal(owner) },
  }
}

/** An id as a rule has it; an empty one, which no commitment has, must not make the whole file invalid. */
export function sarifId(id: string): string {
  return forTerminal(id).trim() || 'requirement'
}

/**
 * A plain text message of SARIF: braces are doubled, or they would be placeholders; brackets that would be a link to
 * somewhere are escaped.
 */
export function sarifText(text: string): string {
  const line = forTerminal(text).trim() || '…'
  const cut = line.length > longestDescription ? `${[...line.slice(0, longestDescription)].slice(0, -1).join('')}…` : line
  return cut
    .replaceAll(/\](?=\()/g, '\\]')
    .replaceAll('{', '{{')
    .replaceAll('}', '}}')
}

/** A place in a file, by a relative URI, as a location; related ones have an id and say what is there. */
export function sarifLocation(
  place: SourcePlace,
  related?: { readonly id: number; readonly text: string },
): Readonly<Record<string, unknown>> {
  return {
    ...(related && { id: related.id }),
    physicalLocation: {
      artifactLocation: { uri: uriOf(place.file) },
      region: { startLine: Math.max(1, place.line), startColumn: Math.max(1, place.column) },
    },
    ...(related && { message: { text: related.text } }),
  }
}

/** Every part of the path is encoded, so that no name becomes a scheme, a query or another path. */
function uriOf(file: string): string {
  const path = forTerminal(file).replaceAll(/^\/+/g, '').split('/').map(encodeURIComponent).join('/')
  return path === '' ? 'launch' : path
}
