import { unseen } from './placeholder.ts'
import { excerpt } from './wording.ts'

// Letters of other alphabets, each above the plain letter that it looks like.
const foreign = 'АВЕЅІЈКМНОРСТУХԚԜаеѕіјкорсухԁһԛԝӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυϲϳոսօց'
const plainest = 'ABESIJKMHOPCTYXQWaesijkopcyxdhqwlABEZHIKMNOPTYXaikvopucjnuog'
const lookAlikes: ReadonlyMap<string, string> = new Map([...foreign].map((letter, index) => [letter, plainest.charAt(index)]))
const anyForeign = new RegExp(`[${foreign}]`, 'g')

/** A text with plain letters for those of other alphabets that look like them; as it is where other letters remain, as in a foreign word. */
export function inPlainLetters(text: string): string {
  const plain = text.replaceAll(anyForeign, (letter) => lookAlikes.get(letter) ?? letter)
  return /[^\P{L}\p{Script=Latin}]/u.test(plain) ? text : plain
}

/** What to do about a name that holds a space, sign or letter that looks like none, or like an ordinary one; undefined of any other name. */
export function invisibleHint(name: string): string | undefined {
  const space = /[^\S ]/.exec(name)?.[0]
  const seen = inPlainLetters(name.replace(unseen, ''))
  if (space === undefined && seen === name) return undefined
  return `type \`${excerpt(seen.trim())}\` anew: it holds ${whatLooksOtherwise(name, space)}, which comes with copied text`
}

function whatLooksOtherwise(name: string, space: string | undefined): string {
  if (space !== undefined) return space === '\u00a0' ? 'a no-break space' : 'a space that is not an ordinary one'
  const at = inPlainLetters(name) === name ? -1 : name.search(anyForeign)
  if (at === -1) return 'a sign that nobody sees'
  return `a letter of another alphabet${at === 0 ? ' at its beginning' : ` after \`${excerpt(name.slice(0, at))}\``}`
}
