import { type Command, InvalidArgumentError, Option } from 'commander'
import type { ExitCode, Io } from '../io.ts'
import { collect, entryNumber } from '../options.ts'
import type { Anchor, VerifyOptions } from './options.ts'

const examples = `
Examples:
  onlyif verify decision.json                        its digest; judged again from the files of this repository
  onlyif verify decision.json --commit 3f2a9c1       the files as they were in a commit
  onlyif verify decision.json --store /var/lib/onlyif
                                                     and that it is recorded there
  onlyif verify /var/lib/onlyif                      a whole store: chain, digests, every decision judged again
  onlyif verify decisions.ndjson                     what a store was exported to, in the same way
  onlyif verify postgres://db.internal/onlyif --from 1201
  onlyif verify /var/lib/onlyif --anchor 1200:sha256:9c1e…
                                                     entry 1200 is still the one whose hash was noted

A recorded decision whose inputs were erased is valid, not replayable; one that is neither recorded nor judged again could not be
verified, because anybody can make a digest. Under another version of the engine outcomes are compared, not bytes.
Waivers that were asked for in the service, in a store or an export of one, are held to their answers and to the decisions that were
judged by them; where one is in force and none was, a note says so.

Exit codes: 0 valid; 1 not valid; 2 it could not be verified.
`

/** Declares `onlyif verify`. */
export function declareVerify(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('verify')
    .summary('is this decision, or this store, as it was made?')
    .description('Verifies a saved decision, or a store of decisions: digests, chain, and replay to the same bytes.')
    .argument('[decision|store]', 'a file that `check --format json` or `export` wrote ("-": standard input), or a store')
    .option('--store <store>', 'where the decision is recorded: a folder, a file, or postgres://…')
    .option('--inputs <folder>', 'where the files that it rests on are; else this repository')
    .option('--commit <ref>', 'a Git commit that has the files it rests on, repeatable', collect)
    .option('--no-replay', 'judge nothing again')
    .option('--from <number>', 'of a store: begin with this entry', entryNumber)
    .option('--to <number>', 'of a store: end with this entry', entryNumber)
    .option('--anchor <number:hash>', 'of a store: an entry and its hash, as they were noted', anchor)
    .addOption(new Option('--format <name>', 'how to tell: text, json').default('text').choices(['text', 'json']))
    .addHelpText('after', examples)
    .action(async (target: string | undefined, options: Omit<VerifyOptions, 'target'>) => {
      const { verify } = await import('./verify.ts')
      done(await verify({ ...options, ...(target !== undefined && { target }) }, io))
    })
}

function anchor(text: string): Anchor {
  const [, number, hash] = /^(\d+):(sha256:[0-9a-f]{64})$/.exec(text) ?? []
  if (number === undefined || hash === undefined) throw new InvalidArgumentError('it is a number and a hash, as in `1200:sha256:…`')
  return { sequence: Number(number), hash: hash as Anchor['hash'] }
}
