import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { DecisionEntry, Recorded, Store } from '../../src/store/index.ts'
import { openExport, recordedIn } from '../../src/store/index.ts'
import { folderOf } from '../world/temporary-folder.ts'
import { onBoth } from './databases.ts'
import { numbered, recording } from './recordings.ts'

async function exported(store: Store, from?: number): Promise<string[]> {
  const lines: string[] = []
  for await (const line of store.exportLines(from === undefined ? {} : { from })) lines.push(JSON.stringify(line))
  return lines
}

async function written(lines: readonly string[]): Promise<string> {
  const file = join(await folderOf(), 'log.ndjson')
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

async function listed(recorded: Recorded): Promise<{ last: DecisionEntry[]; all: unknown[]; texts: unknown[] }> {
  const found = { last: [] as DecisionEntry[], all: [] as unknown[], texts: [] as unknown[] }
  for await (const entry of recorded.last()) found.last.push(entry)
  for await (const item of recorded.all()) found.all.push(item)
  for (const { inputs } of found.last) for (const { digest } of inputs) found.texts.push(await recorded.text(digest))
  return found
}

onBoth('recorded decisions', (place) => {
  test('are the same from a store and from its export', async () => {
    const store = await place.open()
    for (let number = 0; number < 230; number++) await store.append(await numbered(number, `l-${number % 210}`))
    for (const csat of [4.1, 4.2]) await store.append(await recording('a-b', csat))
    const [erased] = (await recording('a-b', 4.2)).inputs.filter((input) => input.as === 'launch')
    await store.inputs.erase(erased?.digest ?? '', { by: 'maria', why: 'asked for' })
    await store.retain({ before: Date.now() + 1000, by: 'nightly', why: 'old' })
    await store.append(await recording('c', 3.9))
    const file = await openExport(await written(await exported(store)))
    const [one, two] = [await listed(recordedIn(store)), await listed(file)]
    await file.close()
    expect(one.last).toHaveLength(212)
    expect(one.all).toHaveLength(212)
    expect(one.texts).toContainEqual({ erased: 233 })
    const byLaunch = (list: readonly DecisionEntry[]): DecisionEntry[] => [...list].sort((a, b) => (a.launch < b.launch ? -1 : 1))
    expect(byLaunch(two.last)).toEqual(byLaunch(one.last))
    expect(two.all).toEqual(one.all)
  })
})

test('an export that was cut or changed is refused, with the line', async () => {
  const { openStore } = await import('../../src/store/index.ts')
  const store = await openStore(join(await folderOf(), 'data'))
  for (const csat of [4.1, 4.2]) await store.append(await recording('a', csat))
  const lines = await exported(store)
  const later = await exported(store, 2)
  await store.close()
  await expect(openExport(await written(lines.slice(0, -1)))).rejects.toThrow(/the file was cut/)
  await expect(openExport(await written(lines.slice(1)))).rejects.toThrow(/line 1: an export begins with one line `start`/)
  await expect(openExport(await written([...lines, lines[1] ?? '']))).rejects.toThrow(/something follows the end/)
  await expect(openExport(await written(['hello']))).rejects.toThrow(/line 1: it is not JSON/)
  await expect(openExport('/nowhere/log.ndjson')).rejects.toThrow(/there is no such file/)
  const isEntry = (line: string): boolean => line.includes('"line":"entry"')
  const edited = lines.map((line) => (isEntry(line) ? line.replace('\\"go\\"', '\\"no-go\\"') : line))
  expect(edited).not.toEqual(lines)
  await expect(openExport(await written(edited))).rejects.toThrow(/the text of entry 2 does not fit its digest/)
  await expect(openExport(await written(lines.filter((line, at) => !isEntry(line) || at > lines.findIndex(isEntry))))).rejects.toThrow(
    /entry 2 does not follow the one before it/,
  )
  const text = lines.map((line) => line.replace('beta.csat: 4.2', 'beta.csat: 4.9'))
  const file = await openExport(await written(text))
  await expect(listed(file)).rejects.toThrow(/does not fit its digest/)
  await file.close()
  const part = await openExport(await written(later))
  expect(part.after).toBe(1)
  await part.close()
})
