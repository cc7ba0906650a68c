import { execFile } from 'node:child_process'
import { byPath, isInside, isListed, isUnnameable } from '../model/file-path.ts'
import type { FileReading, FileSource } from '../model/file-source.ts'
import { type LinkedTree, longestLink, unfollowedIn } from '../model/unfollowed.ts'
import { type BlobReader, blobReader } from './git-blobs.ts'
import { differentMeanings } from './git-meanings.ts'

/** The files of a commit, or why the commit cannot be read: lower case, for a diagnostic. A `hint` says how to mend it where that is plain. */
export type GitReading =
  | { readonly ok: true; readonly source: FileSource; readonly commit: string }
  | { readonly ok: false; readonly message: string; readonly hint?: string }

interface Entry {
  readonly blob: string
  readonly size: number
  readonly isLink: boolean
}

/** Far above any list of files; a repository that needs more is not one to judge launches in. */
const longestListing = 1 << 29

/**
 * The files of a commit below `folder`, a folder of its repository. Only `git` is run, without a shell, hooks, filters,
 * the network, or an index lock; symbolic links are listed and not followed, submodules are no files here.
 */
export async function gitSource(folder: string, ref: string): Promise<GitReading> {
  if (ref.includes('\0')) return { ok: false, message: 'the ref contains a NUL character' }
  const commit = await git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`])
  const id = commit.ok ? commit.stdout.toString('latin1').trim() : ''
  if (!commit.ok || !/^[0-9a-f]{40,64}$/.test(id))
    return { ok: false, message: commit.ok ? `\`${ref}\` is not a commit` : refProblem(ref, commit.message) }
  const meanings = await differentMeanings(ref, (args) => gitText(folder, args))
  if (meanings.length > 0)
    return {
      ok: false,
      message: `\`${ref}\` could mean ${meanings.map((name) => `\`${name}\``).join(' or ')}, which are not the same commit`,
      hint: 'name the one that is meant in full',
    }
  const listing = await git(folder, ['ls-tree', '-r', '-z', '-l', id])
  if (!listing.ok) return { ok: false, message: `the files of \`${ref}\` cannot be listed: ${listing.message}` }
  const { entries, ...others } = readListing(listing.stdout)
  const names = [...entries.keys()].sort(byPath)
  const blobs = blobReader(folder, gitCommand)
  return {
    ok: true,
    commit: id,
    source: {
      list: async (path) => (isInside(path) ? names.filter((name) => isListed(name, path)) : []),
      unfollowed: (isWanted) => unfollowedIn({ names, ...others, ...linksIn(entries, blobs) }, isWanted),
      read: (path, maxBytes) => readEntry(entries, blobs, path, maxBytes),
    },
  }
}

function linksIn(entries: ReadonlyMap<string, Entry>, blobs: BlobReader): Pick<LinkedTree, 'isLink' | 'textOf'> {
  return {
    isLink: (path) => entries.get(path)?.isLink === true,
    async textOf(path) {
      const { blob, size } = entries.get(path) ?? { blob: '', size: 0 }
      const bytes = size > longestLink ? undefined : await blobs(blob)
      return bytes && new TextDecoder().decode(bytes)
    },
  }
}

async function readEntry(entries: ReadonlyMap<string, Entry>, blobs: BlobReader, path: string, maxBytes: number): Promise<FileReading> {
  if (!isInside(path)) return { ok: false, problem: 'outside-root' }
  const entry = entries.get(path)
  if (!entry) return { ok: false, problem: 'not-found' }
  if (entry.isLink) return { ok: false, problem: 'linked' }
  if (entry.size > maxBytes) return { ok: false, problem: 'too-large', detail: `${entry.size} bytes` }
  const bytes = await blobs(entry.blob)
  return bytes
    ? { ok: true, bytes }
    : { ok: false, problem: 'unreadable', detail: 'git does not have it; the clone is perhaps a partial one' }
}

interface Listing {
  readonly entries: ReadonlyMap<string, Entry>
  readonly submodules: readonly string[]
  readonly unnameable: readonly string[]
}

/** Entries are `mode type id size<TAB>path<NUL>`; only regular files, links and submodules that may be named are kept. */
function readListing(stdout: Buffer): Listing {
  const entries = new Map<string, Entry>()
  const submodules: string[] = []
  const unnameable: string[] = []
  for (const line of stdout.toString('utf8').split('\0')) {
    const match = /^(100(?:644|755|664)|120000|160000) (?:blob|commit) ([0-9a-f]{40,64}) +(\d+|-)\t([\s\S]+)$/.exec(line)
    const [, mode, blob, size, path] = match ?? []
    if (blob === undefined || path === undefined) continue
    if (isUnnameable(path)) unnameable.push(path)
    else if (!isInside(path)) continue
    else if (mode === '160000') submodules.push(path)
    else entries.set(path, { blob, size: Number(size) || 0, isLink: mode === '120000' })
  }
  return { entries, submodules, unnameable }
}

interface GitCommand {
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

/** How every `git` is run: nothing that the environment or a repository could add to it runs code or reaches the network. */
export function gitCommand(folder: string, args: readonly string[]): GitCommand {
  const passed = Object.entries(process.env).filter(([name]) =>
    /^(?:PATH|HOME|USERPROFILE|SYSTEMROOT|XDG_CONFIG_HOME|TMPDIR|TEMP|TMP|GIT_CONFIG_.*)$/i.test(name),
  )
  return {
    args: ['-C', folder, '--no-pager', '--literal-pathspecs', '-c', 'protocol.allow=never', '-c', 'core.fsmonitor=false', ...args],
    env: {
      ...Object.fromEntries(passed),
      LC_ALL: 'C',
      GIT_OPTIONAL_LOCKS: '0',
      GIT_TERMINAL_PROMPT: '0',
      GIT_NO_REPLACE_OBJECTS: '1',
      GIT_NO_LAZY_FETCH: '1',
    },
  }
}

/** What a `git` that only reads prints, run as every other; undefined where it fails. */
export async function gitText(folder: string, args: readonly string[]): Promise<string | undefined> {
  const output = await git(folder, args)
  return output.ok ? output.stdout.toString('utf8') : undefined
}

type GitOutput = { readonly ok: true; readonly stdout: Buffer } | { readonly ok: false; readonly message: string }

function git(folder: string, args: readonly string[]): Promise<GitOutput> {
  const command = gitCommand(folder, args)
  return new Promise((done) => {
    execFile(
      'git',
      [...command.args],
      { env: command.env, encoding: 'buffer', maxBuffer: longestListing, windowsHide: true },
      (error, stdout, stderr) => {
        if (!error) return done({ ok: true, stdout })
        const said =
          stderr
            .toString('utf8')
            .trim()
            .split('\n')[0]
            ?.replace(/^fatal: /, '') ?? ''
        done({ ok: false, message: error.code === 'ENOENT' ? 'git is not installed, or the folder does not exist' : said })
      },
    )
  })
}

function refProblem(ref: string, said: string): string {
  if (/not a git repository/i.test(said)) return `\`${ref}\` cannot be looked up: the folder is in no Git repository`
  return said === '' || /Needed a single revision|unknown revision|ambiguous argument/.test(said)
    ? `\`${ref}\` is not a commit of this repository`
    : said
}
