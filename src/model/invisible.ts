import { unseen } from './placeholder.ts'
import { excerpt } from './wording.ts'

/** What to do about a name that holds a space or sign that looks like none, or like an ordinary one; undefined of any other name. */
export function invisibleHint(name: string): string | undefined {
  const space = /[^\S ]/.exec(name)?.[0]
  const seen = name.replace(unseen, '')
  if (space === undefined && seen === name) return undefined
  const what = space === undefined ? 'sign that nobody sees' : space === '\u00a0' ? 'no-break space' : 'space that is not an ordinary one'
  return `type \`${excerpt(seen.trim())}\` anew: it holds a ${what}, which comes with copied text`
}
