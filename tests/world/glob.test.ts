import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expand } from '../../src/world/expand.ts'
import { readGlob } from '../../src/world/glob.ts'
import { memorySource } from '../../src/world/memory.ts'

function matches(pattern: string, path: string): boolean {
  const glob = readGlob(pattern)
  if (!glob.ok) throw new Error(glob.message)
  return glob.value.matches(path)
}

describe('a glob', () => {
  test.each([
    ['*.yaml', 'a.yaml', true],
    ['*.yaml', 'a/b.yaml', false],
    ['*.yaml', '.yaml', false],
    ['**/*.yaml', 'a.yaml', true],
    ['**/*.yaml', 'a/b/c.yaml', true],
    ['**/*.yaml', 'a/.b/c.yaml', false],
    ['a/**', 'a', false],
    ['a/**', 'a/b/c', true],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'axb', false],
    ['a**b', 'axxb', true],
    ['a**b', 'a/b', false],
    ['?.yaml', 'é.yaml', true],
    ['?.yaml', '😀.yaml', true],
    ['?', '/', false],
    ['{a,b/c}.yaml', 'b/c.yaml', true],
    ['{a,b{1,2}}x', 'b2x', true],
    ['{**/,}x', 'a/b/x', true],
    ['{a,{b,{c,{d,e}}}}', 'e', true],
    ['a{b', 'a{b', true],
    ['a{b}', 'a{b}', true],
    ['{a*,b}/*', '{a*,b}/c', true],
    ['{a*,b}/*', '{ax,b}/c', false],
    ['a{{b}}', 'a{{b}}', true],
    ['a{{b}}', 'a{b}', true],
    ['{a/b,c}', '{a/b,c}', true],
    ['a.(b)+[c]^$|d', 'a.(b)+[c]^$|d', true],
    ['a.b', 'axb', false],
    ['*', 'new\nline', true],
    ['keps/**/kep.yaml', 'keps/sig-node/1234-x/kep.yaml', true],
  ])('%s on %s: %s', (pattern, path, expected) => {
    expect(matches(pattern, path)).toBe(expected)
  })

  test('agrees with a naive matcher', () => {
    const part = fc.constantFrom('a', 'b', '.', '*', '**', '?', '/', '{a,b}', '{a*,/b}', '{,a}', 'é')
    const letter = fc.constantFrom('a', 'b', '.', '/', 'é', '{a,b}', '{a*,/b}', '{,a}')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.array(letter, { maxLength: 8 }), (parts, letters) => {
        const [pattern, path] = [parts.join(''), letters.join('')]
        const glob = readGlob(pattern)
        fc.pre(glob.ok && path !== '' && path.split('/').every((segment) => segment !== '' && !segment.startsWith('.')))
        expect(glob.ok && glob.value.matches(path)).toBe(choicesOf(pattern).some((choice) => naive([...choice], [...path], true)))
      }),
      { numRuns: 5000 },
    )
  })

  test('lies in the folder that is written out', () => {
    const folderOf = (pattern: string): string | undefined => {
      const glob = readGlob(pattern)
      return glob.ok ? glob.value.folder : undefined
    }
    expect(['a/b/*.yaml', 'a/b*/c', '**/x', 'a/{b,c}/d', 'a/b.yaml'].map(folderOf)).toEqual(['a/b', 'a', '', 'a', 'a'])
  })

  test.each([
    '/etc/*',
    '../*',
    'a/../../*',
    'a\\*',
    'a\0*',
    `${'{a,b}'.repeat(60)}`,
    '{{{{{a,b},c},d},e},f}',
    '*'.repeat(401),
    `{${'a,'.repeat(101)}b}`,
    '**/'.repeat(100),
  ])('the hostile %j is refused', (pattern) => {
    expect(readGlob(pattern).ok).toBe(false)
  })

  test('takes time in proportion to the path', () => {
    const pattern = `${'*a'.repeat(60)}b`
    const start = performance.now()
    expect(matches(pattern, 'a'.repeat(20_000))).toBe(false)
    expect(performance.now() - start).toBeLessThan(5000)
  })
})

