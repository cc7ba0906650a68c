import { ProblemError } from '../problem.ts'

/** Throws `too-large` where texts hold more words and signs than `most`: to read a text takes as long as it has of them, not as it is long. */
export function refuseTooManyWords(texts: readonly { readonly text: string }[], most: number): void {
  const words = texts.reduce((sum, { text }) => sum + wordsIn(text), 0)
  if (words <= most) return
  throw new ProblemError('too-large', `the texts that were sent have ${words} words and signs, and ${most} are read at most`, {
    hint: 'send fewer at once',
  })
}

/** Words, signs and ends of lines. */
function wordsIn(text: string): number {
  let words = 0
  let inWord = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const isLetter = (code > 0x60 && code < 0x7b) || (code > 0x2f && code < 0x3a) || (code > 0x40 && code < 0x5b) || code > 0x7f
    if (isLetter ? !inWord : code > 0x20 || code === 0x0a || code === 0x0d) words++
    inWord = isLetter
  }
  return words
}
