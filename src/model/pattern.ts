import { RE2JS } from 're2js'

/** A compiled regular expression that runs in time linear in the text (RE2 syntax). */
export interface Pattern {
  readonly text: string
  /** Whether the pattern is found anywhere in `subject`; anchor with `^` and `$` to match all of it. */
  found(subject: string): boolean
}

export type PatternReading =
  | { readonly ok: true; readonly value: Pattern }
  | { readonly ok: false; readonly message: string; readonly hint: string }

// What the compiler says, in words of ours: its end holds the part of the pattern that is meant.
const problems: readonly (readonly [said: RegExp, message: string, hint: string])[] = [
  [/^missing closing \).*$/s, 'a `(` is not closed', 'close it with `)`, or write `\\(` for the sign itself'],
  [/^missing closing \].*$/s, 'a `[` is not closed', 'close it with `]`, or write `\\[` for the sign itself'],
  [/^unexpected \).*$/s, 'a `)` closes nothing', 'remove it, or write `\\)` for the sign itself'],
  [
    /^missing argument to repetition operator: (`.*`)$/s,
    'nothing stands before $1 that it could repeat',
    'write a backslash before it for the sign itself',
  ],
  [
    /^invalid (?:or unsupported Perl syntax|escape sequence): (`.*`)$/s,
    '$1 has no meaning',
    'leave it out: there is no look-ahead and no reference back',
  ],
  [/^invalid character class range: (`.*`)$/s, '$1 is no range of characters', 'write the lower end first, such as `a-z`'],
]

/** Compiles RE2 syntax: no look-around, no back references. */
export function readPattern(text: string): PatternReading {
  if (text.length > 1000) return { ok: false, message: 'it is longer than 1,000 characters', hint: 'split it into several tests' }
  try {
    const compiled = RE2JS.compile(text)
    return { ok: true, value: { text, found: (subject) => compiled.matcher(subject).find() } }
  } catch (cause) {
    return { ok: false, ...inWords(cause instanceof Error ? cause.message.replace(/^error parsing regexp: /, '') : '') }
  }
}

function inWords(said: string): { readonly message: string; readonly hint: string } {
  const known = problems.find(([pattern]) => pattern.test(said))
  if (known) return { message: said.replace(known[0], known[1]), hint: known[2] }
  return {
    message: said.replace(/^invalid /, 'wrong ') || 'it cannot be read',
    hint: 'look it up in the RE2 syntax, which has no look-ahead and no reference back',
  }
}
