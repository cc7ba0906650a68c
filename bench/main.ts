import { type JudgingResult, timeJudging } from './judging.ts'
import { short, table } from './table.ts'

const quick = process.argv.includes('--quick')
for (const size of quick ? [12, 200] : [12, 200, 1000]) {
  const options = quick
    ? { rounds: 5, batchMs: 20, warmUpMs: 100, budgetMs: 1000 }
    : { rounds: 15, batchMs: 50, warmUpMs: 400, budgetMs: 10_000 }
  console.log(print(await timeJudging(size, 64, options)))
}

function print({ requirements, leaves, rows }: JudgingResult): string {
  return `\n${requirements} requirements, ${leaves} leaves\n${table(
    [
      { title: 'contender' },
      { title: 'µs', right: true },
      { title: 'fastest', right: true },
      { title: 'elapsed', right: true },
      { title: 'x open', right: true },
      { title: 'values', right: true },
      { title: 'explains' },
    ],
    rows.map((row) => [
      row.name,
      short(row.micros),
      short(row.fastestMicros),
      short(row.elapsedMicros),
      short(row.ratio),
      String(row.values),
      row.explains,
    ]),
  )}`
}
