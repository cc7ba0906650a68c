import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild'

/**
 * Parts of the command, by their sources, and the files that they go to: what most runs do without is by itself, so that nobody
 * waits for it. What commands do when they are run is in `judging` where nothing else is said.
 */
const places: ReadonlyMap<string, string> = new Map([
  ['src/cli/main.ts', 'command'],
  ['src/cli/run.ts', 'command'],
  ['src/cli/init/init.ts', 'authoring'],
  ['src/cli/init/questions.ts', 'authoring'],
  ['src/cli/schema/schema.ts', 'authoring'],
  ['src/cli/test/test.ts', 'authoring'],
  ['src/cli/explain/explain.ts', 'authoring'],
  ['src/cli/docs/docs.ts', 'authoring'],
  ['src/cli/impact/impact.ts', 'authoring'],
  ['src/cli/forecast/forecast.ts', 'authoring'],
  ['src/cli/diff/diff.ts', 'authoring'],
  ['src/cli/verify/verify.ts', 'records'],
  ['src/cli/export/export.ts', 'records'],
  ['src/cli/import/import.ts', 'records'],
  ['src/cli/token/token.ts', 'records'],
  ['src/cli/serve/serve.ts', 'service'],
  ['src/server/index.ts', 'service'],
  ['src/server/github-app/index.ts', 'service'],
  ['src/server/judging/thread.ts', 'service'],
  ['src/cli/report/report.ts', 'reporters'],
  ['src/cli/site/site.ts', 'site'],
  ['src/report/reporters.ts', 'reporters'],
  ['src/web/playground/generated/files.ts', 'playground'],
  ['re2js', 'patterns'],
])

const options = {
  bundle: true,
  metafile: true,
  platform: 'node',
  // Node starts CommonJS in few files in two thirds of the time that it takes for ES modules in many.
  format: 'cjs',
  target: 'node20.19',
  supported: { 'dynamic-import': false },
  minify: true,
  // One finds its native part beside itself; the other loads an optional one that is not there.
  external: ['@photostructure/sqlite', 'pg'],
  legalComments: 'linked',
  logLevel: 'warning',
} as const satisfies BuildOptions

/** The parts that were asked for so far. */
type Asked = Set<string>

/**
 * Writes the command into `outdir`: `onlyif.js`, which is run, and files of parts that it loads, as do the library's doors, by `doors.js`,
 * and threads of the service, by `thread.js`. What went into each is returned.
 */
export async function bundleCommand(outdir: string, parser: Plugin): Promise<Metafile[]> {
  const start = await build({
    ...options,
    entryPoints: { onlyif: 'tools/start.ts', doors: 'tools/doors.ts', thread: 'tools/thread.ts' },
    outdir,
  })
  // The package is one of ES modules, and Node asks the nearest package.json what a file is.
  writeFileSync(join(outdir, 'package.json'), '{ "type": "commonjs" }\n')
  const asked: Asked = new Set([
    ...['src/cli/main.ts', 'src/cli/run.ts', 'src/server/index.ts', 'src/server/github-app/index.ts', 'src/server/judging/thread.ts'],
  ])
  const metafiles = new Map<string, Metafile>()
  // A file may ask for parts that nobody has asked for before.
  for (let before = 0; before < asked.size; ) {
    before = asked.size
    for (const file of new Set([...asked].map(placeOf)))
      metafiles.set(file, await bundleParts(join(outdir, `${file}.js`), [lean, parser, elsewhere(file, asked)], partsFor(file, asked)))
  }
  return [start.metafile, ...metafiles.values()]
}

function placeOf(part: string): string {
  return places.get(part) ?? 'judging'
}

function partsFor(file: string, asked: Asked): string[] {
  return [...asked].filter((part) => placeOf(part) === file).sort()
}

/** Writes a file of parts. */
async function bundleParts(outfile: string, plugins: Plugin[], parts: readonly string[]): Promise<Metafile> {
  const contents = parts.map((part) => `exports['${part}'] = () => require('${part.replace(/^src\//, './src/')}')`).join('\n')
  const result = await build({ ...options, stdin: { contents, resolveDir: '.', sourcefile: basename(outfile) }, outfile, plugins })
  return result.metafile
}

/** Leaves out of a file what is in others, and asks for it. */
function elsewhere(file: string, asked: Asked): Plugin {
  const ask = (part: string, namespace: string): { path: string; namespace: string } | undefined => {
    if (placeOf(part) === file) return undefined
    asked.add(part)
    return { path: part, namespace }
  }
  return {
    name: 'elsewhere',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ kind, importer, resolveDir, path }) => {
        const part = relative('.', join(resolveDir, path)).replaceAll('\\', '/')
        const isPart = kind === 'dynamic-import' && (places.has(part) || importer.endsWith('/command.ts'))
        return isPart ? ask(part, 'part') : undefined
      })
      onLoad({ filter: /.*/, namespace: 'part' }, ({ path }) => ({ contents: `module.exports = ${loading(path)}` }))
      onLoad({ filter: /\/judging\/thread-file\.ts$/ }, () => ({
        contents: "export const threadFile = require('node:path').join(loadPart.folder, 'thread.js')",
      }))
      onResolve({ filter: /^re2js$/ }, ({ path }) => ask(path, 'patterns'))
      // Few commitments hold a pattern, and this waits for the first one.
      onLoad({ filter: /.*/, namespace: 'patterns' }, ({ path }) => ({
        contents: `exports.RE2JS = { compile: (...given) => ${loading(path)}.RE2JS.compile(...given) }`,
      }))
    },
  }
}

/** Each file of parts is given `loadPart` by whoever loads it. */
function loading(part: string): string {
  return `loadPart('${placeOf(part)}', '${part}')`
}

/** Packages as they are, without parts of them that no command ever runs. */
const lean: Plugin = {
  name: 'lean',
  setup({ onResolve, onLoad }) {
    // JSONPath is never run here: the second key has a path resolver of its own. Called all the same, it is a fault, and a fault opens nothing.
    onResolve({ filter: /^jsonpath-plus$/ }, ({ path }) => ({ path, namespace: 'left-out' }))
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
      contents: 'exports.JSONPath = () => { throw new Error("JSONPath is left out") }',
    }))
    // For commands that are programs of their own, of which there are none.
    onLoad({ filter: /\/commander\/lib\/command\.js$/ }, ({ path }) => {
      const eager = "const childProcess = require('node:child_process');"
      const text = readFileSync(path, 'utf8')
      if (!text.includes(eager)) throw new Error('commander no longer loads child_process like this: see whether this is still needed')
      return { contents: text.replace(eager, "const childProcess = { get spawn() { return require('node:child_process').spawn } };") }
    })
  },
}
