import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/index.ts'
import { judgeAgain } from '../../src/world/judge-again.ts'
import { onBoth } from './databases.ts'
import { numbered, recording } from './recordings.ts'

async function linesOf(store: Store, from?: number): Promise<string[]> {
  const lines: string[] = []
  for await (const line of store.exportLines(from === undefined ? {} : { from })) lines.push(JSON.stringify(line))
  return lines
}

/** A log with an erased input and pruned decisions. */
async function fill(store: Store): Promise<void> {
  for (const csat of [4.1, 4.2, 4.3]) await store.append(await recording('a', csat))
  await store.append(await recording('b'))
  const [erased] = (await recording('b')).inputs.filter((input) => input.as === 'launch')
  await store.inputs.erase(erased?.digest ?? '', { by: 'maria', why: 'asked for' })
  await store.retain({ before: Date.now() + 1000, by: 'nightly', why: 'old' })
  await store.append(await recording('c', 3.9))
}

onBoth('an exported log', (place) => {
  test('comes to equal hashes and equal texts in another store, and again out of that one', async () => {
    const first = await place.open()
    await fill(first)
    const lines = await linesOf(first)
    const second = await place.open()
    expect(await second.importLines(lines)).toMatchObject({ entries: 7, known: 0, head: await first.head() })
    expect(await linesOf(second)).toEqual(lines)
    const verification = await second.verify({ judgeAgain })
    expect(verification).toEqual(await first.verify({ judgeAgain }))
    expect(verification).toMatchObject({ isValid: true, pruned: 2, erased: 1 })
    const { decision } = await recording('c', 3.9)
    expect((await second.get(decision.digest))?.decision).toEqual(decision)
    expect(await second.latestPerLaunch()).toEqual(await first.latestPerLaunch())
  })

  test('continues a store, once or twice over, and joins no other log', async () => {
    const first = await place.open()
    for (let number = 0; number < 5; number++) await first.append(await numbered(number))
    const second = await place.open()
    await second.importLines(await linesOf(first))
    for (let number = 5; number < 8; number++) await first.append(await numbered(number))
    expect(await second.importLines(await linesOf(first, 6))).toMatchObject({ entries: 3 })
    expect(await second.importLines(await linesOf(first))).toMatchObject({ entries: 0, known: 8 })
    const other = await place.open()
    await other.append(await numbered(99))
    await expect(other.importLines(await linesOf(first))).rejects.toThrow(/entry 1 is another one in this store: they are different logs/)
    await expect(other.importLines(await linesOf(first, 5))).rejects.toThrow(
      /it goes on from entry 4, and the store ends with entry 1: export from 2/,
    )
    expect(await other.head()).toMatchObject({ sequence: 1 })
    expect(await second.verify()).toMatchObject({ isValid: true, decisions: 8 })
  })

  test('can be read while others record', async () => {
    const store = await place.open()
    for (let number = 0; number < 250; number++) await store.append(await numbered(number))
    const lines: string[] = []
    let number = 1000
    for await (const line of store.exportLines()) {
      lines.push(JSON.stringify(line))
      if (lines.length % 20 === 0) await store.append(await numbered(number++))
    }
    const copy = await place.open()
    await copy.importLines(lines)
    expect(await copy.verify()).toMatchObject({ isValid: true })
  })

  test('erasures come over, though the text was there', async () => {
    const store = await place.open()
    const request = await recording('a')
    await store.append(request)
    const copy = await place.open()
    await copy.importLines(await linesOf(store))
    const digest = request.inputs.find((input) => input.as === 'launch')?.digest ?? ''
    await store.inputs.erase(digest, { by: 'maria', why: 'asked for' })
    await copy.importLines(await linesOf(store, 2))
    expect(await copy.inputs.get(digest)).toEqual({ erased: 2 })
    expect(await copy.verify()).toMatchObject({ isValid: true, erased: 1 })
  })
})

onBoth('an import refuses', (place) => {
  const change = (
    lines: readonly string[],
    at: number,
    edit: (line: Record<string, unknown>) => Record<string, unknown> | undefined,
  ): string[] =>
    lines.flatMap((line, index) => {
      if (index !== at) return [line]
      const edited = edit(JSON.parse(line) as Record<string, unknown>)
      return edited ? [JSON.stringify(edited)] : []
    })

  test('whatever was edited, cut, left out or put in, and what it wrote before that is whole', async () => {
    const source = await place.open()
    for (const id of ['a', 'b', 'c']) await source.append(await recording(id))
    const lines = await linesOf(source)
    const kinds = lines.map((line) => (JSON.parse(line) as { line: string }).line)
    expect(kinds).toEqual(['start', 'input', 'input', 'input', 'input', 'entry', 'entry', 'entry', 'end'])
    const text = (line: Record<string, unknown>, key: string): string => String(line[key])
    const spoilt: readonly (readonly [string, readonly string[]])[] = [
      ['no start', lines.slice(1)],
      ['no end', lines.slice(0, -1)],
      ['an entry missing', change(lines, 6, () => undefined)],
      ['an input missing', change(lines, 1, () => undefined)],
      ['an input edited', change(lines, 1, (line) => ({ ...line, text: `${text(line, 'text')} ` }))],
      ['a decision edited', change(lines, 6, (line) => ({ ...line, body: text(line, 'body').replace('"go"', '"no"') }))],
      ['an entry edited', change(lines, 6, (line) => ({ ...line, entry: text(line, 'entry').replace('ola', 'tom') }))],
      ['a hash edited', change(lines, 7, (line) => ({ ...line, hash: text(line, 'hash').replace(/.$/, '_') }))],
      ['another end', change(lines, 8, (line) => ({ ...line, sequence: 2 }))],
      ['not JSON', ['{', ...lines]],
      ['something after the end', [...lines, lines[0] ?? '']],
      ['another format', change(lines, 0, (line) => ({ ...line, format: 'onlyif-log/9' }))],
      ['another kind of line', ['{"line":"toString"}', ...lines]],
      ['two starts', [lines[0] ?? '', ...lines]],
      ['a text where a number is due', change(lines, 5, (line) => ({ ...line, sequence: '1' }))],
    ]
    for (const [name, edited] of spoilt) {
      const store = await place.open()
      await expect(store.importLines(edited), name).rejects.toMatchObject({ problem: 'refused' })
      expect((await store.verify()).isValid, name).toBe(true)
    }
  })
})

describe('an empty store', () => {
  test('is exported as a start and an end', async () => {
    const { openStore } = await import('../../src/store/index.ts')
    const { folderOf } = await import('../world/temporary-folder.ts')
    const store = await openStore(await folderOf())
    expect((await linesOf(store)).map((line) => (JSON.parse(line) as { line: string }).line)).toEqual(['start', 'end'])
    expect(await store.verify()).toMatchObject({ isValid: true, decisions: 0, to: 0 })
    await store.close()
  })
})
