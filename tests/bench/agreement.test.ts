import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { disagreements } from '../../bench/agreement.ts'
import { fieldOf, timeJudging } from '../../bench/judging.ts'
import { type Answer, contender } from '../../bench/peers/contender.ts'
import { prepared } from '../../bench/peers/onlyif.ts'
import { timeWhatIf } from '../../bench/what-if.ts'
import { editedRequirements, workloadOf } from '../../bench/workload.ts'
import { commitmentText, launchText, parseCommitment, parseWorkload } from '../../bench/workload-yaml.ts'
import { judgeColumns } from '../../src/engine/columns.ts'
import type { PreparedJudge } from '../../src/engine/judge.ts'
import type { Launch } from '../../src/model/launch.ts'

test('the workload is the same every time, and has 12 requirements with 45 leaves', () => {
  const texts = (): string[] => {
    const { requirements, launches } = workloadOf({ requirements: 12, launches: 3 })
    return [commitmentText(requirements), ...launches.map(launchText)]
  }
  expect(texts()).toEqual(texts())
  expect(workloadOf({ requirements: 12, launches: 0 }).leafCount).toBe(45)
  expect(workloadOf({ requirements: 200, launches: 0 }).leafCount).toBe(750)
})

test('the workload shows every outcome, every comparison and every reason that contenders must tell apart', () => {
  const parsed = parseWorkload(workloadOf({ requirements: 120, launches: 8 }))
  const judge = prepared(parsed)
  const findings = parsed.launches.flatMap((launch) => judge.judge(launch).decision?.requirements ?? []).flatMap((item) => item.findings)
  const seen = (of: (finding: (typeof findings)[number]) => string | undefined): string[] =>
    [...new Set(findings.map((one) => of(one) ?? ''))].sort()
  expect(seen(({ result }) => result)).toEqual(['met', 'unknown', 'unmet'])
  expect(seen(({ reason }) => reason)).toEqual(['', 'missing', 'shortfall', 'small-sample', 'stale'])
  expect(seen(({ operator }) => operator)).toEqual(
    [
      'after',
      'atLeast',
      'atMost',
      'between',
      'equals',
      'excludes',
      'includes',
      'includesAll',
      'lessThan',
      'moreThan',
      'noneOf',
      'notEquals',
      'onOrBefore',
      'oneOf',
      'withinLast',
    ].sort(),
  )
})

test.each([12, 40])('every contender gives our answer for every requirement of every launch, by %i requirements', async (size) => {
  const {
    workload,
    contenders: [ours, ...others],
  } = await fieldOf(size, 16)
  expect(others.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'onlyif open, launch judged before',
      'onlyif judge',
      'onlyif decide',
      'closures, from the parsed launch',
      'closures, findings as codes',
      'closures, findings as objects',
      'json-rules-engine, best use',
      'json-rules-engine, default',
    ]),
  )
  expect(ours && (await disagreements(workload, ours, others))).toEqual([])
})

test('a contender that takes unknown for unmet, or a missing fact for met, is found out', async () => {
  const {
    workload,
    contenders: [ours],
  } = await fieldOf(12, 16)
  if (!ours) throw new Error('nobody judges')
  const altered = (name: string, values: 2 | 3, alter: (answer: Answer) => Answer) =>
    contender({
      name,
      values,
      explains: 'no',
      run: async (index) => ours.read(await ours.run(index)).map(alter),
      read: (answers) => answers,
    })
  const found = await disagreements(workload, ours, [
    altered('honest', 2, (answer) => (answer === 'met' ? 'met' : 'not met')),
    altered('two values sold as three', 3, (answer) => (answer === 'unknown' ? 'unmet' : answer)),
    altered('optimist', 2, (answer) => (answer === 'unmet' ? 'not met' : 'met')),
  ])
  expect(found.map(({ contender: name, ours: wanted, theirs }) => [name, wanted, theirs])).toEqual([
    ['two values sold as three', 'unknown', 'unmet'],
    ['optimist', 'unknown', 'met'],
  ])
})

test('timing gives a row to every contender, ours being the measure', async () => {
  const { rows } = await timeJudging(12, 2, { rounds: 3, batchMs: 1, warmUpMs: 1, budgetMs: 20 })
  expect(rows[0]).toMatchObject({ name: 'onlyif open', ratio: 1 })
  for (const { name, micros, ratio } of rows) expect([name, micros > 0, ratio > 0]).toEqual([name, true, true])
})

test('a what-if is only timed when it says what judging anew says', () => {
  const workload = workloadOf({ requirements: 12, launches: 40 })
  const parsed = parseWorkload(workload)
  const edited = prepared({ commitment: parseCommitment(editedRequirements(workload.requirements)) })
  expect(parsed.launches.map((launch) => outcomesOf(edited, launch))).not.toEqual(
    parsed.launches.map((launch) => outcomesOf(prepared(parsed), launch)),
  )
  const forgetful: typeof judgeColumns = (judge, inputs) => {
    const columns = judgeColumns(judge, inputs)
    return { ...columns, again: () => columns }
  }
  expect(timeWhatIf(workload, parsed, 1)).toEqual({
    columnsMs: expect.any(Number),
    prepareMs: expect.any(Number),
    againMs: expect.any(Number),
  })
  expect(() => timeWhatIf(workload, parsed, 1, forgetful)).toThrow('says otherwise')
})

function outcomesOf(judge: PreparedJudge, launch: Launch): string[] {
  return judge.open(launch).judged?.judgement.requirements.map(({ outcome }) => outcome) ?? []
}

test('the benchmark compares with the json-rules-engine that we turn the second key with, and pins every peer', () => {
  const read = (path: string) =>
    JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')) as { dependencies: Record<string, string> }
  const { dependencies } = read('bench/package.json')
  expect(dependencies['json-rules-engine']).toBe(read('package.json').dependencies['json-rules-engine'])
  expect(Object.values(dependencies).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
})

test('every package of the lock file of the benchmark is in it, on every platform, and none says where it comes from', () => {
  const text = readFileSync(new URL('../../bench/package-lock.json', import.meta.url), 'utf8')
  const { packages } = JSON.parse(text) as { packages: Record<string, { dependencies?: object; optionalDependencies?: object }> }
  const wanted = Object.values(packages).flatMap((one) => Object.keys({ ...one.dependencies, ...one.optionalDependencies }))
  expect(wanted.filter((name) => !packages[`node_modules/${name}`])).toEqual([])
  expect(text).not.toContain('"resolved"')
})
