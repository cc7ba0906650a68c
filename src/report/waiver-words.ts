import type { Decision, JudgedRequirement, JudgedWaiver } from '../model/generated/types.ts'
import { sequence } from '../model/wording.ts'
import { awayWords, daysAway } from './verdict-words.ts'

const states: Readonly<Record<JudgedWaiver['state'], string>> = {
  requested: 'requested',
  'in-force': 'in force',
  expired: 'expired',
  lapsed: 'lapsed: what is wrong now is more than what it accepts',
  refused: 'refused',
  unused: 'not used: the requirement does not apply, or another waiver does',
  'no-longer-needed': 'no longer needed: the requirement is met without it',
}

/** Why a waiver is only asked for. Each role counts once, which is easily overlooked. */
export function requestedWords({ approved }: Pick<JudgedWaiver, 'approved'>): string {
  const words = 'not enough people have approved it yet'
  const role = approved.find((item, index) => approved.findIndex((other) => other.role === item.role) < index)?.role
  const people = approved.filter((item) => item.role === role).map(({ by }) => by)
  return new Set(people).size < 2
    ? words
    : `${words}: ${sequence(people, 'and')} approved it in the same role, ${role}, of which one counts`
}

/** Whether a waiver counts and why not: "in force", "refused: this requirement is never waived". */
export function stateWords(waiver: JudgedWaiver): string {
  const { state } = waiver
  const why = waiver.why ?? (state === 'requested' ? requestedWords(waiver) : undefined)
  return why === undefined ? states[state] : `${states[state]}: ${why}`
}

/** The clock of a waiver: "ends 2026-10-20, in 13 days". */
export function clockWords({ expires }: Pick<JudgedWaiver, 'expires'>, now: string): string {
  const days = daysAway(expires, now)
  if (days === undefined) return `ends ${expires}`
  return `${days < 0 ? 'ended' : 'ends'} ${expires}, ${awayWords(days)}`
}

/** The clock of a waiver in some state; of one that was refused or withdrawn, which never ran or was stopped, there is none. */
export function stateClock(waiver: Pick<JudgedWaiver, 'expires'>, state: string, now: string): string | undefined {
  return state === 'refused' || state === 'withdrawn' ? undefined : clockWords(waiver, now)
}

/** Who approved: "maria (cco) and tom (owner)", and whether their roles are known. Only of one that is `requested` an approval may still come. */
export function approvalWords({ approved, proof }: Pick<JudgedWaiver, 'approved' | 'proof'>, state: string): string {
  const people = sequence(
    approved.map(({ by, role }) => `${by} (${role})`),
    'and',
  )
  if (people === '') return state === 'requested' ? 'nobody yet' : 'nobody'
  return `${people}${proof === 'claimed' ? '; their roles are claimed, not proved' : ''}`
}

/** What is still to be done about the gap: "publish the Norwegian help pages · documentation · by 2026-10-20"; nothing if it is done. */
export function followUpWords({ followUp }: Pick<JudgedWaiver, 'followUp'>): string | undefined {
  if (!followUp || followUp.doneOn !== undefined) return undefined
  const { what = 'the gap is closed', owner, due } = followUp
  return [what, ...(owner === undefined ? [] : [owner]), ...(due === undefined ? [] : [`by ${due}`])].join(' · ')
}

/** A waiver in force in a phrase: "waived by maria (cco) and tom (owner), ends 2026-10-20, in 13 days". */
export function untilWords(waiver: JudgedWaiver, now: string): string {
  return `waived by ${approvalWords(waiver, waiver.state)}, ${clockWords(waiver, now)}`
}

/** The waivers by which a requirement is waived. */
export function waiversOf({ waivedBy = [] }: JudgedRequirement, { waivers }: Decision): JudgedWaiver[] {
  return waivers.filter((waiver) => waivedBy.includes(waiver.id))
}
