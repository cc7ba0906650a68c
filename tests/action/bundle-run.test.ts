import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakeGitHubForEachTest } from '../github/fake/start.ts'
import { node24For } from '../node-24.ts'
import { bad, good, launch, promise } from './documents.ts'
import { mayWrite } from './shop.ts'
import { type ActionRun, pullPayload, Stage } from './stage.ts'

const github = fakeGitHubForEachTest()
const bundle = join(import.meta.dirname, '../../action/dist/index.js')
let stage: Stage
beforeEach(() => {
  stage = new Stage()
})
afterEach(() => stage.remove())

/** Runs the committed bundle as a runner does. */
function runBundle(node: string, env: Readonly<Record<string, string>>): Promise<ActionRun> {
  return new Promise((done, failed) => {
    const child = spawn(node, [bundle], { env: { PATH: '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    const log: string[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => log.push(chunk.toString('utf8')))
    child.on('error', failed)
    child.on('close', (code) => done(stage.read(code ?? -1, log.join(''))))
  })
}

test.for([
  ['go', 'Node 24', good, 0, 'success'],
  ['no-go', 'Node 24', bad, 1, 'failure'],
  ['no-go', 'the Node that runs this', bad, 1, 'failure'],
] as const)('the committed bundle: %s on %s', async ([verdict, which, facts, code, conclusion], context) => {
  const node = which === 'Node 24' ? await node24For(context) : process.execPath
  const fake = github()
  const repository = fake.repository('acme/shop', { private: true })
  repository.commit({ files: { 'rules/promise.yaml': promise(4.2), 'launch.yaml': launch('a', good) } })
  repository.branch('change')
  repository.commit({ branch: 'change', files: { 'launch.yaml': launch('a', facts), x: 'y' } })
  const pull = repository.openPullRequest({ head: 'change' })
  const token = fake.actionsToken(repository, mayWrite)
  const given = { event: 'pull_request', payload: pullPayload(pull, repository), ref: 'refs/pull/1/merge', token }
  const done = await runBundle(node, stage.environment(fake, repository, given))
  expect(done).toMatchObject({ code, outputs: { verdict } })
  expect([...repository.checkRuns.values()].map((check) => check.conclusion)).toEqual([conclusion])
  expect(repository.comments.size).toBe(1)
})
