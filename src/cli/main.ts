#!/usr/bin/env node
import { failure } from './failure.ts'
import type { Io } from './io.ts'
import { run } from './run.ts'

const io: Io = {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  stdin: async (maxBytes) => {
    const chunks: Uint8Array[] = []
    let total = 0
    for await (const chunk of process.stdin) {
      chunks.push(chunk as Uint8Array)
      total += (chunk as Uint8Array).length
      // One byte too many is enough to refuse it; what goes on and on is not kept.
      if (total > maxBytes) break
    }
    return Buffer.concat(chunks)
  },
  cwd: process.cwd(),
  env: process.env,
  stdoutIsTerminal: process.stdout.isTTY === true,
  stderrIsTerminal: process.stderr.isTTY === true,
  columns: process.stdout.columns ?? process.stderr.columns,
  now: () => new Date().toISOString(),
  onInterrupt: (stop) => {
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  },
}

// Until a command says otherwise nothing is decided: an event loop that runs dry must not look like a go.
process.exitCode = 2
let wasCut = false

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader such as `head` may have seen enough, and the exit code still tells the verdict; a full disk is another matter.
    if (error.code === 'EPIPE') return
    wasCut = true
    process.exitCode = 2
  })
}

const crash = (error: unknown): void => {
  wasCut = true
  process.exitCode = failure(error, io)
}
process.on('uncaughtException', crash)
process.on('unhandledRejection', crash)

run(process.argv.slice(2), io).then((code) => {
  process.exitCode = wasCut ? 2 : code
}, crash)
