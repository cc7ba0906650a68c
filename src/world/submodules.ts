import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/** Far more than any list of submodules. */
const longest = 1 << 20

/** Of empty folders of a root, those that `.gitmodules` of its repository names: submodules that nobody checked out. */
export function notCheckedOut(realRoot: string, empty: readonly string[]): readonly string[] {
  if (empty.length === 0) return []
  const top = repositoryOf(realRoot)
  const above = relative(top, realRoot).split(sep).join('/')
  const named = new Set(pathsIn(join(top, '.gitmodules')))
  return empty.filter((path) => named.has(above === '' ? path : `${above}/${path}`))
}

/** The nearest folder that has `.gitmodules`, up to that of the repository. */
function repositoryOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.gitmodules')) || existsSync(join(at, '.git')) || dirname(at) === at) return at
  }
}

function pathsIn(file: string): string[] {
  try {
    const info = statSync(file)
    if (!info.isFile() || info.size > longest) return []
    const lines = readFileSync(file, 'utf8').split('\n')
    return lines.flatMap((line) => /^\s*path\s*=\s*"?([^"]+?)"?\s*$/.exec(line)?.[1] ?? [])
  } catch {
    return []
  }
}
