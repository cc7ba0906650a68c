import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { devNull, tmpdir } from 'node:os'
import { join } from 'node:path'

import express from 'express'
import { jsonReport } from '../../src/report/json.ts'
import { folderOrigin } from '../../src/server/commitments/origins.ts'
import { readStandingSet } from '../../src/server/commitments/standing-set.ts'
import { defaultLimits } from '../../src/server/http/limit-settings.ts'
import { judgeTask } from '../../src/server/judging/judging.ts'
import { judgesFor } from '../../src/server/judging/threads.ts'
import { jsonLog } from '../../src/server/log.ts'
import { runService } from '../../src/server/running.ts'
import { openStore } from '../../src/store/index.ts'
import { memorySource } from '../../src/world/memory.ts'
import type { PostedText } from '../../src/world/posted.ts'
import { today } from '../workload-facts.ts'
import type { ServerSettings, Started, Usage } from './exchange.ts'

// The process that answers, one for each contender: starts what it is told, and says what it uses when it is asked.
const settings = JSON.parse(process.argv[2] ?? '{}') as ServerSettings
const begun = Date.now()
const noon = Date.parse(`${today.text}T12:00:00Z`)
const now = (): number => noon + Date.now() - begun

process.on('disconnect', () => process.exit())
process.on('SIGTERM', () => process.exit())
process.send?.(await start(settings))
process.on('message', (asked: { readonly collect: boolean }) => {
  if (asked.collect) globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  const { heapUsed, rss } = process.memoryUsage()
  process.send?.({ cpuMs: (user + system) / 1000, heapMiB: heapUsed / 2 ** 20, rssMiB: rss / 2 ** 20 } satisfies Usage)
})

async function start({ server, answer, commitment, address }: ServerSettings): Promise<Started> {
  switch (server) {
    case 'http':
      return bareHttp(answer)
    case 'express':
      return listening(
        express()
          .disable('x-powered-by')
          .disable('etag')
          .post('/bare', express.raw({ type: () => true }), (_, response) => {
            response.status(200).set('Content-Type', 'application/json').end(answer)
          }),
      )
    case 'express-judging':
      return judging(commitment)
    default:
      return service(commitment, address)
  }
}

function bareHttp(answer: string): Promise<Started> {
  const length = Buffer.byteLength(answer)
  return listening((request, response) => {
    request.resume()
    request.once('end', () => response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': length }).end(answer))
  })
}

/** Reads the body, judges it as the service does, by both keys, and answers the decision: nothing else of a service. */
async function judging(commitment: string): Promise<Started> {
  const reading = await readStandingSet({ source: memorySource(new Map([['rules/promise.yaml', commitment]])), now: now() })
  if (!reading.ok) throw new Error(JSON.stringify(reading.diagnostics[0]))
  const { set } = reading
  const app = express().disable('x-powered-by').disable('etag')
  app.post('/judge', express.raw({ type: () => true }), async (request, response) => {
    const { documents } = JSON.parse((request.body as Buffer).toString()) as { documents: PostedText[] }
    const judged = await judgeTask(set, {
      kind: 'sent',
      texts: documents,
      now: new Date(now()).toISOString(),
      noExceptions: false,
      caller: { kind: 'token', name: 'bench', scopes: new Set(['judge']), bounds: {} },
      limits: defaultLimits,
      isRecorded: false,
    })
    response.status(200).set('Content-Type', 'application/json').end(jsonReport(judged))
  })
  return listening(app)
}

/** The service as `onlyif serve` runs it, its log lines written to nowhere, and its limits out of the way. */
async function service(commitment: string, address: string): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'onlyif-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'rules'))
  writeFileSync(join(folder, 'rules/promise.yaml'), commitment)
  const store = await openStore(address, { now })
  const many = 1_000_000_000
  const running = await runService({
    host: '127.0.0.1',
    port: 0,
    store,
    origin: folderOrigin(folder),
    refreshMs: 60_000,
    auth: {},
    limits: { ...defaultLimits, perCaller: many, perStranger: many },
    log: jsonLog(createWriteStream(devNull)),
    now,
    graceMs: 1000,
    judges: (log) => judgesFor(undefined, log),
  })
  const { secret } = await store.tokens.create({ name: 'bench', scopes: ['judge'], bounds: {}, createdBy: 'bench' })
  return { port: Number(new URL(running.url).port), token: secret }
}

function listening(listener: RequestListener): Promise<Started> {
  const server = createServer({ keepAliveTimeout: 65_000 }, listener)
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ port: (server.address() as AddressInfo).port, token: '' }))
  })
}
