import { execFileSync } from 'node:child_process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Workplace } from './harness.ts'

const commitment = (id: string, title: string, ...requirements: string[]): string =>
  `apiVersion: onlyif/v1\nkind: Commitment\nid: ${id}\ntitle: ${title}\nowner: cco\ngoToMarketOnlyIf:\n${requirements.map((item) => `  ${item}\n`).join('')}`
const asks = (id: string, title: string, demand: string): string =>
  `- { id: ${id}, title: ${title}, owner: product, require: { ${demand} } }`

const csat = asks('delight', 'beta customers like it', 'beta.csat: { atLeast: 4.2 }')
const bugs = asks('sound', 'no blocker is open', 'beta.blockers: 0')
const promise = (...requirements: string[]): string => commitment('promise', 'We go only after these are met', ...requirements)

let place = new Workplace({})
const git = (...args: string[]): void => {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.test', ...args], { cwd: place.folder, stdio: 'ignore' })
}
const commit = (text: string, file = 'rules/promise.yaml'): void => {
  place.write(file, text)
  git('add', '-A')
  git('commit', '-qm', 'a change')
}
beforeEach(() => {
  place = new Workplace({})
  git('init', '-q')
  commit(promise(csat, bugs))
})
afterEach(() => place.remove())

const told = async (...argv: string[]): Promise<string[]> => {
  const { err } = await place.run(['lint', '--base', 'HEAD', ...argv])
  return [...err.replaceAll(/\n(?!warning|error)/g, ' ').matchAll(/\[commitment\/reused-id\]: (.*?) {3}--> (\S+)/g)].map(
    ([, message = '', at = '']) => `${message} @ ${at}`,
  )
}

test('an id in the base that stands for something else is told; wording, bars and facts alone are not', async () => {
  place.write('rules/promise.yaml', promise(asks('delight', 'support is trained', 'support.trained: 90%'), bugs))
  expect(await told()).toEqual([
    'the id `delight` stood for another requirement in `HEAD`: `beta customers like it` @ rules/promise.yaml:7:11',
  ])
  for (const edited of [
    asks('delight', 'customers of the beta like it a lot', 'survey.csat: { atLeast: 4.2 }'),
    asks('delight', 'support is trained', 'beta.csat: { atLeast: 4.2 }, support.trained: 90%'),
    asks('delight', 'beta customers like it', 'beta.csat: { atLeast: 4.9 }'),
    asks('gladness', 'support is trained', 'support.trained: 90%'),
  ]) {
    place.write('rules/promise.yaml', promise(edited, bugs))
    expect(await told(), edited).toEqual([])
  }
})

test('an id that was deleted and comes back for something else is told; what comes back as it was is not', async () => {
  commit(promise(bugs))
  commit(promise(asks('sound', 'nothing is open that blocks', 'beta.blockers: 0')))
  place.write('rules/promise.yaml', promise(asks('delight', 'beta customers like it', 'beta.csat: { atLeast: 3 }'), bugs))
  expect(await told()).toEqual([
    expect.stringMatching(
      /^the id `delight` stood for another requirement before commit `[0-9a-f]{8}` deleted it: `beta customers like it` @/,
    ),
  ])
  place.write('rules/promise.yaml', promise(csat, bugs))
  expect(await told()).toEqual([])
  place.write('rules/promise.yaml', promise(bugs))
  place.write('rules/moved.yaml', commitment('other', 'Another promise', csat))
  expect(await told()).toEqual([])
})

test('so is the id of a commitment, and then nothing of what is in it', async () => {
  commit(commitment('prices', 'We change prices only after customers were told', csat), 'rules/prices.yaml')
  place.write(
    'rules/prices.yaml',
    commitment('prices', 'Every launch is safe for children', asks('seen', 'a reviewer saw it', 'review.signed: true')),
  )
  expect(await told()).toEqual([expect.stringMatching(/^the id `prices` stood for another commitment in `HEAD`: `We change prices/)])
  git('checkout', '-q', '--', '.')
  git('rm', '-q', 'rules/prices.yaml')
  git('commit', '-qm', 'no more')
  place.write(
    'rules/new.yaml',
    commitment('prices', 'We change prices slowly', asks('delight', 'a reviewer saw it', 'review.signed: true')),
  )
  expect(await told()).toEqual([expect.stringMatching(/^the id `prices` stood for another commitment before commit/)])
  expect(await told('rules/promise.yaml')).toEqual([])
})

test('a comment with a reason keeps it, and is never idle, as the base moves on', async () => {
  const comment = '# onlyif-disable-next-line commitment/reused-id -- nothing was decided under it yet\n  '
  place.write('rules/promise.yaml', promise(`${comment}${asks('delight', 'support is trained', 'support.trained: 90%')}`, bugs))
  expect(await told()).toEqual([])
  git('commit', '-qam', 'edited')
  for (const argv of [['lint'], ['lint', '--base', 'HEAD']]) expect((await place.run(argv)).err).not.toContain('unused-silence')
})

test('a base that cannot be read is refused', async () => {
  const ran = await place.run(['lint', '--base', 'nowhere'])
  expect(ran.err).toContain('`nowhere` is not a commit')
  expect(ran.code).toBe(2)
})
