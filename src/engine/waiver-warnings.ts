import { type Commitment, requirementsOf } from '../model/commitment.ts'
import type { Config } from '../model/config.ts'
import { dayOfInstant, formatDay } from '../model/date.ts'
import type { LinkedWaiver } from '../model/link.ts'
import type { Waivers } from '../model/waivers.ts'
import { excerpt } from '../model/wording.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'
import { entryOf, keyRangeOf, valueAt } from '../source/node.ts'
import { nearest } from '../source/suggest.ts'

/** Warnings for waivers past their day; what they waived is judged without them. */
export function expiredWaivers(waivers: readonly LinkedWaiver[], now: number): Diagnostic[] {
  return waivers
    .filter(({ waiver }) => dayOfInstant(now) > waiver.expires)
    .map(({ waiver }) =>
      diagnostic('waiver/expired', {
        file: waiver.document.file,
        range: waiver.expiresRange,
        message: `waiver \`${excerpt(waiver.id)}\` expired on \`${formatDay(waiver.expires)}\``,
        hint: 'remove it, or ask for a new waiver with an id of its own',
      }),
    )
}

/** Warnings for waivers of launches that nobody has: a misspelt launch id would otherwise go unseen. */
export function orphanedWaivers(
  files: readonly Waivers[],
  launches: ReadonlySet<string>,
  suggest: (id: string) => string | undefined,
): Diagnostic[] {
  return files
    .flatMap((file) => file.waivers)
    .filter((waiver) => !launches.has(waiver.launch))
    .map((waiver) =>
      diagnostic('waiver/unknown-launch', {
        file: waiver.document.file,
        range: waiver.launchRange,
        message: `waiver \`${excerpt(waiver.id)}\` is for the launch \`${excerpt(waiver.launch)}\`, which does not exist here`,
        hint: suggest(waiver.launch) ?? 'correct its `launch`; if that launch is over, remove the waiver',
      }),
    )
}

/** Warnings for roles of the config that are slips of those in which waivers are approved: of a role that is not listed, whoever says to hold it counts. */
export function misspeltRoles(commitments: readonly Commitment[], { roles, document }: Config): Diagnostic[] {
  if (roles.size === 0 || !document) return []
  const requirements = commitments.flatMap(requirementsOf)
  const approvers = new Set(requirements.flatMap(({ waivers }) => (waivers === 'never' ? [] : waivers.approvers)))
  const owners = new Set(requirements.map(({ owner }) => owner))
  const unlisted = [...approvers].filter((role) => role !== 'owner' && !roles.has(role))
  return [...roles.keys()].flatMap((role) => {
    const meant = approvers.has(role) || owners.has(role) ? undefined : nearest(role, unlisted)
    const entry = meant === undefined ? undefined : entryOf(valueAt(document.root, 'roles'), role)
    if (!entry) return []
    return [
      diagnostic('waiver/misspelt-role', {
        file: document.file,
        range: keyRangeOf(document, entry),
        path: ['roles', role],
        message: `no waiver is approved in the role \`${excerpt(role)}\`, and who holds \`${meant}\` is not listed, so that anybody may claim it`,
        hint: `did you mean \`${meant}\`?`,
      }),
    ]
  })
}
