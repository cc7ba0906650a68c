import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { yamlParser } from '../../tools/yaml-parser.ts'

// Bundles the programs of the benchmark with the service as it stands, its YAML parser as in the package, and runs the first of them
// without a loader.
const folder = dirname(fileURLToPath(import.meta.url))
const out = join(folder, '../out/http')

/** The thread of the service as a program of its own, beside the one that starts it. */
const thread: Plugin = {
  name: 'thread',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/judging\/thread-file\.ts$/ }, () => ({
      contents: "export const threadFile = new URL('./thread.js', import.meta.url).pathname",
    })),
}

await build({
  entryPoints: ['main.ts', 'server.ts', 'load.ts', 'thread.ts'].map((file) => join(folder, file)),
  outdir: out,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
  plugins: [yamlParser('src/source/document.ts'), thread],
})
const { status } = spawnSync(process.execPath, [join(out, 'main.js'), ...process.argv.slice(2)], { stdio: 'inherit' })
process.exitCode = status ?? 1
