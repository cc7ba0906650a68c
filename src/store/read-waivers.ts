import { checkWaiver, continues, type ReadWaiver } from './check-waiver.ts'
import { type EndLine, exportFormat, type StartLine } from './export.ts'
import { StoreFailure } from './failure.ts'
import { newTally, type WaiverLine, waiverOfLine } from './waiver-lines.ts'

/** The waivers of an export as its lines are read. Each throws a `StoreFailure` at the first thing that is wrong. */
export interface WaiverReading {
  begin(line: StartLine): void
  take(line: WaiverLine): void
  end(line: EndLine): void
  /** The last that was told of each, by its id. They are held until the end, which says whether they are all. */
  readonly waivers: ReadonlyMap<string, ReadWaiver>
}

export function newWaiverReading(): WaiverReading {
  const waivers = new Map<string, ReadWaiver>()
  const tally = newTally()
  let isOfOlderFormat = false
  return {
    waivers,
    begin: ({ format }) => {
      isOfOlderFormat = format !== exportFormat
    },
    take: (line) => {
      if (isOfOlderFormat) throw refused('there are no waivers in this format')
      const request = waiverOfLine(line)
      const { kept, faults } = checkWaiver(request)
      if (!kept || faults.length > 0) throw refused(`the waiver \`${request.id}\`: ${faults[0]}`)
      const before = waivers.get(request.id)
      if (before && !continues({ request, kept }, before)) throw refused(`the waiver \`${request.id}\` is another one than before`)
      waivers.set(request.id, { request, kept })
      tally.add(line)
    },
    end: (line) => {
      if (isOfOlderFormat ? line.waivers !== undefined : line.waivers !== tally.hash)
        throw refused('the end is not that of the waivers before it')
    },
  }
}

function refused(message: string): StoreFailure {
  return new StoreFailure('refused', message)
}
