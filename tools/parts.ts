import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Script } from 'node:vm'

/** What a part exports. It runs when it is first asked for, as does its file. */
export interface LoadPart {
  (file: string, part: string): unknown
  /** Where the files are. */
  readonly folder: string
}

type Parts = Record<string, () => unknown>
type Wrapped = (exports: Parts, require: NodeJS.Require, loadPart: LoadPart) => void

/**
 * Loads parts from the files of a folder, an absolute path. What V8 made of a file at build, for one version of Node, lies
 * beside it; under another version, or other flags, the file is compiled as ever. `onLoad` is told of each script.
 */
export function partsIn(folder: string, onLoad?: (file: string, script: Script) => void): LoadPart {
  const require = createRequire(join(folder, 'onlyif.js'))
  const files = new Map<string, Parts>()
  const partsOf = (file: string): Parts => {
    const known = files.get(file)
    if (known) return known
    const parts: Parts = {}
    files.set(file, parts)
    const script = scriptOf(folder, file)
    onLoad?.(file, script)
    ;(script.runInThisContext() as Wrapped)(parts, require, loadPart)
    return parts
  }
  const load = (file: string, part: string): unknown => {
    const run = partsOf(file)[part]
    if (!run) throw new Error(`${file}.js does not hold ${part}`)
    return run()
  }
  const loadPart: LoadPart = Object.assign(load, { folder })
  return loadPart
}

/** Compiles a file of parts, from what is kept of it where that fits. */
export function scriptOf(folder: string, file: string): Script {
  const filename = join(folder, `${file}.js`)
  const text = `(function (exports, require, loadPart) {${readFileSync(filename, 'utf8')}\n})`
  const cachedData = kept(keptName(folder, file))
  return new Script(text, { filename, ...(cachedData && { cachedData }) })
}

/** The file for what V8 made of a file of parts. V8 checks its own version and flags and the length of the text; the name says the rest. */
export function keptName(folder: string, file: string): string {
  return join(folder, `${file}.${process.version}-${process.platform}-${process.arch}.cache`)
}

function kept(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}
