import { diagnosticsText } from '../report/diagnostics-text.ts'
import type { Diagnostic } from '../source/diagnostic.ts'
import { defaultLimits } from '../source/limits.ts'
import { readText } from '../world/file-text.ts'
import { type Io, wantsColour } from './io.ts'
import type { Loaded } from './loading.ts'

/** Prints diagnostics on the side, each with the lines it is about where its text is at hand. */
export function tellWithTexts(
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
  color: boolean | undefined,
  io: Io,
): void {
  if (diagnostics.length === 0) return
  io.stderr(`${diagnosticsText(diagnostics, { colour: wantsColour(color, io.env, io.stderrIsTerminal), width: io.columns, textOf })}\n`)
}

type Sources = Omit<Loaded, 'world'> & { readonly world?: Loaded['world'] | undefined }

/** The same of what was loaded: texts that are not held are read again. */
export async function tellDiagnostics(
  diagnostics: readonly Diagnostic[],
  loaded: Sources,
  color: boolean | undefined,
  io: Io,
): Promise<void> {
  if (diagnostics.length > 0) tellWithTexts(diagnostics, await textsOf(diagnostics, loaded), color, io)
}

/** The texts of files that diagnostics point into, for their code frames. A text that cannot be read is left out. */
async function textsOf(
  diagnostics: readonly Diagnostic[],
  { world, trusted, head, outside }: Sources,
): Promise<(file: string) => string | undefined> {
  const texts = new Map<string, string>()
  for (const { file, text } of [...(world?.launches.flatMap((launch) => launch.files) ?? []), ...(world?.files ?? [])])
    texts.set(file, text)
  const wanted = new Set(
    diagnostics.flatMap((item) => [...(item.range ? [item.file] : []), ...(item.related ?? []).map((place) => place.file)]),
  )
  const limits = world?.config.limits ?? defaultLimits
  for (const file of wanted) {
    for (const source of texts.has(file) ? [] : file.startsWith('../') ? [outside] : [trusted, head]) {
      const reading = await readText(source, file, limits)
      if (!reading.ok) continue
      texts.set(file, reading.input.text)
      break
    }
  }
  return (file) => texts.get(file)
}
