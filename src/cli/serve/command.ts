import { type Command, InvalidArgumentError, Option } from 'commander'
import type { ExitCode, Io } from '../io.ts'
import type { ServeOptions } from './serve.ts'

const examples = `
Examples:
  onlyif serve --demo                          a year of an example organisation, to look at
  onlyif serve                                 judges by this repository; SQLite in ./onlyif-data
  onlyif serve --data /var/lib/onlyif --trusted-ref origin/main
  DATABASE_URL=postgres://db.internal/onlyif onlyif serve --host 0.0.0.0 --settings service.yaml

Then, in another terminal:
  onlyif token create --data onlyif-data --name pipeline --scope judge
  curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/yaml" \\
    --data-binary @launch.yaml http://127.0.0.1:8080/v1/decisions

The dashboard is at /, the API is described at /docs. Nothing is told to anybody who does not prove who asks.

Exit codes: 0 it was told to end, and ended; 2 it could not start.
`

/** Declares `onlyif serve`. */
export function declareServe(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('serve')
    .summary('the HTTP service with the dashboard')
    .description('Judges launches for every pipeline, keeps every decision as evidence, and shows them on a dashboard.')
    .option('--port <number>', 'where it listens; 0 takes any free one', portNumber, 8080)
    .option('--host <address>', 'on which address', '127.0.0.1')
    .option('--data <store>', 'where decisions are kept: a folder, a file, or postgres://…; without it DATABASE_URL, else ./onlyif-data')
    .option('--trusted-ref <ref>', 'judge by this Git ref of the repository, not by the files on disk')
    .option('--settings <file>', 'who is believed, GitHub App, notifications: a file of kind Service')
    .option('--threads <number>', 'how many threads judge; without it one for each core but the first, four at most', threadCount)
    .option('--demo', 'show a year of an example organisation; nothing is kept')
    .addOption(new Option('--log <what>', 'what the log tells; on a terminal warn, else info').choices(['info', 'warn', 'error', 'silent']))
    .addHelpText('after', examples)
    .action(async (options: ServeOptions) => {
      const { serve } = await import('./serve.ts')
      done(await serve(options, io))
    })
}

function threadCount(text: string): number {
  const count = /^\d{1,2}$/.test(text) ? Number(text) : 65
  if (count > 64) throw new InvalidArgumentError('it is a number from 0 to 64')
  return count
}

function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 65_536
  if (port > 65_535) throw new InvalidArgumentError('it is a number from 0 to 65535')
  return port
}
