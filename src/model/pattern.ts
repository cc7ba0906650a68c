import { RE2JS } from 're2js'

/** A compiled regular expression that runs in time linear in the text (RE2 syntax). */
export interface Pattern {
  readonly text: string
  /** Whether the pattern is found anywhere in `subject`; anchor with `^` and `$` to match all of it. */
  found(subject: string): boolean
}

export type PatternReading = { readonly ok: true; readonly value: Pattern } | { readonly ok: false; readonly message: string }

/** Compiles RE2 syntax: no look-around, no back references. */
export function readPattern(text: string): PatternReading {
  if (text.length > 1000) return { ok: false, message: 'the pattern is longer than 1,000 characters' }
  try {
    const compiled = RE2JS.compile(text)
    return { ok: true, value: { text, found: (subject) => compiled.matcher(subject).find() } }
  } catch (cause) {
    return { ok: false, message: cause instanceof Error ? cause.message.replace(/^error parsing regexp: /, '') : 'it cannot be read' }
  }
}
