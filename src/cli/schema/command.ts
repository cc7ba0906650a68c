import type { Command } from 'commander'
import type { ExitCode, Io } from '../io.ts'
import type { SchemaOptions } from './schema.ts'

const examples = `
Examples:
  onlyif schema                                   one schema for every document, told apart by its kind
  onlyif schema launch                            the JSON Schema of one kind
  onlyif schema launch --complete                 the same, knowing the facts of the catalog here
  onlyif schema --complete --output .onlyif/onlyif.schema.json
                                                  for editors; write it again when the catalog changes
  onlyif schema service --output .onlyif/service.schema.json
                                                  the settings of the service, for editors
  onlyif schema --all schemas                     a file for each kind

Exit codes: 0 printed or written; 2 there is no such kind, no catalog, or a file cannot be written.
`

/** Declares `onlyif schema`. */
export function declareSchema(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('schema')
    .summary('JSON Schemas, also completed from the catalog')
    .description('Prints JSON Schemas for editors and tools, each complete in itself.')
    .argument('[kind]', 'Commitment, Launch, Facts, FactCatalog, Waivers, CommitmentTest, Mapping, Config, Decision, Decisions or Service')
    .option('--complete', 'know the facts of the catalog: names, meanings and the values they may have')
    .option('--output <file>', 'write it there')
    .option('--all <dir>', 'write a file for each kind into a folder')
    .addHelpText('after', examples)
    .action(async (kind: string | undefined, options: Omit<SchemaOptions, 'kind'>) => {
      const { schema } = await import('./schema.ts')
      done(await schema({ ...options, kind }, io))
    })
}
