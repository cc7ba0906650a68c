import { codes, comparedCodes, type DiagnosticCode, practiceCodes } from './codes.ts'
import { type Diagnostic, diagnostic } from './diagnostic.ts'
import { commentsOf } from './document.ts'
import { LineIndex, type Range } from './position.ts'
import { didYouMean } from './suggest.ts'

const marker = 'onlyif-disable-next-line'

interface Silence {
  readonly code: string
  readonly reason: string
  readonly range: Range
  /** The line whose warnings it silences. */
  readonly line: number
}

/**
 * Drops the warnings of a file that a comment `# onlyif-disable-next-line code -- reason` above their line silences.
 * Errors stay; comments without a reason, and such that silence nothing, are warnings of their own. Pure.
 * Every warning of the file must be given at once, or a comment may seem to silence nothing.
 *
 * @param text - the text of the file
 * @param file - its name, as its diagnostics give it; those of other files are left as they are
 * @param isPracticeLinted - whether everything was looked for that `onlyif lint` looks for; unless it was, comments that silence
 *   what only it finds may have something to silence
 * @example
 * const text = `
 * apiVersion: onlyif/v1
 * kind: Launch
 * id: checkout-2
 * title: One-page checkout
 * owner: checkout-team
 * # onlyif-disable-next-line yaml/ambiguous-boolean -- the answer is text here
 * facts: { legal.answer: no }
 * `
 * const { diagnostics } = parseDocuments([{ file: 'launch.yaml', text }])
 * console.log(diagnostics.length, applySilences(text, 'launch.yaml', diagnostics).length) // 1 0
 */
export function applySilences(text: string, file: string, diagnostics: readonly Diagnostic[], isPracticeLinted = false): Diagnostic[] {
  if (!text.includes(marker)) return [...diagnostics]
  const silences = silencesOf(text)
  const used = new Set<Silence>()
  const kept = diagnostics.filter((item) => {
    if (item.severity !== 'warning' || item.file !== file) return true
    const match = silences.find((silence) => silence.reason !== '' && silence.code === item.code && silence.line === item.range?.start.line)
    if (match) used.add(match)
    return match === undefined
  })
  const mayBeUsed = ({ code }: Silence): boolean => comparedCodes.has(code) || (!isPracticeLinted && practiceCodes.has(code))
  const isIdle = (silence: Silence): boolean => !used.has(silence) && (silence.reason === '' || !mayBeUsed(silence))
  return [...kept, ...silences.filter(isIdle).map((silence) => complaint(file, silence))]
}

function silencesOf(text: string): Silence[] {
  const lines = new LineIndex(text)
  const silences: Silence[] = []
  // From the last to the first, so that of several comments in a row each silences the line below them all.
  for (const comment of commentsOf(text).reverse()) {
    const words = wordsOf(comment.text)
    if (words === undefined) continue
    const range = lines.range(comment.start, comment.end)
    const { code, reason } = split(words)
    const below = silences.at(-1)
    const next = range.start.line + 1
    silences.push({ code, reason, range, line: below?.range.start.line === next ? below.line : next })
  }
  return silences.reverse()
}

/** What a comment says behind the marker; undefined where it has none. No pattern looks for it: a comment could keep one busy for minutes. */
function wordsOf(comment: string): string | undefined {
  const said = comment.slice(1).trimStart()
  if (!said.startsWith(marker)) return undefined
  const words = said.slice(marker.length)
  return words === '' || words.trimStart() !== words ? words.trim() : undefined
}

function split(words: string): { code: string; reason: string } {
  const at = words.search(/(?:^|\s)--(?:\s|$)/)
  if (at === -1) return { code: words.trim(), reason: '' }
  return {
    code: words.slice(0, at).trim(),
    reason: words
      .slice(at)
      .replace(/^\s*--/, '')
      .trim(),
  }
}

function complaint(file: string, { code, reason, range }: Silence): Diagnostic {
  const form = `# ${marker} ${code || 'room/what-is-wrong'} -- why`
  if (code === '') {
    return diagnostic('document/silence-without-reason', {
      file,
      range,
      message: 'a comment silences a warning without naming it',
      hint: `write \`${form}\``,
    })
  }
  if (reason === '') {
    const message = `a comment silences \`${code}\` without saying why, so it silences nothing`
    return diagnostic('document/silence-without-reason', { file, range, message, hint: `write \`${form}\`` })
  }
  const message = `a comment silences \`${code}\`, but the line below has no such warning`
  return diagnostic('document/unused-silence', { file, range, message, hint: unusedHint(code) })
}

function unusedHint(code: string): string {
  if (!isCode(code)) return didYouMean(code, Object.keys(codes), 'there is no such code; remove the comment') ?? 'remove the comment'
  if (codes[code].severity === 'error') return 'errors cannot be silenced; remove the comment'
  return 'remove the comment'
}

function isCode(code: string): code is DiagnosticCode {
  return Object.hasOwn(codes, code)
}
