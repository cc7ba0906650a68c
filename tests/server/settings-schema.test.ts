import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { errorsOf } from '../../src/model/form.ts'
import { scopes } from '../../src/server/caller.ts'
import { defaultLimits } from '../../src/server/http/limit-settings.ts'
import { eventNames } from '../../src/server/notify/events.ts'
import { serviceForms, serviceSchema } from '../../src/server/settings/generated/service.ts'
import { readService } from '../../src/server/settings/read-service.ts'
import { readDocuments } from '../../src/source/document.ts'
import { type MappingEntry, type SourceNode, toData } from '../../src/source/node.ts'
import { Editor } from '../authoring/editor.ts'

const page = readFileSync(new URL('../../docs/service.md', import.meta.url), 'utf8')
// Below the line that names the schema, which a test does not look for on disk.
const example = /^```yaml\n# yaml-language-server: \$schema=\S+\n([\s\S]*?)^```/m.exec(page)?.[1] ?? ''
const isValid = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(serviceSchema)
const isKnown = (name: string): boolean => /^[A-Z_]+$/.test(name)
/** An environment in which every secret is set. */
const env = new Proxy({}, { get: (_, name) => (isKnown(String(name)) ? 'https://x.example.test' : undefined) })

function dataOf(text: string): unknown {
  const [document] = readDocuments('service.yaml', text).documents
  return document && toData(document.root)
}

function entriesIn(node: SourceNode): MappingEntry[] {
  if (node.kind === 'list') return node.items.flatMap(entriesIn)
  return node.kind === 'mapping' ? node.entries.flatMap((entry) => [entry, ...entriesIn(entry.value)]) : []
}

/** The example with each key misspelt in turn, with each value replaced by others, and with each key left out. */
function spoilings(): string[] {
  const [document] = readDocuments('service.yaml', example).documents
  return (document ? entriesIn(document.root) : []).flatMap(({ keyEnd, value: { start, end } }) => {
    const replaced = (by: string): string => `${example.slice(0, start)}${by}${example.slice(end)}`
    const misspelt = `${example.slice(0, keyEnd)}x${example.slice(keyEnd)}`
    return [misspelt, ...['~', '""', '0', '7', '-1', '24', '1.5', 'words', 'true', '[]', '[words]', '{}', '{ env: A }'].map(replaced)]
  })
}

test('an editor refuses exactly the files that have a wrong form, and none of them starts a service', () => {
  const texts = spoilings()
  const refused = texts.filter((text) => {
    const data = dataOf(text)
    expect([text, isValid(data)]).toEqual([text, errorsOf(serviceForms, 'Service', data).length === 0])
    if (!isValid(data)) expect([text, readService('service.yaml', text, env).ok]).toEqual([text, false])
    return !isValid(data)
  })
  expect(isValid(dataOf(example))).toBe(true)
  expect(refused.length).toBeGreaterThan(300)
  expect(texts.length - refused.length).toBeGreaterThan(30)
})

test('the choices and defaults that it tells are those of the service', () => {
  const told = JSON.stringify(serviceSchema)
  expect(told).toContain(`"enum":${JSON.stringify(scopes)}`)
  expect(told).toContain(`"enum":${JSON.stringify(eventNames)}`)
  const { perCaller, perStranger, bodyBytes, words, tests } = defaultLimits
  for (const limit of [perCaller, perStranger, bodyBytes, words, tests]) expect(told).toContain(`Left out, \`${limit}\``)
})

test('every object in it is closed, or says what else it may hold', () => {
  const open = (value: unknown, path: string): string[] => {
    if (typeof value !== 'object' || value === null) return []
    const isOpen = 'type' in value && value.type === 'object' && !('additionalProperties' in value)
    return [...(isOpen ? [path] : []), ...Object.entries(value).flatMap(([key, part]) => open(part, `${path}/${key}`))]
  }
  expect(open(serviceSchema, '')).toEqual([])
})

test('an editor tells what settings mean, offers them and marks mistakes', async () => {
  const editor = new Editor(serviceSchema)
  expect(await editor.marks(example)).toEqual([])
  expect(await editor.marks(example.replace('checks: true', 'cheks: true'))).toEqual([expect.stringMatching(/cheks/)])
  expect(await editor.hover(example.replace('privateKey', 'private|Key'))).toContain('Never the private key itself')
  const offers = await editor.offers(example.replace('  checks: true\n', '  checks: true\n  rej|\n'))
  expect(offers.map(({ label }) => label)).toEqual(expect.arrayContaining(['rejudgeMs', 'rejectAfterMs']))
})

test.each([
  ['a key that nobody reads', 'apiVersion: onlyif/v1\nkind: Service\nlimts: { perCaller: 3 }\n', 'the settings: it has `limts`', '3:1-3:6'],
  ['a key within others', 'apiVersion: onlyif/v1\nkind: Service\nlimits:\n  perCaler: 3\n', '`limits`: it has `perCaler`', '4:3-4:11'],
  ['a value', 'apiVersion: onlyif/v1\nkind: Service\nlimits:\n  perCaller: three\n', '`limits.perCaller`: it must be', '4:14-4:19'],
  [
    'a value that is missing',
    'apiVersion: onlyif/v1\nkind: Service\nlimits:\n  perCaller:\n',
    '`limits.perCaller`: it must be',
    '4:3-4:12',
  ],
])('a mistake is told where it is: %s', (_, text, message, place) => {
  const read = readService('service.yaml', text, env)
  const told = read.ok
    ? []
    : read.diagnostics.map(({ message: says, range }) => [
        says,
        range && `${range.start.line}:${range.start.column}-${range.end.line}:${range.end.column}`,
      ])
  expect(told).toEqual([[expect.stringContaining(message), place]])
})
