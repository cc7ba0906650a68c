import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleAction } from './action-bundle.ts'

for (const { path, text } of await bundleAction()) {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url))
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
  console.log(`${basename(file)}: ${Math.round(Buffer.byteLength(text) / 1024)} KB`)
}
