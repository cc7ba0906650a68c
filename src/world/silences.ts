import type { Diagnostic } from '../source/diagnostic.ts'
import { applySilences } from '../source/silence.ts'

interface Text {
  readonly file: string
  readonly text: string
}

/** Drops the warnings that comments in these files silence. Everything found must be given at once, or a comment may seem to silence nothing. */
export function withoutSilenced(diagnostics: readonly Diagnostic[], files: Iterable<Text>, isPracticeLinted = false): Diagnostic[] {
  const texts = new Map([...files].map(({ file, text }) => [file, text]))
  let kept = [...diagnostics]
  for (const [file, text] of texts) kept = applySilences(text, file, kept, isPracticeLinted)
  return kept
}
