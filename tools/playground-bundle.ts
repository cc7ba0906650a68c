import { mkdir, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type BuildOptions, type BuildResult, build } from 'esbuild'
import { yamlParser } from './yaml-parser.ts'

const folder = 'src/web/playground/browser'
const target = new URL('../src/web/playground/generated/', import.meta.url)

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

/** What the playground is made of, and the bundle: `playground.js` and `playground.css`. Nothing is written. */
export function bundlePlayground(): Promise<BuildResult<{ metafile: true; write: false }>> {
  return build({ ...options, outdir: 'playground', write: false, plugins: [yamlParser('src/source/document.ts')] })
}

/** Writes the bundle as a module of texts, so that whoever serves pages has it wherever it runs. */
export async function writePlayground(): Promise<void> {
  const { outputFiles } = await bundlePlayground()
  const texts = Object.fromEntries(outputFiles.map(({ path, text }) => [basename(path), text]))
  await mkdir(target, { recursive: true })
  await writeFile(
    new URL('files.ts', target),
    `// Made by tools/generate.ts from src/web/playground/browser/. Do not edit.\n\n/** By name. */\nexport const playgroundFiles: Readonly<Record<string, string>> = ${JSON.stringify(texts)}\n`,
  )
}
