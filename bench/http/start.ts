import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

// Bundles the programs of the benchmark with the service as it stands, and runs the first of them without a loader.
const folder = dirname(fileURLToPath(import.meta.url))
const out = join(folder, '../out/http')

await build({
  entryPoints: ['main.ts', 'server.ts', 'load.ts'].map((file) => join(folder, file)),
  outdir: out,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
})
const { status } = spawnSync(process.execPath, [join(out, 'main.js'), ...process.argv.slice(2)], { stdio: 'inherit' })
process.exitCode = status ?? 1
