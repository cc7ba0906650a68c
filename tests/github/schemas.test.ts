import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { document, operationIds, operations, wrongInAnswer } from './fake/contract.ts'
import { below, followed, isTree } from './fake/json-schema.ts'
import { webhookNames } from './webhook-schemas.ts'

const folder = join(dirname(fileURLToPath(import.meta.url)), 'schemas')

interface Origin {
  readonly file: string
  readonly fileDigest: string
  readonly operations?: readonly string[]
  readonly webhooks?: readonly string[]
}

const origin = JSON.parse(readFileSync(join(folder, 'origin.json'), 'utf8')) as readonly Origin[]

test.each(origin.map((one) => [one.file, one] as const))('%s is as it was taken from its package', (file, { fileDigest }) => {
  expect(
    `sha256:${createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex')}`,
  ).toBe(fileDigest)
})

test('the excerpts hold what their origin lists', () => {
  expect([...operationIds].sort()).toEqual([...(origin[0]?.operations ?? [])].sort())
  expect([...webhookNames].sort()).toEqual([...(origin[1]?.webhooks ?? [])].sort())
})

test("GitHub's own examples are judged good, but for those that are older than their schema", () => {
  const examples = operations.flatMap((operation) =>
    Object.entries(below(operation.specification, 'responses')).flatMap(([status, answer]) =>
      Object.entries(below(isTree(answer) ? answer : {}, 'content')).flatMap(([mediaType, content]) =>
        Object.values(below(content, 'examples'))
          .filter(isTree)
          .map((example) => ({ operation, status: Number(status), mediaType, value: followed(document, example)['value'] })),
      ),
    ),
  )
  const bad = examples.filter(({ operation, status, mediaType, value }) => wrongInAnswer(operation, status, mediaType, value).length > 0)
  expect(examples.length).toBeGreaterThan(40)
  expect(bad.map((one) => one.operation.id).sort()).toEqual([
    'actions/get-pending-deployments-for-run',
    'pulls/get',
    'pulls/list',
    'repos/get',
    'repos/get-commit',
    'repos/list-pull-requests-associated-with-commit',
  ])
})
