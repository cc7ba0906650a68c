import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix, relative, resolve } from 'node:path'
import ts from 'typescript'
import { partsIn } from './parts.ts'

/** Doors to what is in the package once, as a part of the command: by their sources, from `src`. */
const doors = ['server/index.ts', 'server/github-app/index.ts'] as const

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Readonly<Record<string, string>> }
const brought = new Set(Object.keys(dependencies))

/** Writes doors into `outdir`, in which the command is bundled already: modules that load their part of it, and their types. */
export function writeDoors(outdir: string): void {
  const loadPart = partsIn(resolve(outdir, 'bin'))
  for (const door of doors) {
    const file = join(outdir, door.replace(/\.ts$/, '.js'))
    const names = Object.keys(loadPart('service', `src/${door}`) as object).sort()
    const parts = relative(dirname(file), join(outdir, 'bin/doors.js')).replaceAll('\\', '/')
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(
      file,
      `import { loadPart } from '${parts}'\n\nexport const { ${names.join(', ')} } = loadPart('service', 'src/${door}')\n`,
    )
  }
  const folder = mkdtempSync(join(tmpdir(), 'onlyif-types-'))
  try {
    const options = ['--outDir', folder, '--emitDeclarationOnly', '--declaration']
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.doors.json', ...options], { stdio: 'inherit' })
    for (const file of reached(folder)) {
      mkdirSync(dirname(join(outdir, file)), { recursive: true })
      cpSync(join(folder, file), join(outdir, file))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The declarations that the doors mention. Throws where they mention a package that its users do not get. */
function reached(folder: string): ReadonlySet<string> {
  const files = new Set(doors.map((door) => door.replace(/\.ts$/, '.d.ts')))
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8')
    for (const { fileName: name } of ts.preProcessFile(text).importedFiles) {
      if (name.startsWith('.')) files.add(posix.join(posix.dirname(file), name.replace(/\.[jt]sx?$/, '.d.ts')))
      else if (!name.startsWith('node:') && !brought.has(name))
        throw new Error(`${file} mentions ${name}, whose types users of the package do not have`)
    }
  }
  return files
}
