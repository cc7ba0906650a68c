import type { Diagnostic } from '../source/diagnostic.ts'
import { defaultLimits } from '../source/limits.ts'
import { readText } from '../world/file-text.ts'
import type { Loaded } from './loading.ts'

/** The texts of files that diagnostics point into, for their code frames. A text that cannot be read is left out. */
export async function textsOf(
  diagnostics: readonly Diagnostic[],
  { world, trusted, head, outside }: Loaded,
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
