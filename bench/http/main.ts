import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Cluster, postgresPrograms, startCluster } from '../../tests/postgres.ts'
import { goalsText } from '../print.ts'
import { short } from '../table.ts'
import { contenders, names, requestBodies } from './contenders.ts'
import type { Contender } from './exchange.ts'
import { httpGoals } from './goals.ts'
import { type Bench, machineLoad, measureMemory, measurePace, measureRates } from './measure.ts'
import { measurePaint } from './paint.ts'
import { memoryText, paceText, paintText, ratesText } from './print.ts'
import { type ServerProcess, startLoader, startServer } from './processes.ts'

const help = `Usage: npm run bench:http -- [options]

  --quick          a look; its figures are rough
  --minutes N      how long memory is watched; 2 unless said, 0 leaves it out
  --only TEXT      only what has this in its name, and what it is compared with; may be given several times
  --profile DIR    a CPU profile of each server into a folder
  --json FILE      writes all that was measured to a file, too
  --help           shows this

docs/benchmark.md says what is measured, and how to read it.`

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    minutes: { type: 'string' },
    only: { type: 'string', multiple: true },
    profile: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean' },
  },
})
const minutes = Number(values.minutes ?? (values.quick ? 0 : 2))
if (values.help || !(minutes >= 0)) {
  console.log(help)
  process.exitCode = values.help ? 0 : 2
} else await run()

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'onlyif-bench-http-'))
  const programs = isWanted(names.postgres) ? postgresPrograms() : undefined
  // With its syncs, as the tests do without: a decision counts as recorded once it is on disk.
  const cluster = programs === undefined ? undefined : await startCluster(programs, [])
  const servers = new Map<string, ServerProcess>()
  const loader = startLoader()
  try {
    await measure(folder, { cluster, servers, loader })
  } finally {
    await loader.stop()
    for (const server of servers.values()) await server.stop()
    await cluster?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Parts {
  readonly cluster: Cluster | undefined
  readonly servers: Map<string, ServerProcess>
  readonly loader: Bench['loader']
}

async function measure(folder: string, { cluster, servers, loader }: Parts): Promise<void> {
  const say = (text: string): void => console.log(`${text}\n`)
  const { commitment, bodies, leaves } = requestBodies(64)
  const address = (server: Contender['server']): string => (server === 'postgres' ? (cluster?.url('public') ?? '') : join(folder, 'data'))
  const start = (server: Contender['server'], answer: string): Promise<ServerProcess> =>
    startServer({ server, commitment, answer, address: address(server) }, values.profile)
  servers.set('express-judging', await start('express-judging', ''))
  const answer = await sampleAnswer(servers.get('express-judging'), bodies[0] ?? '')
  const chosen = contenders.filter(({ name, server }) => isWanted(name) && (server !== 'postgres' || cluster !== undefined))
  for (const { server } of chosen) if (!servers.has(server)) servers.set(server, await start(server, answer))
  const bench: Bench = {
    contenders: chosen,
    loader,
    bodies,
    serverOf: ({ server }) => {
      const found = servers.get(server)
      if (!found) throw new Error(`no server ${server} was started`)
      return found
    },
  }
  const before = machineLoad()
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length }
  say(
    `Node ${machine.node}, ${machine.cores} cores (${machine.cpu}), load average ${short(before)}; ${values.quick ? 'quick run, rough figures' : 'one run'}`,
  )
  const sizes = `requests of ${short(Buffer.byteLength(bodies[0] ?? ''))} bytes, answers of ${short(Buffer.byteLength(answer))}`
  say(`12 requirements, ${leaves} leaves; 32 connections; ${sizes}`)
  const stretches = values.quick
    ? { rounds: 3, seconds: 2, warmUp: 2000, connections: 32 }
    : { rounds: 7, seconds: 3, warmUp: 10_000, connections: 32 }
  const rows = await measureRates(bench, stretches)
  say(ratesText(rows))
  const paced = await measurePace(bench, rows, { ...stretches, seconds: values.quick ? 2 : 10 })
  say(paceText(paced))
  const mix = bench.contenders.flatMap((contender) => {
    const rate = paced.find(({ name }) => name === contender.name)?.rate ?? 0
    // What is recorded takes room on the disk, so there is less of it.
    return contender.server === 'sqlite' && rate > 0 ? [{ contender, rate: contender.status === 201 ? Math.min(rate, 200) : rate }] : []
  })
  const memory = minutes > 0 ? await measureMemory(bench, mix, minutes) : undefined
  if (memory) say(memoryText(memory))
  const painted = isWanted('first paint')
    ? await measurePaint({ folder: join(folder, 'paint'), loads: values.quick ? 5 : 10, requirements: 100, launches: 1000 })
    : undefined
  if (painted) say(paintText(painted))
  const goals = httpGoals({ rows, paced, memory, painted })
  say(goalsText(goals))
  const load = { before, after: machineLoad() }
  say(`load average in the end: ${short(load.after)}`)
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, load, rows, paced, memory, painted, goals }, null, 2)}\n`)
}

/** The decision about a launch, for the servers that judge nothing to answer. */
async function sampleAnswer(server: ServerProcess | undefined, body: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${server?.port}/judge`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })
  const text = await response.text()
  if (!response.ok || !text.startsWith('{"apiVersion"'))
    throw new Error(`the launches of the benchmark cannot be judged: ${text.slice(0, 500)}`)
  return text
}

/** What others are compared with is always wanted. */
function isWanted(name: string): boolean {
  return !values.only || name === names.express || values.only.some((text) => name.includes(text))
}
