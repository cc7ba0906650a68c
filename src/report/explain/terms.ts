import type { Due, Enforcement, Requirement } from '../../model/commitment.ts'
import { formatDay } from '../../model/date.ts'
import { sequence } from '../../model/wording.ts'
import { onlyIf } from '../requirement-words.ts'
import { counted } from '../value-words.ts'

/** A requirement as a customer may read it: "We go to market only if beta customers tell us it is good." */
export function sentenceOf({ title, localId, enforcement }: Pick<Requirement, 'title' | 'localId' | 'enforcement'>): string {
  const start =
    enforcement === 'blocking'
      ? 'We go to market'
      : enforcement === 'advisory'
        ? 'We aim to go to market'
        : `From ${formatDay(enforcement.blockingFrom)} on, we go to market`
  const words = `${start} ${onlyIf({ title, id: localId })}`
  return /[.!?]$/.test(words) ? words : `${words}.`
}

/** When something is due, relative to the launch or on a day. */
export function dueWords(due: Due | undefined): string | undefined {
  if (!due) return undefined
  if (due.kind === 'day') return formatDay(due.day)
  if (due.days === 0) return 'on the day of the launch'
  return `${counted(Math.abs(due.days), 'day')} ${due.days < 0 ? 'before' : 'after'} launch`
}

/** What happens to a launch while the requirement is not met. */
export function enforcementWords(enforcement: Enforcement): string {
  if (enforcement === 'blocking') return 'blocking: nothing goes to market while this is not met, or not known'
  if (enforcement === 'advisory') return 'advisory: it is judged and shown, and holds nothing back'
  return `blocking from ${formatDay(enforcement.blockingFrom)} on; advisory before that day`
}

/** Who may accept a lower bar, and for how long. */
export function waiverWords({ waivers, owner }: Pick<Requirement, 'waivers' | 'owner'>): string {
  if (waivers === 'never') return 'never: there are no exceptions'
  const { approvers, quorum, maxDays } = waivers
  const roles = approvers.map((role) => (role === 'owner' ? `the owner (${owner})` : role))
  const all = sequence(roles, 'and')
  const who = roles.length === 1 ? all : quorum === roles.length ? (quorum === 2 ? `both ${all}` : `all of ${all}`) : `${quorum} of ${all}`
  return `for at most ${counted(maxDays, 'day')}, when ${who} ${quorum === 1 ? 'approves' : 'approve'}`
}
