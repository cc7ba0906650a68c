import type { Facts } from '../model/facts.ts'
import type { FileSource } from '../model/file-source.ts'
import { isReserved } from '../model/path.ts'
import { kindOf } from '../model/schema.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import type { Limits } from '../source/limits.ts'
import { placeOf } from '../source/node.ts'
import { factsArgument, type NamedFrom, namedFiles } from './argument.ts'
import type { Begun, WorldInput } from './begin.ts'
import { type FileText, type InputFile, readText } from './file-text.ts'
import { type FactsProblem, type FoundFactsDocument, readFactsFile } from './manifest.ts'
import { readForeign } from './mapped-file.ts'
import { plainFacts } from './plain-facts.ts'
import { type StandardInput, stdinName } from './standard-input.ts'

/** Facts from files of their own. */
export interface FactsInput {
  readonly facts: readonly FoundFactsDocument[]
  /** Facts of plain documents: they are of every launch judged. */
  readonly shared: readonly SharedFacts[]
  readonly problems: readonly FactsProblem[]
  /** Of the command line itself. */
  readonly diagnostics: readonly Diagnostic[]
}

export interface SharedFacts {
  readonly facts: Omit<Facts, 'launch'>
  readonly input: InputFile
}

interface Gathering {
  readonly limits: Limits
  readonly facts: FoundFactsDocument[]
  readonly shared: SharedFacts[]
  readonly problems: FactsProblem[]
  readonly diagnostics: Diagnostic[]
}

/** Reads what `--facts` names: `FILE`, `-`, or `name=FILE` and `name=-` for a plain document under `name`. */
async function readFactsArguments(
  written: readonly string[],
  from: NamedFrom & { readonly stdin: StandardInput; readonly limits: Limits },
): Promise<FactsInput> {
  const gathering: Gathering = { limits: from.limits, facts: [], shared: [], problems: [], diagnostics: [] }
  for (const argument of written) {
    const { prefix, path } = factsArgument(argument)
    if (prefix !== undefined && isReserved(prefix)) {
      gathering.diagnostics.push(
        diagnostic('launch/reserved-path', {
          file: argument,
          message: `facts cannot be put under \`${prefix}\`, which is a reserved word`,
          hint: 'give them another name',
        }),
      )
    } else if (path === '-') {
      take(gathering, { file: stdinName, text: await from.stdin('facts'), prefix, isNamed: true })
    } else {
      const { files, diagnostics } = await namedFiles(from, [path])
      gathering.diagnostics.push(...diagnostics)
      for (const { file, source, isNamed } of files)
        take(gathering, { file, text: await readText(source, file, from.limits), prefix, isNamed })
    }
  }
  return gathering
}

/** Reads the facts that the command line of a run names. */
export function readFurtherFacts({ head, outside, args = {} }: WorldInput, { side: { config }, stdin }: Begun): Promise<FactsInput> {
  return readFactsArguments(args.facts ?? [], { source: head, outside, place: args.place, stdin, limits: config.limits })
}

/** Reads files of facts that config names, or that lie where they do by default. */
export async function readFactsFiles(source: FileSource, files: readonly string[], limits: Limits): Promise<FactsInput> {
  const gathering: Gathering = { limits, facts: [], shared: [], problems: [], diagnostics: [] }
  for (const file of files) take(gathering, { file, text: await readText(source, file, limits), isNamed: false })
  return gathering
}

/** Facts of one file that was read already, as an argument or a config would name it. */
export function factsOfText(
  file: string,
  text: FileText,
  { limits, prefix, isNamed }: { readonly limits: Limits; readonly prefix: string | undefined; readonly isNamed: boolean },
): Pick<FactsInput, 'facts' | 'shared' | 'problems'> {
  const gathering: Gathering = { limits, facts: [], shared: [], problems: [], diagnostics: [] }
  take(gathering, { file, text, prefix, isNamed })
  return gathering
}

interface Taken {
  readonly file: string
  readonly text: FileText
  readonly prefix?: string | undefined
  readonly isNamed: boolean
}

function take(gathering: Gathering, { file, text, prefix, isNamed }: Taken): void {
  const { limits, shared, problems } = gathering
  const foreign = prefix === undefined ? undefined : readForeign(text, limits)
  // A document that says it holds facts is that, whatever name it was given.
  if (prefix === undefined || !foreign || (foreign.ok && kindOf(foreign.document) === 'Facts')) {
    const found = readFactsFile(file, text, limits, isNamed)
    gathering.facts.push(...found.facts)
    problems.push(...found.problems)
    return
  }
  if (!foreign.ok) {
    problems.push({ diagnostics: foreign.diagnostics })
    return
  }
  const { document, input } = foreign
  const { set, diagnostics } = plainFacts(document, prefix)
  if (diagnostics.length > 0) problems.push({ diagnostics })
  shared.push({ facts: { kind: 'Facts', plain: true, facts: set, document, place: placeOf(document, document.root.start) }, input })
}
