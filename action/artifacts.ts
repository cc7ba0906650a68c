import { verdictOf } from '../src/report/gate-verdict.ts'
import { jsonReport } from '../src/report/json.ts'
import { reporters } from '../src/report/reporters.ts'
import { digestOf } from '../src/source/digest.ts'
import { attestationOf } from './attestation.ts'
import { ownFolder, reportName, writeInWorkspace, writeOwn } from './files.ts'
import type { Outcome } from './outcome.ts'
import type { Place } from './place.ts'
import type { Runner } from './runner.ts'

/** Writes the decision, the reports and the attestation, and sets the outputs. Gives a sentence for each thing that could not be written. */
export async function writeArtifacts(outcome: Outcome, place: Place, runner: Runner): Promise<string[]> {
  const problems: string[] = []
  const attempt = async (what: string, work: () => Promise<string>): Promise<string | undefined> => {
    try {
      return await work()
    } catch (error) {
      problems.push(`${what} could not be written: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
  }
  const { decisions, undecided, inputs } = outcome
  const json = jsonReport(outcome)
  const [single] = decisions
  runner.output('verdict', verdictOf(outcome))
  runner.output('blocked', String(outcome.isBlocked))
  runner.output('counts', JSON.stringify(countsOf(outcome)))
  runner.output('digest', single && decisions.length === 1 && undecided.length === 0 ? single.digest : digestOf(json.trimEnd()))
  let folder: string
  try {
    folder = ownFolder(place.temp)
  } catch (error) {
    return [`no file could be written: ${error instanceof Error ? error.message : String(error)}`]
  }
  const decision = await attempt('The decision', () => writeOwn(folder, 'decision.json', json))
  if (decision !== undefined) runner.output('decision', decision)
  const reports: string[] = []
  for (const { format, path } of inputs.report) {
    const file = await attempt(`The report \`${format}\``, () => {
      const text = reporters[format](outcome, { only: inputs.only })
      return path === undefined ? writeOwn(folder, reportName(format), text) : writeInWorkspace(place.workspace, path, text)
    })
    if (file !== undefined) reports.push(file)
  }
  runner.output('report', reports.join('\n'))
  if (inputs.attest) problems.push(...(await attest(outcome, place, runner, folder)))
  return problems
}

async function attest(outcome: Outcome, place: Place, runner: Runner, folder: string): Promise<string[]> {
  const { event, opened, world, isWorkspace, decisions, isBlocked, now } = outcome
  if (!event) return ['No attestation was written, for there is no commit that it could be about.']
  const attestation = attestationOf({
    decisions,
    isBlocked,
    isDecided: verdictOf(outcome) !== 'undecided',
    now,
    repositoryUrl: `${place.serverUrl}/${place.repository}`,
    head: event.head,
    trusted: isWorkspace ? undefined : opened?.trusted.commit,
    world,
  })
  try {
    runner.output('attestation', await writeOwn(folder, 'attestation.json', attestation.statement))
    runner.output('attestation-predicate', await writeOwn(folder, 'predicate.json', attestation.predicate))
    return []
  } catch (error) {
    return [`The attestation could not be written: ${error instanceof Error ? error.message : String(error)}`]
  }
}

function countsOf({ decisions, undecided }: Outcome): Record<string, number> {
  const counts = { go: 0, 'conditional-go': 0, hold: 0, 'no-go': 0, undecided: undecided.length }
  for (const { verdict } of decisions) counts[verdict]++
  return counts
}
