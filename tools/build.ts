import { execFileSync } from 'node:child_process'
import { chmodSync, rmSync } from 'node:fs'
import { build } from 'esbuild'
import { takeMeanings } from './bare-codes.ts'
import { bundleCommand } from './bundle.ts'
import { writeDoors } from './bundle-doors.ts'
import { keepCompiled } from './keep-compiled.ts'
import { writeLicences } from './licences.ts'
import { bundlePlayground } from './playground-bundle.ts'
import { yamlParser } from './yaml-parser.ts'

// The library is emitted file by file, so that a bundler can take what it needs; the command is bundled, so that it starts fast.
rmSync('dist', { recursive: true, force: true })
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' })

takeMeanings('dist/source/codes.js')

const reader = 'dist/source/document.js'
const parser = yamlParser(reader)
const library = await build({
  entryPoints: [reader],
  outfile: reader,
  allowOverwrite: true,
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  metafile: true,
  logLevel: 'warning',
  plugins: [
    parser,
    {
      name: 'library',
      setup: ({ onResolve }) =>
        onResolve({ filter: /.*/ }, ({ path, kind }) => (kind === 'entry-point' ? undefined : { path, external: true })),
    },
  ],
})
const command = await bundleCommand('dist/bin', parser)
chmodSync('dist/bin/onlyif.js', 0o755)
writeDoors('dist')
const playground = await bundlePlayground()
writeLicences('dist/third-party-licences.txt', [library.metafile, ...command, playground.metafile])
await keepCompiled('dist/bin')
