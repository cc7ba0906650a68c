import type { Command } from 'commander'
import type { ExitCode, Io } from '../io.ts'
import { collect } from '../options.ts'
import type { SiteOptions } from './site.ts'

const examples = `
Examples:
  onlyif site room                               judge here, and write room/index.html and the pages that it links
  onlyif site room --store data                  the decisions of a store: a folder, \`sqlite:FILE\` or \`postgres://…\`
  onlyif site room --decisions log.ndjson        those of \`onlyif export\`, or files of \`onlyif check --format json\`

The pages need no server and no script: open index.html, or put the folder onto any web space.
A folder that it wrote before is brought up to date; any other that holds files is left alone without \`--force\`.

Exit codes: 0 written; 2 there is nothing to show, files are wrong, or the folder holds other files.
`

/** Declares `onlyif site`. */
export function declareSite(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('site')
    .summary('the customer room as a folder of web pages')
    .description('Writes every launch against every promise to customers as static pages, with CSV, Markdown and JSON beside them.')
    .argument('<folder>', 'where to write; made if it is not there')
    .option('--store <address>', 'show the decisions of this store')
    .option('--decisions <file>', 'show the decisions of this file, repeatable', collect)
    .option('--launches <glob>', 'judge these launches, repeatable', collect)
    .option('--facts <file>', 'facts of other teams for judging here, repeatable', collect)
    .option('--now <time>', 'the moment from which clocks count, and as of which is judged; without it, the present one')
    .option('--force', 'write into a folder that holds other files')
    .addHelpText('after', examples)
    .action(async (folder: string, options: Omit<SiteOptions, 'folder'>) => {
      const { site } = await import('./site.ts')
      done(await site({ ...options, folder }, io))
    })
}
