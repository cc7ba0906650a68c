import { diagnosticsText } from '../report/diagnostics-text.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { type Io, wantsColour } from './io.ts'
import type { Loaded } from './loading.ts'
import { textsOf } from './texts.ts'

/** Prints diagnostics on the side, each with the lines it is about. */
export async function tellDiagnostics(
  diagnostics: readonly Diagnostic[],
  loaded: Omit<Loaded, 'world'> & { readonly world?: Loaded['world'] | undefined },
  color: boolean | undefined,
  io: Io,
): Promise<void> {
  if (diagnostics.length === 0) return
  const { world, ...rest } = loaded
  const textOf = await textsOf(diagnostics, { ...rest, ...(world && { world }) })
  io.stderr(`${diagnosticsText(diagnostics, { colour: wantsColour(color, io.env, io.stderrIsTerminal), width: io.columns, textOf })}\n`)
}
