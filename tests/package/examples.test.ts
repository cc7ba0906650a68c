import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transform } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDoor } from './door.ts'
import { root, run } from './tarball.ts'

const door = readDoor()
const functions = door.names.filter((item) => item.isFunction)
const valueNames = door.names.filter((item) => !item.isType).map((item) => item.name)
const typeNames = door.names.filter((item) => item.isType).map((item) => item.name)

/** Blocks of TypeScript in a page. Those of the README about files are run by the test of the README. */
async function blocksOf(file: string): Promise<{ name: string; code: string }[]> {
  const page = await readFile(join(root, file), 'utf8')
  return [...page.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = ''], index) => ({ name: `${file} ${index + 1}`, code }))
}

const examples = [
  ...functions.flatMap(({ name, examples: codes }) =>
    codes.map((code) => ({ name, code: `import { ${valueNames.join(', ')}, type ${typeNames.join(', type ')} } from 'onlyif'\n${code}` })),
  ),
  ...(await blocksOf('docs/library.md')),
]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onlyif-examples-'))
  await mkdir(join(folder, 'node_modules/@types'), { recursive: true })
  await symlink(root, join(folder, 'node_modules/onlyif'), 'dir')
  await symlink(join(root, 'node_modules/@types/node'), join(folder, 'node_modules/@types/node'), 'dir')
  await symlink(join(root, 'node_modules/undici-types'), join(folder, 'node_modules/undici-types'), 'dir')
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  for (const [index, { code }] of examples.entries()) await writeFile(join(folder, `${index}.ts`), `${code}\nexport {}\n`)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('every public name', () => {
  test.each(door.names.map((item) => [item.name, item] as const))('%s says what it is', (_, item) => {
    expect(item.says.length).toBeGreaterThan(10)
    expect(item.isFunction ? item.examples.length : 1).toBeGreaterThan(0)
  })

  test('mentions none that cannot be named', () => {
    expect(door.unnamed).toEqual([])
  })
})

test('the examples have the types they should, for whoever compiles strictly', async () => {
  const compilerOptions = {
    target: 'es2023',
    module: 'nodenext',
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { stdout } = await run(process.execPath, [tsc, '-p', folder]).catch((error: unknown) => error as { stdout: string })
  expect(stdout).toBe('')
})

test.each(examples.map(({ name, code }, index) => [name, index, code] as const))(
  'the example of %s prints what it says',
  async (_, index, code) => {
    const { code: script } = await transform(await readFile(join(folder, `${index}.ts`), 'utf8'), { loader: 'ts', format: 'esm' })
    await writeFile(join(folder, `${index}.js`), script)
    const { stdout } = await run(process.execPath, [`${index}.js`], { cwd: folder })
    const printed = stdout
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
    expect(printed).toEqual(promised(code))
    expect(printed.length).toBeGreaterThan(0)
  },
)

/** What an example says it prints: behind `console.log(...) //`, and in lines of their own under it. */
function promised(code: string): string[] {
  return code.split('\n').flatMap((line) => {
    const said = /^\/\/ (.*)$/.exec(line) ?? /console\.log\(.*\) \/\/ (.*)$/.exec(line)
    return said?.[1] === undefined || said[1].trim() === '' ? [] : [said[1].trim()]
  })
}
