import { type Command, Option } from 'commander'
import type { ExitCode, Io } from '../io.ts'
import { collect } from '../options.ts'
import type { TokenCreation, TokenListing, TokenRevocation } from './token.ts'

const examples = `
Examples:
  onlyif token create --name pipeline --scope judge --product checkout
  onlyif token list --data /var/lib/onlyif
  onlyif token revoke --data /var/lib/onlyif pipeline

Exit codes: 0 done; 2 not done.
`

const createExamples = `
Examples:
  onlyif token create --name pipeline --scope judge --product checkout
  onlyif token create --name maria --scope read --scope waive --expires 30d
  onlyif token create --name nightly --scope read | secret-store put nightly

Scopes: judge (judge launches), read (read decisions), waive (ask for waivers and answer them), admin (who changed what, and settings).
None brings another with it. The secret is printed once, by itself, on standard output; only its digest is kept.

Exit codes: 0 made; 2 not made.
`

const listExamples = `
Examples:
  onlyif token list --data /var/lib/onlyif            those that are good
  onlyif token list --all --format json               revoked and expired ones as well, for a program

Exit codes: 0 listed; 2 not listed.
`

const revokeExamples = `
Examples:
  onlyif token revoke --data /var/lib/onlyif pipeline
  onlyif token revoke 3f1c2b8a-6d0e-4a57-9a55-0c3f5b7e2d11

A token that is revoked is refused from the next request on, and does not come back.

Exit codes: 0 revoked; 2 not revoked.
`

const data = '--data <store>'
const dataWords = 'a folder, a file, or postgres://…; without it DATABASE_URL, else ./onlyif-data'

/** Declares `onlyif token` with what can be done to tokens. */
export function declareToken(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const token = program
    .command('token')
    .summary('who may ask the service')
    .description('Makes, lists and revokes the tokens of the service.')
    .helpCommand(false)
    .addHelpText('after', examples)
  token
    .command('create')
    .summary('make a token; its secret is printed once')
    .description('Makes a token of the service and prints its secret, once.')
    .option(data, dataWords)
    .option('--new-store', 'begin a store where --data says and none is')
    .requiredOption('--name <name>', 'what it is for, or who has it')
    .addOption(
      new Option('--scope <scope>', 'what it may do: judge, read, waive, admin; repeatable').argParser(collect).makeOptionMandatory(),
    )
    .option('--launch <id>', 'only for this launch, repeatable', collect)
    .option('--product <name>', 'only for launches of this product, repeatable', collect)
    .option('--expires <duration>', 'until when it is good: `90d` without it')
    .option('--no-expiry', 'it is good until it is revoked')
    .addHelpText('after', createExamples)
    .action(async (options: TokenCreation) => {
      const { createToken } = await import('./token.ts')
      done(await createToken(options, io))
    })
  token
    .command('list')
    .summary('which tokens there are')
    .description('Lists the tokens of the service. Secrets are not kept, so none is shown.')
    .option(data, dataWords)
    .option('--all', 'revoked and expired ones as well')
    .addOption(new Option('--format <name>', 'how to tell: text, json').default('text').choices(['text', 'json']))
    .addHelpText('after', listExamples)
    .action(async (options: TokenListing) => {
      const { listTokens } = await import('./token.ts')
      done(await listTokens(options, io))
    })
  token
    .command('revoke')
    .summary('end a token')
    .description('Revokes a token of the service.')
    .argument('<token>', 'its id, or its name where one token has it')
    .option(data, dataWords)
    .addHelpText('after', revokeExamples)
    .action(async (named: string, options: Omit<TokenRevocation, 'token'>) => {
      const { revokeToken } = await import('./token.ts')
      done(await revokeToken({ ...options, token: named }, io))
    })
}
