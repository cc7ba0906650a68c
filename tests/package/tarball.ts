import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export const run = promisify(execFile)
export const root = join(import.meta.dirname, '../..')

/** The package as it would be published, of the tree that `npm run build` left. */
export interface Tarball {
  readonly path: string
  /** Names of its files, without the `package/` before them. */
  readonly files: readonly string[]
  readonly size: number
  readonly unpackedSize: number
  discard(): Promise<void>
}

interface Packed {
  readonly filename: string
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string }[]
}

/** Packs the package into a folder of its own. */
export async function pack(): Promise<Tarball> {
  const folder = await mkdtemp(join(tmpdir(), 'onlyif-pack-'))
  const args = ['pack', '--ignore-scripts', '--json', '--loglevel=silent', '--pack-destination', folder]
  const { stdout } = await run('npm', args, { cwd: root, maxBuffer: 1 << 26 })
  // Npm 12 tells packages by name, older ones in a list.
  const told = JSON.parse(stdout) as Record<string, Packed> | readonly Packed[]
  const [packed] = Object.values(told) as Packed[]
  if (!packed) throw new Error('npm packed nothing')
  const { filename, size, unpackedSize, files } = packed
  return {
    path: join(folder, filename),
    files: files.map((file) => file.path),
    size,
    unpackedSize,
    discard: () => rm(folder, { recursive: true, force: true }),
  }
}

type Lock = { readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>>>> }

/**
 * Installs the package in an empty folder, as its users would, with what it brings. The versions are those of our own
 * lock file: what `npm ci` has just fetched need not be fetched again, and nobody's release of today fails a test.
 */
export async function install({ path }: Tarball, folder: string): Promise<void> {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as Lock
  const { '': own = {}, ...others } = packages
  const brought = Object.entries(others).filter(([, entry]) => entry['dev'] !== true && entry['devOptional'] !== true)
  const { devDependencies: _, name: __, ...entry } = own
  const wanted = { dependencies: { onlyif: `file:${path}` } }
  const locked = { '': wanted, 'node_modules/onlyif': { ...entry, resolved: `file:${path}` }, ...Object.fromEntries(brought) }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', ...wanted }))
  await writeFile(
    join(folder, 'package-lock.json'),
    JSON.stringify({ name: 'consumer', lockfileVersion: 3, requires: true, packages: locked }),
  )
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  await run('npm', ['install', ...options], { cwd: folder })
}
