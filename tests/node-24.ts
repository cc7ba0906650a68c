import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const version = '24.21.0'
const cache = join(dirname(fileURLToPath(import.meta.url)), '../node_modules/.cache')
const platform = process.platform === 'win32' ? 'win' : process.platform
const binary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'

/**
 * The path of Node 24, which is what actions run on and what a `require` of this package meets next. It comes from the
 * package registry when it is first asked for, and stays in `node_modules/.cache/node-24`. Safe to be called at once from
 * several processes. Throws where it can neither be found nor fetched.
 */
export async function node24(): Promise<string> {
  const folder = join(cache, 'node-24', version)
  const path = join(folder, binary)
  if (!existsSync(path)) await install(folder)
  const { stdout } = await run(path, ['--version'])
  if (stdout.trim() !== `v${version}`) throw new Error(`${path} is ${stdout.trim()}, not v${version}`)
  return path
}

/** The same for a test: without it the test fails in CI, and elsewhere says so and is skipped. */
export async function node24For(context: { skip(note: string): never }): Promise<string> {
  try {
    return await node24()
  } catch (error) {
    if (process.env['CI']) throw error
    process.stderr.write(`SKIPPED for want of Node 24, which CI does not forgive: ${String(error).split('\n')[0]}\n`)
    return context.skip('Node 24 could not be fetched')
  }
}

async function install(folder: string): Promise<void> {
  const name = `node-${platform}-${process.arch}`
  await mkdir(dirname(folder), { recursive: true })
  const place = await mkdtemp(join(dirname(folder), 'fetching-'))
  try {
    await writeFile(join(place, 'package.json'), '{ "private": true }')
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', '--loglevel=error']
    await run('npm', ['install', ...options, `${name}@${version}`], { cwd: place, timeout: 240_000 })
    await rename(join(place, 'node_modules', name), folder).catch((error: unknown) => {
      // Somebody else was faster, and theirs is as good.
      if (!existsSync(join(folder, binary))) throw error
    })
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}
