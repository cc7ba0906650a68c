import { engineName } from '../src/engine/version.ts'
import { connect, type GitHub } from '../src/github/client.ts'
import type { Network } from '../src/github/guarded-fetch.ts'
import { redact } from '../src/github/redact.ts'
import { diagnosticsText } from '../src/report/diagnostics-text.ts'
import { escapeUnseen } from '../src/report/escape.ts'
import { alertMarks } from '../src/report/gate-page.ts'
import { impactText } from '../src/report/impact-text.ts'
import { textReport } from '../src/report/text.ts'
import { writeArtifacts } from './artifacts.ts'
import { gate, undecided } from './gate.ts'
import { readInputs } from './inputs.ts'
import type { Outcome } from './outcome.ts'
import { type Place, readPlace } from './place.ts'
import { annotateStep, type RunPlace, report, summarise } from './reporting.ts'
import { type Io, type Runner, runnerOf } from './runner.ts'

/** The exit code of the step: 1 where the gate is closed. */
export type StepCode = 0 | 1

/** Runs the Action once. Never throws: what breaks closes the gate. */
export async function run(io: Io, network?: Network): Promise<StepCode> {
  const plain = runnerOf(io)
  const token = plain.input('token')
  plain.mask(token)
  // Everything but the mask itself goes out without the token.
  const runner = { ...runnerOf({ ...io, stdout: (text) => io.stdout(redact(text, [token])) }), input: plain.input }
  try {
    return await step(runner, io, network)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    runner.annotate({ level: 'error', title: 'onlyif', message: `internal error, nothing was decided: ${message}` })
    runner.output('verdict', 'undecided')
    runner.output('blocked', 'true')
    return 1
  }
}

async function step(runner: Runner, { env, now }: Io, network: Network | undefined): Promise<StepCode> {
  const { inputs, problems } = readInputs(runner)
  const place = readPlace(env, { serverUrl: undefined })
  const question = { inputs, env, now: now(), network }
  if (!place.ok || problems.length > 0) {
    // An input that cannot be read may be the one that says what to judge: no dry run forgives it.
    const outcome = undecided({ ...question, inputs: { ...inputs, dryRun: false } }, place.ok ? problems.join('; ') : place.message)
    return tell(outcome, place.ok ? { ...place.value, began: question.now } : undefined, runner, undefined)
  }
  const outcome = await gate(question, place.value)
  return tell(
    outcome,
    { ...place.value, began: question.now },
    runner,
    outcome.opened?.github ?? clientFor(place.value, inputs.token, network),
  )
}

/** For telling where what judges could not be read. */
function clientFor({ apiUrl, owner, repo }: Place, token: string, network: Network | undefined): GitHub {
  return connect({ apiUrl, token, owner, repo, userAgent: `${engineName.replace('@', '/')} (action)`, network })
}

async function tell(outcome: Outcome, place: RunPlace | undefined, runner: Runner, github: GitHub | undefined): Promise<StepCode> {
  print(outcome, runner)
  annotateStep(outcome, runner)
  const written = place ? await writeArtifacts(outcome, place, runner) : []
  const { page, problems } = place
    ? await report(outcome, github, place)
    : { page: { ...outcome, since: [], only: outcome.inputs.only }, problems: [] }
  summarise(page, [...written, ...problems], runner)
  return outcome.isBlocked && !outcome.inputs.dryRun ? 1 : 0
}

/** The log, for people who read logs. */
function print(outcome: Outcome, runner: Runner): void {
  const { diagnostics, inputs, alerts, impact, world } = outcome
  const texts = new Map(
    [...(world?.files ?? []), ...(world?.launches.flatMap((launch) => launch.files) ?? [])].map((item) => [item.file, item.text]),
  )
  if (diagnostics.length > 0) runner.print(diagnosticsText(diagnostics, { width: 120, textOf: (file) => texts.get(file) }))
  runner.print(textReport(outcome, { width: 120, only: inputs.only }))
  for (const { mark, text, items } of alerts)
    runner.print([`${alertMarks[mark]} ${text}`, ...items.map((item) => `  - ${item}`)].map(escapeUnseen).join('\n'))
  if (impact) runner.print(impactText(impact, { width: 120 }))
}
