import { distance } from 'fastest-levenshtein'

/** The nearest of `known` to a mistyped word, or undefined when none is near: at most a third of the letters differ. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > 200) return undefined
  let best: string | undefined
  let bestDistance = Number.POSITIVE_INFINITY
  const lower = word.toLowerCase()
  for (const candidate of known) {
    if (candidate.length > 200) continue
    const d = distance(lower, candidate.toLowerCase())
    if (d < bestDistance) {
      best = candidate
      bestDistance = d
    }
  }
  if (best !== undefined && bestDistance === 2 && isSwapped(lower, best.toLowerCase())) return best
  return best !== undefined && bestDistance <= Math.max(1, Math.floor(Math.max(word.length, best.length) / 3)) ? best : undefined
}

/** Whether two letters side by side changed places, which is one slip and not two: `teir` for `tier`. */
function isSwapped(word: string, other: string): boolean {
  const at = [...word].findIndex((_, index) => word.charAt(index) !== other.charAt(index))
  return word === `${other.slice(0, at)}${other.charAt(at + 1)}${other.charAt(at)}${other.slice(at + 2)}`
}

/** The one of `known` that is made of the same words in another order: `csat.beta` or `reviewSecurity.done` for `security.reviewDone`. */
export function sameWords(name: string, known: Iterable<string>): string | undefined {
  const words = wordsOf(name)
  const found = words.includes(' ') ? [...known].filter((candidate) => wordsOf(candidate) === words) : []
  return found.length === 1 ? found[0] : undefined
}

function wordsOf(name: string): string {
  if (name.length > 200) return ''
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  return words
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .sort()
    .join(' ')
}

/** The one of `known` that a word was perhaps meant to be, mistyped or with its words in another order. */
export function closest(word: string, known: readonly string[]): string | undefined {
  return nearest(word, known) ?? sameWords(word, known)
}

/** Asks whether somebody meant something else. */
export function suggestion(match: string): string {
  return `did you mean \`${match}\`?`
}

/** A hint such as ``did you mean `atLeast`?``, or the fallback when nothing is near. */
export function didYouMean(word: string, known: Iterable<string>, fallback?: string): string | undefined {
  const match = closest(word, [...known])
  return match === undefined ? fallback : suggestion(match)
}
