import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { type BuildOptions, build, type Metafile } from 'esbuild'
import { root } from './tarball.ts'

/** Bytes of what a page must load before it can judge, and of what it loads when it is first needed. */
export interface Weight {
  readonly minified: number
  readonly gzip: number
  readonly brotli: number
}

const browser = {
  bundle: true,
  minify: true,
  metafile: true,
  platform: 'browser',
  target: 'es2022',
  write: false,
  outdir: join(root, 'dist-of-a-test'),
  legalComments: 'none',
} as const satisfies BuildOptions

/** Bundles some of the public names, or all of them, for a page; says what is loaded at once and what later. */
export async function weigh(names = '*'): Promise<{ readonly atOnce: Weight; readonly later: Weight; readonly texts: readonly string[] }> {
  const contents = names === '*' ? `export * from './dist/index.js'` : `export { ${names} } from './dist/index.js'`
  const { outputFiles, metafile } = await build({ ...browser, stdin: { contents, resolveDir: root }, format: 'esm', splitting: true })
  const first = loadedAtOnce(metafile)
  const bytes = new Map(outputFiles.map((file) => [file.path.split('/').at(-1) ?? '', file.contents]))
  const weight = (files: readonly Uint8Array[]): Weight => ({
    minified: sum(files.map((file) => file.length)),
    gzip: sum(files.map((file) => gzipSync(file, { level: 9 }).length)),
    brotli: sum(files.map((file) => brotliCompressSync(file).length)),
  })
  const parts = [...bytes]
  return {
    atOnce: weight(parts.filter(([name]) => first.has(name)).map(([, file]) => file)),
    later: weight(parts.filter(([name]) => !first.has(name)).map(([, file]) => file)),
    texts: outputFiles.map((file) => file.text),
  }
}

/** Everything in one script, its names in the global `onlyif`. */
export async function script(): Promise<string> {
  const stdin = { contents: `export * from './dist/index.js'`, resolveDir: root }
  const { outputFiles } = await build({ ...browser, stdin, format: 'iife', globalName: 'onlyif' })
  return outputFiles[0]?.text ?? ''
}

function loadedAtOnce({ outputs }: Metafile): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (path: string): void => {
    const name = path.split('/').at(-1) ?? ''
    if (found.has(name)) return
    found.add(name)
    for (const part of outputs[path]?.imports ?? []) if (part.kind === 'import-statement') visit(part.path)
  }
  for (const [path, { entryPoint }] of Object.entries(outputs)) if (entryPoint === '<stdin>') visit(path)
  return found
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
