import { describe, expect, test } from 'vitest'
import { textOfBytes } from '../../src/world/file-text.ts'
import { readKnownManifest } from '../../src/world/known-manifests.ts'
import { readManifest } from '../../src/world/manifest.ts'
import { memorySource } from '../../src/world/memory.ts'
import { loadTrustedSide, type TrustedSide } from '../../src/world/world.ts'

const launch = (id: string, more = ''): string => `apiVersion: onlyif/v1\nkind: Launch\nid: ${id}\ntitle: One\nowner: team\n${more}`

const side = (): Promise<TrustedSide> => loadTrustedSide({ trusted: memorySource(new Map()) })

function read(by: TrustedSide, file: string, text: string): ReturnType<typeof readKnownManifest> {
  return readKnownManifest(by, file, textOfBytes(file, new TextEncoder().encode(text), by.config.limits))
}

describe('manifests that come again', () => {
  test.each([
    ['a launch', launch('one')],
    ['a launch with a mistake', launch('one', 'onwer: x\n')],
    ['no YAML', 'a: [1'],
    ['several', `${launch('one')}---\n${launch('two', 'facts: { a: 1 }\n')}`],
  ])('%s: is what it is when it is read anew, and read once', async (_, text) => {
    const by = await side()
    const first = read(by, 'launch.yaml', text)
    const { limits } = by.config
    expect(first).toEqual(readManifest('launch.yaml', textOfBytes('launch.yaml', new TextEncoder().encode(text), limits), limits, false))
    expect(read(by, 'launch.yaml', text)).toBe(first)
  })

  test('another name, another text, and another set that judges are read anew', async () => {
    const by = await side()
    const first = read(by, 'launch.yaml', launch('one'))
    expect(read(by, 'other.yaml', launch('one')).launches[0]?.file).toBe('other.yaml')
    expect(read(by, 'launch.yaml', launch('two')).launches[0]?.id).toBe('two')
    expect(read(await side(), 'launch.yaml', launch('one'))).not.toBe(first)
  })

  test('what did not come for long is forgotten, and what is long is not kept', async () => {
    const by = await side()
    const first = read(by, 'launch.yaml', launch('one'))
    const often = read(by, 'launch.yaml', launch('often'))
    for (let n = 0; n < 600; n++) {
      read(by, 'launch.yaml', launch(`launch-${n}`))
      expect(read(by, 'launch.yaml', launch('often'))).toBe(often)
    }
    expect(read(by, 'launch.yaml', launch('one'))).not.toBe(first)
    const long = launch('long', `sponsor: ${'x'.repeat(70_000)}\n`)
    expect(read(by, 'launch.yaml', long)).not.toBe(read(by, 'launch.yaml', long))
  })
})
