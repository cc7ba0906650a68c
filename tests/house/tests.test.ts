import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { longest } from '../longest-first.ts'

const tests = new URL('../', import.meta.url)

test('the test files that begin first are there, each once', () => {
  expect(longest.filter((file) => !existsSync(new URL(`../${file}`, tests)))).toEqual([])
  expect(new Set(longest).size).toBe(longest.length)
})

test('a module that several test files use has no hook of its own at its top: it would run for the first of them alone', () => {
  const shared = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file),
  )
  expect(shared.length).toBeGreaterThan(50)
  const hooked = shared.filter((file) => /^(?:after|before)(?:All|Each)\(/m.test(readFileSync(new URL(file, tests), 'utf8')))
  expect(hooked).toEqual(['each-file.ts'])
})

const sources = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))

test.each(sources)('tests/%s is of a size to be read', (file) => {
  expect(readFileSync(new URL(file, tests), 'utf8').split('\n').length - 1).toBeLessThanOrEqual(250)
})