describe('patterns', () => {
  const files = ['launch.yaml', 'launches/a.yaml', 'launches/b.yml', 'launches/deep/c.json', 'launches/notes.md', 'x/{y}.yaml']
  const source = memorySource(new Map(files.map((file) => [file, ''])))
  const filesOf = async (...patterns: string[]): Promise<readonly string[]> => (await expand(source, patterns)).files

  test('stand for sorted files, each once', async () => {
    expect(await filesOf('launches/*.yaml', 'launch.yaml', './launches/a.yaml', 'launches/../launch.yaml')).toEqual([
      'launch.yaml',
      'launches/a.yaml',
    ])
  })

  test('that name a folder stand for its YAML and JSON files', async () => {
    const expected = ['launches/a.yaml', 'launches/b.yml', 'launches/deep/c.json']
    expect(await filesOf('launches')).toEqual(expected)
    expect(await filesOf('launches/')).toEqual(expected)
    expect(await filesOf('launches/**')).toEqual(expected)
    expect(await filesOf('launches/**/*')).toEqual([...expected, 'launches/notes.md'])
  })

  test('that match nothing say so, with the nearest name for a file', async () => {
    const { files: found, misses } = await expand(source, ['launchs.yaml', 'nothing/*.yaml', 'launches/**/*.txt', '../x/*'])
    expect(found).toEqual([])
    expect(misses.map((miss) => [miss.pattern, miss.isLiteral, miss.hint])).toEqual([
      ['launchs.yaml', true, 'did you mean `launch.yaml`?'],
      ['nothing/*.yaml', false, undefined],
      ['launches/**/*.txt', false, undefined],
      ['../x/*', true, expect.stringContaining('from the root')],
    ])
  })

  test('that name a file outright are told apart from those that find it', async () => {
    expect((await expand(source, ['launches', 'launch.yaml', 'launches/a.yaml'])).named).toEqual(
      new Set(['launch.yaml', 'launches/a.yaml']),
    )
  })

  test('that name a file that must not be read leave it to the reading to say why', async () => {
    expect((await expand(source, ['../up.yaml', '/etc/passwd', '.hidden.yaml'])).files).toEqual([
      '../up.yaml',
      '.hidden.yaml',
      '/etc/passwd',
    ])
  })
})

function choicesOf(pattern: string): string[] {
  const match = /^([^{]*)\{([^{}]*)\}([\s\S]*)$/.exec(pattern)
  if (!match) return [pattern]
  const [, before = '', inside = '', after = ''] = match
  // The braces decide what stands beside `**`, so they stay visible until the choice is made.
  const choices = [...inside.split(','), [...`{${inside}}`].map((char) => itself + char).join('')]
  return choices.flatMap((choice) => choicesOf(after).map((rest) => `${before}\u{1}${choice}\u{2}${rest}`))
}

/** Before a character that stands for itself, as all do where braces are taken as they are written. */
const itself = '\u{3}'

/** Tries every way, without regard to time; \u{1} and \u{2} stand where a choice began and ended. */
function naive(pattern: readonly string[], path: readonly string[], atStart: boolean): boolean {
  const [first, ...rest] = pattern
  if (first === undefined) return path.length === 0
  if (first === itself) return rest[0] === path[0] && naive(rest.slice(1), path.slice(1), false)
  if (first === '\u{1}' || first === '\u{2}') return naive(rest, path, first === '\u{1}')
  if (first === '*') {
    const stars = pattern.findIndex((item) => item !== '*')
    const count = stars === -1 ? pattern.length : stars
    const after = pattern[count]
    const isWhole = count === 2 && atStart && (after === undefined || after === '/' || after === '\u{2}')
    return isWhole ? naiveFolders(pattern.slice(2), path) : naiveSegment(pattern.slice(count), path)
  }
  const [letter, ...others] = path
  if (letter === undefined) return false
  return (first === '?' ? letter !== '/' : first === letter) && naive(rest, others, first === '/')
}

function naiveSegment(rest: readonly string[], path: readonly string[]): boolean {
  for (let length = 0; length <= path.length; length++) {
    if (naive(rest, path.slice(length), false)) return true
    if (path[length] === '/') return false
  }
  return false
}

function naiveFolders(rest: readonly string[], path: readonly string[]): boolean {
  if (rest[0] !== '/')
    return Array.from({ length: path.length }, (_, index) => index + 1).some(
      (length) =>
        !path
          .slice(0, length)
          .join('')
          .match(/^\/|\/$|\/\//) && naive(rest, path.slice(length), false),
    )
  const starts = [0, ...path.flatMap((letter, index) => (letter === '/' && index > 0 ? [index + 1] : []))]
  return starts.some((start) => naive(rest.slice(1), path.slice(start), true))
}
