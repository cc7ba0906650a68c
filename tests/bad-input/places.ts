import { execFileSync } from 'node:child_process'
import { mkdir, open, rm, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Something that is no readable file, where a file is due. */
export interface Place {
  readonly name: string
  /** Puts it at a path; a file that was there is gone. */
  readonly put: (path: string) => Promise<void>
  /** The code when the file is looked for by its default name; `absent` where that is the same as no file. */
  readonly found: string
  /** The code when a command line names it. */
  readonly named: string
}

const hundredMegabytes = 104_857_600

export const places: readonly Place[] = [
  {
    name: 'a sparse file of 100 MB',
    put: async (path) => {
      const handle = await open(path, 'w')
      await handle.truncate(hundredMegabytes)
      await handle.close()
    },
    found: 'file/too-large',
    named: 'file/too-large',
  },
  {
    name: 'a pipe that nobody writes to',
    put: async (path) => void execFileSync('mkfifo', [path]),
    found: 'file/unreadable',
    named: 'file/unreadable',
  },
  { name: 'a link to itself', put: (path) => symlink(basename(path), path), found: 'file/link-loop', named: 'file/link-loop' },
  {
    name: 'a loop of three links',
    put: async (path) => {
      await symlink(`${path}.b`, path)
      await symlink(`${path}.c`, `${path}.b`)
      await symlink(path, `${path}.c`)
    },
    found: 'file/link-loop',
    named: 'file/link-loop',
  },
  { name: 'a link out of the root', put: (path) => symlink('/etc/hostname', path), found: 'file/outside-root', named: 'file/outside-root' },
  { name: 'a link to a device', put: (path) => symlink('/dev/zero', path), found: 'file/outside-root', named: 'file/outside-root' },
  {
    name: 'a link to a hidden file',
    put: async (path) => {
      await writeFile(join(dirname(path), '.secret'), 'token: x\n')
      await symlink('.secret', path)
    },
    found: 'file/outside-root',
    named: 'file/outside-root',
  },
  { name: 'a link to nothing', put: (path) => symlink('nowhere.yaml', path), found: 'absent', named: 'world/nothing-matched' },
  { name: 'no file', put: async () => undefined, found: 'absent', named: 'world/nothing-matched' },
  { name: 'an empty folder', put: async (path) => void (await mkdir(path)), found: 'absent', named: 'world/nothing-matched' },
  {
    name: 'a folder with a folder of its own name',
    put: async (path) => void (await mkdir(join(path, basename(path)), { recursive: true })),
    found: 'absent',
    named: 'world/nothing-matched',
  },
]

/** Puts a bad thing where a file stands. */
export async function replaceBy(place: Place, path: string): Promise<void> {
  await rm(path, { recursive: true, force: true })
  await place.put(path)
}
