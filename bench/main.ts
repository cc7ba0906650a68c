import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { timeCommand } from './command.ts'
import { timeCorpus } from './corpus.ts'
import { goalsOf, type Measured } from './goals.ts'
import { timeImpact } from './impact.ts'
import { type JudgingResult, timeJudging } from './judging.ts'
import { commandText, corpusText, goalsText, impactText, judgingText } from './print.ts'

const help = `Usage: npm run bench -- [options]

  --only PART   judging (a), command (b), corpus (c) or impact (d); may be given several times
  --quick       smaller, for a look in less than a minute; its figures are rough
  --json FILE   writes all that was measured to a file, too
  --help        shows this

docs/benchmark.md says what is measured, and how to read it.`

const parts: Readonly<Record<string, 'judging' | 'command' | 'corpus' | 'impact'>> = {
  a: 'judging',
  b: 'command',
  c: 'corpus',
  d: 'impact',
  judging: 'judging',
  command: 'command',
  corpus: 'corpus',
  impact: 'impact',
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean' },
    json: { type: 'string' },
    help: { type: 'boolean' },
  },
})
const wrong = (values.only ?? []).filter((part) => !Object.hasOwn(parts, part))

if (values.help || wrong.length > 0) {
  console.log(wrong.length > 0 ? `there is no part \`${wrong[0]}\`\n\n${help}` : help)
  process.exitCode = wrong.length > 0 ? 2 : 0
} else await run(values.quick ?? false, new Set(values.only?.map((part) => parts[part])))

async function run(quick: boolean, only: ReadonlySet<string | undefined>): Promise<void> {
  const wanted = (part: string): boolean => only.size === 0 || only.has(part)
  const machine = {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  }
  const say = (text: string): void => console.log(`${text}\n`)
  say(
    `Node ${machine.node}, ${machine.platform}, ${machine.cores} cores (${machine.cpu}), ${machine.memoryGiB} GiB; ${quick ? 'quick run, rough figures' : 'one run'}`,
  )
  const judging = wanted('judging') ? await judgeSizes(quick, say) : undefined
  // The bundle stands in bench/out.
  const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
  const command = wanted('command') ? timeCommand(root, quick ? 4 : 40) : undefined
  if (command) say(commandText(command))
  const corpus = wanted('corpus')
    ? await timeCorpus(
        quick
          ? { manifests: 400, requirements: 100, sample: 20, rounds: 3 }
          : { manifests: 10_000, requirements: 100, sample: 200, rounds: 3 },
        (line) => console.error(line),
      )
    : undefined
  if (corpus) say(corpusText(corpus))
  const impact = wanted('impact')
    ? await timeImpact({ manifests: quick ? 1000 : 10_000, requirements: 100 }, (line) => console.error(line))
    : undefined
  if (impact) say(impactText(impact))
  const measured: Measured = {
    ...(judging && { judging }),
    ...(command && { command }),
    ...(corpus && { corpus }),
    ...(impact && { impact }),
  }
  const goals = goalsOf(measured)
  say(goalsText(goals))
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, quick, ...measured, goals }, null, 2)}\n`)
}

async function judgeSizes(quick: boolean, say: (text: string) => void): Promise<JudgingResult[]> {
  const options = quick
    ? { rounds: 5, batchMs: 20, warmUpMs: 100, budgetMs: 1000 }
    : { rounds: 15, batchMs: 50, warmUpMs: 500, budgetMs: 10_000 }
  const results: JudgingResult[] = []
  // The more requirements, the fewer launches: every contender judges all of them once before anything is timed.
  const sizes = quick
    ? ([
        [12, 16],
        [200, 4],
      ] as const)
    : ([
        [12, 64],
        [200, 32],
        [1000, 8],
      ] as const)
  for (const [requirements, launches] of sizes) {
    const result = await timeJudging(requirements, launches, options)
    say(judgingText(result))
    results.push(result)
  }
  return results
}
