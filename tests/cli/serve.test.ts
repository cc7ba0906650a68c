import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Io } from '../../src/cli/io.ts'
import { promise, Workplace } from './harness.ts'

const settings = 'apiVersion: onlyif/v1\nkind: Service\nproxy: { header: X-Forwarded-User, addresses: [10.1.0.7] }\n'
let place: Workplace
let told: string[] = []
beforeEach(() => {
  place = new Workplace({ 'rules/promise.yaml': promise, 'service.yaml': settings })
  told = []
})
afterEach(() => place.remove())

/** Serves until it has greeted, does some work then, and gives what was told on the side. */
async function greeted(
  argv: readonly string[],
  io: Partial<Io> = {},
  work: (url: string) => Promise<void> = async () => undefined,
): Promise<string> {
  let url = ''
  const { code } = await place.run(['serve', '--port', '0', '--log', 'silent', ...argv], {
    onInterrupt: (end) => void work(url).then(end, end),
    ...io,
    stderr: (text) => {
      told.push(text)
      url = /listens on (http:\S+)/.exec(text)?.[1] ?? url
    },
  })
  expect(code, told.join('')).toBe(0)
  return told.join('')
}

const hint = /^To sign in, make a token and enter it on http:\/\/\S+\/sign-in:\n {2}onlyif (token create .*--name you --scope read)$/m

test('on a terminal a link signs in once; nothing is said of tokens', async () => {
  const err = await greeted([], { stderrIsTerminal: true })
  expect(err).toMatch(/^ {2}dashboard {2}http:\S+\/sign-in\?once=\S+$/m)
  expect(err).not.toMatch(hint)
})

test('where it prints into a log it prints no way in, but the command that makes one, and that works', async () => {
  const err = await greeted([], {}, async (url) => {
    const [, command = ''] = hint.exec(told.join('')) ?? []
    const { code, out } = await place.run(command.split(' '), { cwd: '/' })
    expect(code).toBe(0)
    const token = out.trim()
    const answer = await fetch(`${url}/v1/launches`, { headers: { authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(200)
  })
  expect(err).not.toContain('once=')
  expect(err).toMatch(hint)
})

test.each([[[]], [['--demo']]])('for others than this machine %j says the same on a terminal', async (argv) => {
  const err = await greeted([...argv, '--host', '0.0.0.0'], { stderrIsTerminal: true })
  expect(err).toMatch(hint)
  expect(err).not.toContain('once=')
})

test('where a proxy signs people in nobody needs a token', async () => {
  expect(await greeted(['--settings', 'service.yaml'])).not.toMatch(hint)
})
