import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

const folder = join(dirname(fileURLToPath(import.meta.url)), 'goldens')

/** Compares a text with a file that people have read. `UPDATE_GOLDENS=1` writes it anew; then read what changed. */
export function expectGolden(name: string, text: string): void {
  const file = join(folder, name)
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(file, text)
  expect(existsSync(file) ? readFileSync(file, 'utf8') : `there is no ${name} yet`).toBe(text)
}
