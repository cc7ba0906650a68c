import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Decision } from '../../../src/model/generated/types.ts'
import { keepCommitments } from '../../../src/server/commitments/keeper.ts'
import { folderOrigin } from '../../../src/server/commitments/origins.ts'
import { digestOf } from '../../../src/source/digest.ts'
import { commitment, config, manifest, type TestService, testService } from '../service.ts'
import { until } from '../waiting.ts'

const stricter = commitment.replace('atLeast: 4.2', 'atLeast: 4.5')
const broken = commitment.replace('atLeast: 4.2', 'atLest: 4.2')
const file = 'rules/promise.yaml'

const edit = async (service: TestService, text: string): Promise<void> => {
  writeFileSync(join(service.folder, file), text)
  await service.running.commitments.refresh()
}
const judge = async (service: TestService, id = 'checkout-2'): Promise<Decision> => {
  const response = await service.post('/v1/decisions', { documents: [{ file: 'launch.yaml', text: manifest(id) }] })
  expect(response.status).toBe(201)
  return (await response.json()) as Decision
}
const judgedBy = ({ inputs }: Decision): string | undefined => inputs.find((input) => input.file === file)?.digest
const ready = async (service: TestService) => {
  const response = await service.ask('/readyz')
  return {
    status: response.status,
    told: (await response.json()) as { status: string; commitments: { problem?: { diagnostics: object[] } } },
  }
}

test('a broken edit leaves the last good set standing and says so; mended, it is judged by', async () => {
  const service = await testService()
  expect(await ready(service)).toMatchObject({ status: 200, told: { status: 'ready' } })
  expect(judgedBy(await judge(service))).toBe(digestOf(commitment))

  await edit(service, broken)
  const { status, told } = await ready(service)
  expect([status, told.status]).toEqual([200, 'degraded'])
  expect(told.commitments.problem?.diagnostics).toMatchObject([{ file, severity: 'error', message: expect.stringContaining('atLest') }])
  const meanwhile = await judge(service)
  expect([meanwhile.verdict, judgedBy(meanwhile)]).toEqual(['go', digestOf(commitment)])

  await edit(service, stricter)
  expect(await ready(service)).toMatchObject({ status: 200, told: { status: 'ready' } })
  const after = await judge(service)
  expect([after.verdict, judgedBy(after)]).toEqual(['no-go', digestOf(stricter)])
})

test('a link to a folder that is put among what judges, and is not followed, is told by a service that runs', async () => {
  const service = await testService()
  symlinkSync(mkdtempSync(join(tmpdir(), 'onlyif-company-')), join(service.folder, 'rules/company'))
  await service.running.commitments.refresh()
  const { told } = await ready(service)
  expect(told).toMatchObject({ status: 'degraded', commitments: { problem: { diagnostics: [{ file: 'rules/company' }] } } })
  rmSync(join(service.folder, 'rules/company'))
  await service.running.commitments.refresh()
  expect((await ready(service)).told.status).toBe('ready')
})

test.each([
  ['rules/strict.yml', 'under a name that nobody looks for'],
  ['promises/strict.yaml', 'in a folder in which nobody looks'],
  ['launches/strict.yaml', 'among launches'],
])('a commitment that is put at %s, %s, is told by a service that runs as by one that starts', async (stray) => {
  const service = await testService()
  const at = join(service.folder, stray)
  mkdirSync(dirname(at), { recursive: true })
  const strict = commitment.replace('id: promise', 'id: strict')
  writeFileSync(at, strict.replace('kind: Commitment', 'kind: Notes'))
  await service.running.commitments.refresh()
  expect((await ready(service)).told.status).toBe('ready')
  writeFileSync(at, strict)
  await service.running.commitments.refresh()
  const { told } = await ready(service)
  expect(told).toMatchObject({ status: 'degraded', commitments: { problem: { diagnostics: [{ code: 'world/misnamed', file: stray }] } } })
  rmSync(at)
  await service.running.commitments.refresh()
  expect((await ready(service)).told.status).toBe('ready')
})

test('commitments that are gone leave the last good set standing', async () => {
  const service = await testService()
  renameSync(join(service.folder, 'rules'), join(service.folder, 'away'))
  await service.running.commitments.refresh()
  expect((await ready(service)).told.status).toBe('degraded')
  expect((await judge(service)).verdict).toBe('go')
  renameSync(join(service.folder, 'away'), join(service.folder, 'rules'))
  await service.running.commitments.refresh()
  expect((await ready(service)).told.status).toBe('ready')
})

test('open launches are judged again after an edit, and closed ones are not', async () => {
  const service = await testService()
  await judge(service, 'open-1')
  await judge(service, 'open-2')
  await service.post('/v1/decisions', { documents: [{ file: 'a.yaml', text: manifest('closed', { more: 'launchedOn: 2026-11-01\n' }) }] })
  await edit(service, stricter)
  const last = async (id: string) => (await service.store.history(id, { limit: 1 })).entries[0]?.recorded
  await until(async () => (await last('open-1'))?.verdict === 'no-go' && (await last('open-2'))?.verdict === 'no-go')
  expect((await last('open-1'))?.circumstances).toMatchObject({ gate: 'rejudge', labels: { why: 'commitments' } })
  expect((await last('open-1'))?.inputs).toContainEqual(expect.objectContaining({ file, digest: digestOf(stricter) }))
  await until(async () => (await service.store.jobs.count('rejudge-all')) === 0)
  expect(await last('closed')).toMatchObject({ verdict: 'go', circumstances: { gate: 'http' } })
})

test('a file that is half written is never judged by, however sound the half is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onlyif-reload-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'rules'))
  writeFileSync(join(folder, 'onlyif.yaml'), config)
  writeFileSync(join(folder, file), commitment)
  const whole = stricter
  const half = whole.slice(0, whole.indexOf('  - id: sound'))
  const versions: string[] = []
  const keeper = await keepCommitments({
    origin: folderOrigin(folder),
    now: Date.now,
    every: 60_000,
    // The rest comes while the half that was seen is given time.
    settle: async () => appendFileSync(join(folder, file), whole.slice(half.length)),
    onChange: ({ set }) => void versions.push(set?.side.files.find((item) => item.file === file)?.digest ?? ''),
  })
  onTestFinished(() => keeper.stop())
  writeFileSync(join(folder, file), half)
  await keeper.refresh()
  expect(versions).toEqual([digestOf(commitment)])
  writeFileSync(join(folder, file), half)
  await keeper.refresh()
  expect(versions).not.toContain(digestOf(half))
})

test('what could not be looked at for want of the store stands again once it is back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onlyif-reload-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'rules'))
  writeFileSync(join(folder, file), commitment)
  let isAway = false
  const waivers = async (): Promise<[]> => {
    if (isAway) throw new Error('the database does not answer')
    return []
  }
  const keeper = await keepCommitments({ origin: folderOrigin(folder), now: Date.now, every: 60_000, waivers })
  onTestFinished(() => keeper.stop())
  isAway = true
  expect(await keeper.refresh()).toMatchObject({ set: { version: expect.any(String) }, problem: { diagnostics: [{ severity: 'error' }] } })
  isAway = false
  expect((await keeper.refresh()).problem).toBeUndefined()
})
