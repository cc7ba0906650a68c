import { afterEach, describe, expect, test } from 'vitest'
import { git, given, place, read } from './init-place.ts'

afterEach(() => place.remove())

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ')

describe('the branch that pull requests go to', () => {
  const commit = (): unknown => git('commit', '-q', '--allow-empty', '-m', 'first')

  test('is what the remote says, and nothing is said of a guess', async () => {
    given({})
    git('init', '-q', '-b', 'main')
    commit()
    git('switch', '-q', '-c', 'feature')
    git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/develop')
    const { out } = await place.run(['init', 'shop'])
    expect(read('.github/workflows/onlyif.yml')).toMatch(/npx --yes onlyif@\S+ check --trusted-ref origin\/develop/)
    expect(out).not.toContain('taken to be')
  })

  test('is what the config that is here trusts, which the remote may choose from', async () => {
    given({ 'onlyif.yaml': 'apiVersion: onlyif/v1\nkind: Config\ntrustedBranches: [trunk, develop]\n' })
    git('init', '-q', '-b', 'feature')
    expect((await place.run(['init', '--dry-run'])).out).not.toContain('taken to be')
    await place.run(['init'])
    expect(read('.github/workflows/onlyif.yml')).toContain('`onlyif (trunk)`')
    git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/develop')
    expect((await place.run(['init'])).out).toContain('Commit it to develop')
  })

  test.each([
    ['master, which is out', ['master'], 'It is taken to be master, the current one.'],
    ['master beside main, when it is out', ['main', 'master'], 'It is taken to be master, the current one.'],
    ['main, when something else is out', ['main', 'feature'], 'It is taken to be main, by its name.'],
    ['what is out, where there is no main', ['trunk'], 'It is taken to be trunk, the current one.'],
  ])('is else %s, and the guess is told', async (_, branches, told) => {
    given({})
    git('init', '-q', '-b', branches[0] ?? '')
    commit()
    for (const name of branches.slice(1)) git('switch', '-q', '-c', name)
    const { out } = await place.run(['init'])
    expect(flat(out)).toContain(`No remote says which branch pull requests go to. ${told}`)
    const [, name] = /taken to be (\w+)/.exec(told) ?? []
    expect(read('onlyif.yaml')).toContain(`trustedBranches: [${name}]`)
    expect(read('.github/workflows/onlyif.yml')).toContain(`the check \`onlyif (${name})\``)
  })

  test('is main where there is no repository', async () => {
    const { out } = await given({}).run(['init'])
    expect(flat(out)).toContain('It is taken to be main, as is usual. If it is another, change it in onlyif.yaml and in the workflow.')
  })

  test('a branch whose name a shell would obey is not written into the workflow, and that is told', async () => {
    given({})
    git('init', '-q', '-b', '$(touch${IFS}x)')
    const { out } = await place.run(['init', 'shop'])
    expect(read('.github/workflows/onlyif.yml')).toContain('origin/main')
    expect(read('.github/workflows/onlyif.yml')).not.toContain('touch')
    expect(flat(out)).toContain('The branch $(touch${IFS}x) has a name that no command should hold: main is written in its place.')
  })
})
