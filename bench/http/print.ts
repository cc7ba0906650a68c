import { short, table } from '../table.ts'
import type { Memory, Paced, Row } from './measure.ts'
import type { Painted } from './paint.ts'

/** The most each can do, as a table. */
export function ratesText(rows: readonly Row[]): string {
  const columns = [
    { title: 'answered by' },
    { title: 'a second', right: true },
    { title: 'most', right: true },
    { title: 'µs CPU', right: true },
    { title: 'of express', right: true },
    { title: 'by CPU', right: true },
    { title: 'p50 ms', right: true },
    { title: 'p99 ms', right: true },
  ]
  const cells = rows.map(({ name, perSecond, mostPerSecond, cpuMicros, ofFirst, ofFirstByCpu, p50, p99 }) => [
    name,
    short(perSecond),
    short(mostPerSecond),
    short(cpuMicros),
    short(ofFirst),
    short(ofFirstByCpu),
    short(p50),
    short(p99),
  ])
  return `As fast as they are answered\n\n${table(columns, cells)}`
}

export function paceText(paced: readonly Paced[]): string {
  const columns = [
    { title: 'at 70 % of its most' },
    { title: 'a second', right: true },
    { title: 'p50 ms', right: true },
    { title: 'p99 ms', right: true },
  ]
  return table(
    columns,
    paced.map(({ name, rate, p50, p99 }) => [name, short(rate), short(p50), short(p99)]),
  )
}

export function memoryText({ minutes, answered, samples, heapSlope, rssSlope }: Memory): string {
  const [first, last] = [samples[0], samples.at(-1)]
  return [
    `Memory over ${short(minutes)} minutes, dry runs and recorded decisions in turns, ${short(answered)} answers; after a collection each time`,
    '',
    `live heap: ${short(first?.heapMiB ?? Number.NaN)} MiB at first, ${short(last?.heapMiB ?? Number.NaN)} MiB in the end; ${short(heapSlope)} MiB a minute after the first third`,
    `resident: ${short(first?.rssMiB ?? Number.NaN)} MiB at first, ${short(last?.rssMiB ?? Number.NaN)} MiB in the end; ${short(rssSlope)} MiB a minute after the first third`,
  ].join('\n')
}

/** How long pages of the dashboard take until something is to be seen. */
export function paintText(painted: readonly Painted[]): string {
  const columns = [
    { title: 'first paint, 1,000 launches by 100 requirements' },
    { title: 'ms', right: true },
    { title: 'least', right: true },
    { title: 'most', right: true },
    { title: 'of it the answer', right: true },
    { title: 'kB sent', right: true },
  ]
  const cells = painted.map(({ page, median, least, most, answered, kilobytes }) => [
    page,
    short(median),
    short(least),
    short(most),
    short(answered),
    short(kilobytes),
  ])
  return table(columns, cells)
}
