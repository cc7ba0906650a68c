import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { writeLicences } from './licences.ts'

// The library is emitted file by file, so that a bundler can take what it needs; the command is one bundle, so that it starts fast.
rmSync('dist', { recursive: true, force: true })
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' })

const shared = { bundle: true, format: 'esm', metafile: true, logLevel: 'warning' } as const satisfies BuildOptions

/** Of the YAML library only its parser is needed, and it does not say that the rest may be left out; here we do. */
const parserOnly: Plugin = {
  name: 'parser-only',
  setup({ onLoad, onResolve }) {
    const folder = resolve('node_modules/yaml/browser/dist')
    onResolve({ filter: /.*/ }, ({ path, kind, resolveDir }) => {
      if (kind === 'entry-point') return undefined
      if (path === 'yaml') return { path, namespace: 'parser', sideEffects: false }
      return resolveDir.startsWith(folder) ? { path: resolve(resolveDir, path), sideEffects: false } : { path, external: true }
    })
    onLoad({ filter: /.*/, namespace: 'parser' }, () => {
      // One by one, because a namespace is kept whole. A name that is not there fails the build.
      const names = [...new Set(Array.from(readFileSync('dist/source/document.js', 'utf8').matchAll(/\bCST\.(\w+)/g), ([, name]) => name))]
      const contents = `import { ${names.join(', ')} } from './parse/cst.js'
export const CST = { ${names.join(', ')} }
export { Lexer } from './parse/lexer.js'
export { Parser } from './parse/parser.js'`
      return { contents, resolveDir: folder }
    })
  },
}

const [parser, command] = await Promise.all([
  build({
    ...shared,
    entryPoints: ['dist/source/document.js'],
    outfile: 'dist/source/document.js',
    allowOverwrite: true,
    platform: 'browser',
    target: 'es2022',
    plugins: [parserOnly],
  }),
  build({
    ...shared,
    entryPoints: { onlyif: 'src/cli/main.ts' },
    outdir: 'dist/bin',
    splitting: true,
    chunkNames: 'part-[hash]',
    platform: 'node',
    target: 'node20.19',
    minify: true,
    legalComments: 'linked',
    // One finds its native part beside itself; the other loads an optional one that is not there.
    external: ['@photostructure/sqlite', 'pg'],
    // Bundled CommonJS packages ask for Node's own modules by `require`, which ES modules do not have.
    banner: { js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);" },
  }),
])
chmodSync('dist/bin/onlyif.js', 0o755)
writeLicences('dist/third-party-licences.txt', [parser.metafile, command.metafile])
