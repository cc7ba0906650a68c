import { type Demand, sharedEvidence } from './demand.ts'
import type { ExplainedCase, ExplainedCommitment, ExplainedRequirement } from './explanation.ts'
import type { ExplainedFact } from './fact.ts'
import { recordWords } from './record.ts'

/** One thing that is said of a requirement, under a label: sentences, or demands. Every format prints the same rows. */
export type Row =
  | { readonly label: string; readonly kind: 'words'; readonly texts: readonly string[] }
  | { readonly label: string; readonly kind: 'demands'; readonly demands: readonly Demand[]; readonly saidElsewhere: readonly string[] }

/** Everything that is said of a requirement but its facts, in the order in which people ask. */
export function rowsOf(requirement: ExplainedRequirement): Row[] {
  const { why, honors, dishonors, applies, demands, owner, due, stage, handOff, enforcement, waivers, ifUnmet, tests, record } = requirement
  const shared = sharedEvidence(demands)
  return [
    ...words('why', why),
    ...words('honors', honors),
    ...words('avoids', dishonors),
    ...(applies ? [{ label: 'applies when', kind: 'demands' as const, demands: partsOf(applies), saidElsewhere: [] }] : []),
    { label: 'demands', kind: 'demands', demands, saidElsewhere: shared },
    ...words('evidence', shared.length === 0 ? undefined : shared.join(', ')),
    ...words('owner', owner),
    ...words('due', due),
    ...words('stage', stage),
    ...words('hand-off', handOff && handOffWords(handOff)),
    ...words('enforcement', enforcement),
    ...words('waivers', waivers),
    ...words('if unmet', ifUnmet),
    ...(tests.length === 0
      ? words('tests', 'no case of a test names it')
      : [{ label: 'tests', kind: 'words' as const, texts: testTexts(tests) }]),
    ...(record ? [{ label: 'record', kind: 'words' as const, texts: recordWords(record) }] : []),
  ]
}

/** "product passes on to support what beta customers liked" */
function handOffWords({ from, to, what }: NonNullable<ExplainedRequirement['handOff']>): string {
  return (
    [from, to === undefined ? undefined : `to ${to}`].filter((part) => part !== undefined).join(' ') +
    (what === undefined ? '' : `: ${what}`)
  )
}

/** The examples by what must come out: "met: …", "unmet: …". */
function testTexts(tests: readonly ExplainedCase[]): string[] {
  const outcomes = [...new Set(tests.map(({ outcome }) => outcome))]
  const order = ['met', 'unmet', 'unknown', 'waived', 'not-applicable']
  return outcomes
    .sort((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((outcome) => {
      const names = tests
        .filter((item) => item.outcome === outcome)
        .map(({ name, reason }) => (reason === undefined ? `“${name}”` : `“${name}” (${reason})`))
      return `${outcome.replace('-', ' ')}: ${[...new Set(names)].join(', ')}`
    })
}

/** What is said of a commitment as a whole, below its title. */
export function commitmentRows({ owner, journey, applies, outOfScope }: ExplainedCommitment): Row[] {
  return [
    ...words('owner', owner),
    ...words('journey', journey.length === 0 ? undefined : journey.join(', ')),
    ...(applies ? [{ label: 'applies when', kind: 'demands' as const, demands: partsOf(applies), saidElsewhere: [] }] : []),
    ...words(
      'otherwise',
      applies && (outOfScope === 'go' ? 'a launch to which it does not apply may go' : 'a launch to which it does not apply is held'),
    ),
  ]
}

/** What is said of a fact, below its name. */
export function factTexts({ means, value, unit, better, owner, evidence, from, lookup, cpi }: ExplainedFact): string[] {
  if (value === undefined && means === undefined) return ['no catalog describes it']
  const kind = [
    ...(value === undefined ? [] : [unit === undefined ? value : `${value}, ${unit}`]),
    ...(better === undefined ? [] : [`${better} is better`]),
    ...evidence,
  ]
  const goal = cpi && [
    cpi.goal === undefined ? undefined : `“${cpi.goal}”`,
    cpi.benefit && `${/^[aeiou]/.test(cpi.benefit) ? 'an' : 'a'} ${cpi.benefit} benefit`,
  ]
  return [
    ...(means === undefined ? [] : [means]),
    ...(kind.length === 0 ? [] : [kind.join('; ')]),
    sourceWords(owner, from, lookup),
    ...(goal ? [`a customer would say: ${goal.filter((part) => part !== undefined).join(', ')}`] : []),
  ].filter((text) => text !== '')
}

function sourceWords(owner: string | undefined, from: string | undefined, lookup: string | undefined): string {
  if (lookup !== undefined) return lookup
  if (owner === undefined) return from === undefined ? 'nobody owns it' : `from ${from}; nobody owns it`
  return from === undefined ? `owned by ${owner}` : `owned by ${owner}; from ${from}`
}

/** What a fact is called: its name and its path, or the path alone. */
export function factName({ name, path }: ExplainedFact): string {
  return name === undefined ? `\`${path}\`` : `${name} (\`${path}\`)`
}

/** Demands as a list of its own: the parts of what must hold as a whole. */
function partsOf(demand: Demand): readonly Demand[] {
  return demand.kind === 'group' && demand.need === demand.of.length ? demand.of : [demand]
}

function words(label: string, text: string | undefined): Row[] {
  return text === undefined ? [] : [{ label, kind: 'words', texts: [text] }]
}
