import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { withCases } from '../../authoring/boundary/insertion.ts'
import { type Suggestion, suggestionsFor } from '../../authoring/boundary/suggestions.ts'
import type { TestInput } from '../../authoring/test-case.ts'
import { parseFile } from '../../model/documents.ts'
import { forTerminal } from '../../report/escape.ts'
import { counted } from '../../report/value-words.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import type { ExitCode, Io } from '../io.ts'
import { whyUnwritten } from '../written.ts'
import type { TestOptions } from './options.ts'

/** Writes the boundary cases that tests lack into their files, and prints them; with `--dry-run` only prints them. */
export async function suggest(
  tests: readonly TestInput[],
  root: string,
  options: TestOptions & { readonly isAsked: (id: string) => boolean },
  io: Io,
): Promise<ExitCode> {
  let code: ExitCode = 0
  for (const file of new Set(tests.map(({ test }) => test.document.file))) {
    // Several tests in one file: from the last to the first, so that the places of those before stay as they are.
    const own = tests.filter(({ test }) => test.document.file === file).sort((a, b) => b.test.document.index - a.test.document.index)
    let text = own[0]?.test.document.text ?? ''
    for (const input of own) {
      const found = suggestionsFor(input, options.isAsked)
      const written = withCases({ ...input.test, document: { ...input.test.document, text } }, found)
      tell(
        file,
        found,
        written === undefined ? 'to be pasted, for the list of cases stands in brackets' : options.dryRun ? 'missing' : 'written',
        io,
      )
      if (written !== undefined && found.length > 0) text = written
    }
    if (options.dryRun || text === own[0]?.test.document.text) continue
    if (hasErrors(parseFile({ file, text }).diagnostics)) throw new Error(`the cases for ${file} cannot be read back`)
    try {
      await writeFile(resolve(root, file), text)
    } catch (error) {
      io.stderr(`onlyif: the cases could not be written to ${forTerminal(file)}: ${whyUnwritten(error)}\n`)
      code = 2
    }
  }
  return code
}

function tell(file: string, found: readonly Suggestion[], what: string, io: Io): void {
  io.stdout(`${forTerminal(file)}: ${found.length === 0 ? 'no boundary case is missing' : `${counted(found.length, 'case')} ${what}`}\n`)
  for (const { lines } of found) for (const line of lines) io.stdout(`  ${forTerminal(line)}\n`)
}
