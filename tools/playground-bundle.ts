import { type BuildOptions, type BuildResult, build } from 'esbuild'
import { yamlParser } from './yaml-parser.ts'

const folder = 'src/web/playground/browser'

const options = {
  entryPoints: [
    { in: `${folder}/playground.tsx`, out: 'playground' },
    { in: `${folder}/playground.css`, out: 'playground' },
  ],
  bundle: true,
  minify: true,
  metafile: true,
  // A page that is opened from a disk may not load modules.
  format: 'iife',
  platform: 'browser',
  target: ['es2022', 'chrome110', 'firefox115', 'safari16'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions

/** Bundles the playground for browsers into a folder, or only into memory: `playground.js` and `playground.css`. */
export function bundlePlayground(outdir: string, write = true): Promise<BuildResult<{ metafile: true; write: boolean }>> {
  return build({ ...options, outdir, write, plugins: [yamlParser('src/source/document.ts')] })
}
