import type { Moment } from './room/room.ts'

/** Names of tokens by their ids, for people: records have the ids. */
export type TokenNames = ReadonlyMap<string, string>

const gates: Readonly<Record<string, string>> = {
  http: 'a request to the service',
  rejudge: 'judged again by the service',
  'deployment-rule': 'a deployment at GitHub',
  'check-run': 'a check at GitHub',
}

/** What had a launch judged, and who asked for it: "a request to the service · token pipeline". */
export function judgedByWords({ gate, actor, dryRun }: Pick<Moment, 'gate' | 'actor' | 'dryRun'>, names: TokenNames | undefined): string {
  const what = gate === undefined ? [] : [Object.hasOwn(gates, gate) ? (gates[gate] ?? gate) : gate]
  return [...what, ...(actor === undefined ? [] : [actorWords(actor, names)]), ...(dryRun ? ['dry run'] : [])].join(' · ')
}

/** Of a token that is not known the beginning of its id tells it from others. */
function actorWords(actor: string, names: TokenNames | undefined): string {
  const [, kind, id = ''] = /^(token|workflow|person|github):(.+)$/s.exec(actor) ?? []
  if (kind === 'token') return `token ${names?.get(id) ?? id.slice(0, 8)}`
  if (kind === 'workflow') return `workflow of ${id.replace(/@\d+$/, '')}`
  return kind === undefined ? actor : id
}

/** A moment to the minute, as people read it: "2026-11-23 12:05 UTC". */
export function minuteWords(moment: string): string {
  return moment.replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):.*Z$/, '$1 $2 UTC')
}
