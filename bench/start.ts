import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

// Installs the peers when they are not there as the lock file says, bundles the benchmark with the engine as the command is
// bundled, and runs it in a Node process of its own: one without a loader, and with a collector that can be called.
const folder = dirname(fileURLToPath(import.meta.url))
const args = process.argv.slice(2)

if (!args.includes('--help') && !isInstalled())
  execFileSync('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund'], { stdio: 'inherit', shell: process.platform === 'win32' })

await build({
  entryPoints: [join(folder, 'main.ts')],
  outfile: join(folder, 'out/main.js'),
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  logLevel: 'warning',
})
const { status } = spawnSync(process.execPath, ['--expose-gc', '--max-old-space-size=4096', join(folder, 'out/main.js'), ...args], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1

/** Whether what npm says it installed is what the lock file asks for, leaving out optional packages of other platforms. */
function isInstalled(): boolean {
  const installed = join(folder, 'node_modules/.package-lock.json')
  if (!existsSync(installed)) return false
  const has = packagesIn(installed)
  return Object.entries(packagesIn(join(folder, 'package-lock.json'))).every(
    ([path, { version, optional }]) => path === '' || (optional === true && !has[path]) || has[path]?.version === version,
  )
}

function packagesIn(file: string): Record<string, { version?: string; optional?: boolean }> {
  return (JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, { version?: string; optional?: boolean }> }).packages
}
