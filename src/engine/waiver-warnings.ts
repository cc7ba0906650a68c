import { dayOfInstant, formatDay } from '../model/date.ts'
import type { LinkedWaiver } from '../model/link.ts'
import type { Waivers } from '../model/waivers.ts'
import { excerpt } from '../model/wording.ts'
import { type Diagnostic, diagnostic } from '../source/diagnostic.ts'

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
