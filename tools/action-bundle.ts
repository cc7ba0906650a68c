import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { licencesOf } from './licences.ts'

/** A file of the bundle, by its path from the root. */
export interface BundledFile {
  readonly path: string
  readonly text: string
}

const root = fileURLToPath(new URL('..', import.meta.url))

/** Bundles the Action in memory: one ES module with everything in it, and the licences of what it holds. The same sources give the same bytes, wherever they lie. */
export async function bundleAction(): Promise<BundledFile[]> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { index: 'action/main.ts' },
    outdir: 'action/dist',
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    // The runner of `node24` is the aim; what Node 20 can read runs on older servers, too.
    target: 'node20',
    minify: true,
    alias: { 'jsonpath-plus': './tools/no-json-path.ts' },
    legalComments: 'none',
    metafile: true,
    // Bundled CommonJS packages ask for Node's own modules by `require`, which ES modules do not have.
    banner: { js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);" },
    logLevel: 'warning',
  })
  return [
    ...outputFiles.map(({ path, text }) => ({ path: path.slice(root.length).replaceAll('\\', '/'), text })),
    { path: 'action/dist/licences.txt', text: licencesOf([metafile], root) },
  ]
}
