import { sequence } from '../../model/wording.ts'
import { diagnosticCounts } from '../../report/diagnostics-text.ts'
import { labelled, sheetOf } from '../../report/layout.ts'
import type { Ink } from '../../report/paint.ts'
import { counted } from '../../report/value-words.ts'
import { arrange, type Diagnostic, hasErrors } from '../../source/diagnostic.ts'
import { isAnyEmpty } from '../../world/argument.ts'
import { withoutSilenced } from '../../world/silences.ts'
import { tellDiagnostics } from '../diagnostics.ts'
import { type ExitCode, type Io, UsageError, wantsColour } from '../io.ts'
import { type Loaded, loadFor } from '../loading.ts'
import { tellRoot } from '../root-line.ts'
import { type Linted, lintAll, lintNamed } from './files.ts'

/** What `onlyif lint` is asked to do. */
export interface LintOptions {
  readonly files: readonly string[]
  readonly base?: string
  readonly quiet?: boolean
  readonly color?: boolean
}

const nouns: readonly (readonly [kind: string, one: string, many: string])[] = [
  ['Commitment', 'commitment', 'commitments'],
  ['FactCatalog', 'catalog', 'catalogs'],
  ['Waivers', 'waiver file', 'waiver files'],
  ['Mapping', 'mapping', 'mappings'],
  ['Launch', 'launch', 'launches'],
  ['Facts', 'part with facts', 'parts with facts'],
  ['CommitmentTest', 'test', 'tests'],
  ['Config', 'config', 'configs'],
]

/** Looks for mistakes in files of every kind, each by itself and against the others. */
export async function lint(options: LintOptions, io: Io): Promise<ExitCode> {
  const now = io.now()
  if (isAnyEmpty([options.files])) throw new UsageError('an empty name was given', 'is a variable not set?')
  const loaded = await loadFor({ files: options.files }, io)
  tellRoot(loaded.root, options, io)
  const linted = options.files.length > 0 ? await lintNamed(loaded, options.files, { cwd: io.cwd, now }) : await lintAll(loaded, now)
  const compared = await comparedWith(options.base, linted, loaded, io)
  const found = arrange(withoutSilenced([...linted.diagnostics, ...compared], linted.texts, linted.isPracticeLinted))
  const shown = options.quiet ? found.filter((item) => item.severity === 'error') : found
  await tellDiagnostics(shown, loaded, options.color, io)
  const failed = hasErrors(found)
  const sheet = sheetOf(io.columns, wantsColour(options.color, io.env, io.stdoutIsTerminal))
  const [label, labelInk]: [string, Ink] = failed ? ['✖', 'red'] : found.length > 0 ? ['▲', 'yellow'] : ['●', 'green']
  // Where no terminal says how wide it is, programs read the line.
  const wide = io.columns === undefined ? { ...sheet, width: Number.POSITIVE_INFINITY } : sheet
  const text = `${summaryOf(linted)}: ${diagnosticCounts(found)}`
  if (!options.quiet || failed) io.stdout(`${labelled(wide, { indent: 0, label, labelWidth: 2, labelInk, text }).join('\n')}\n`)
  return failed ? 2 : 0
}

/** What only a version before tells; of files that hold errors nothing. */
async function comparedWith(
  base: string | undefined,
  { diagnostics, texts }: Linted,
  { world, root }: Loaded,
  io: Io,
): Promise<Diagnostic[]> {
  if (base === undefined || !world || hasErrors(diagnostics)) return []
  const { lintAgainst } = await import('./base.ts')
  const files = new Set(texts.map(({ file }) => file))
  return (await lintAgainst(base, world, root, io)).filter((item) => files.has(item.file))
}

/** "14 files with 2 commitments, 1 catalog and 3 launches". */
function summaryOf({ files, kinds }: Linted): string {
  const parts = nouns.flatMap(([kind, one, many]) => {
    const count = kinds.filter((name) => name === kind).length
    return count > 0 ? [counted(count, one, many)] : []
  })
  return `${counted(files, 'file')}${parts.length > 0 ? ` with ${sequence(parts, 'and')}` : ''}`
}
