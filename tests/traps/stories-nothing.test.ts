import { describe, expect, test } from 'vitest'
import { folderOf } from '../world/temporary-folder.ts'
import { errorsIn, onlyif } from './command.ts'
import { expectUndecided, type Files, filesFor, folderFor } from './folder.ts'
import { head } from './gate.ts'

describe('§4 nothing judged is not a go', () => {
  const commitment = filesFor({})['rules/promise.yaml'] ?? ''
  const launch = filesFor({ facts: 'beta.csat: 5' })['launch.yaml'] ?? ''
  const nothing: readonly [law: string, files: Files, argv: readonly string[], code: string][] = [
    ['an empty folder decides nothing', {}, [], 'world/no-commitment world/no-launch'],
    ['without a commitment nothing is decided', { 'launch.yaml': launch }, [], 'world/no-commitment'],
    ['without a launch nothing is decided', { 'rules/promise.yaml': commitment }, [], 'world/no-launch'],
    [
      'a folder of rules with examples alone holds no commitment',
      { 'rules/example.yaml': launch, 'launch.yaml': launch },
      [],
      'world/no-commitment',
    ],
    [
      'a commitment with another ending is not found by the default',
      { 'rules/promise.yml': commitment, 'launch.yaml': launch },
      [],
      'world/misnamed',
    ],
    [
      'a commitment with another ending is not passed over beside others',
      {
        'rules/promise.yaml': commitment,
        'rules/other/promise.yml': commitment.replace('id: promise', 'id: other'),
        'launch.yaml': launch,
      },
      [],
      'world/misnamed',
    ],
    [
      'a config with another ending is not passed over',
      { 'rules/promise.yaml': commitment, 'onlyif.yml': `${head('Config')}requireProof: true\n`, 'launch.yaml': launch },
      [],
      'world/misnamed',
    ],
    [
      'a launch in a folder further down is not passed over beside others',
      {
        'rules/promise.yaml': commitment,
        'launches/checkout.yaml': launch,
        'launches/eu/search.yaml': launch.replace('id: checkout', 'id: search'),
      },
      [],
      'world/misnamed',
    ],
    [
      'a misspelt launch is not nothing to judge',
      { 'rules/promise.yaml': commitment, 'launches/checkout.yaml': launch },
      ['launches/chekout.yaml'],
      'world/nothing-matched',
    ],
    [
      'a glob that matches no launch is not nothing to judge',
      { 'rules/promise.yaml': commitment, 'launch.yaml': launch },
      ['lanches/*.yaml'],
      'world/nothing-matched',
    ],
    [
      'a misspelt folder of commitments is not no commitments',
      { 'rules/promise.yaml': commitment, 'launch.yaml': launch },
      ['--commitments', 'ruls/promise.yaml'],
      'world/nothing-matched',
    ],
    [
      'a glob that matches no commitment is not no commitments',
      { 'rules/promise.yaml': commitment, 'launch.yaml': launch },
      ['--commitments', 'ruls/*.yaml'],
      'world/nothing-matched',
    ],
    [
      'a misspelt catalog is not no catalog',
      { 'rules/promise.yaml': commitment, 'launch.yaml': launch },
      ['--catalog', 'catalogue.yaml'],
      'world/nothing-matched',
    ],
    [
      'misspelt waivers are not no waivers',
      { 'rules/promise.yaml': commitment, 'launch.yaml': launch },
      ['--waivers', 'waiver.yaml'],
      'world/nothing-matched',
    ],
    [
      'misspelt facts are not no facts',
      { 'rules/promise.yaml': commitment, 'launch.yaml': launch },
      ['--facts', 'fact.yaml'],
      'world/nothing-matched',
    ],
    [
      'a mapping that matches no file is told',
      {
        'rules/promise.yaml': commitment,
        'launch.yaml': launch,
        'mapping.yaml': `${head('Mapping')}id: kep\neach: keps/*.yaml\nlaunch: { id: "{file}", title: /title, owner: /owner }\nfacts: {}\n`,
      },
      ['--mapping', 'mapping.yaml'],
      'mapping/nothing-matched',
    ],
    [
      'a commitment where a launch is named is told',
      { 'rules/promise.yaml': commitment, 'launch.yaml': launch },
      ['rules/promise.yaml'],
      'world/wrong-kind',
    ],
    [
      'a launch where commitments are named is told',
      { 'rules/promise.yaml': commitment, 'launch.yaml': launch },
      ['--commitments', 'launch.yaml'],
      'world/wrong-kind',
    ],
    [
      'a path in the config that names nothing is told',
      { 'onlyif.yaml': `${head('Config')}commitments: ruls/promise.yaml\n`, 'rules/promise.yaml': commitment, 'launch.yaml': launch },
      [],
      'world/nothing-matched',
    ],
  ]

  test.each(nothing)('%s', async (_, files, argv, code) => {
    const ran = await onlyif(await folderOf(files), ['check', ...argv, '--format', 'json'])
    expect(errorsIn(ran).map((item) => item.code)).toEqual(code.split(' '))
    expectUndecided(ran)
  })

  const usage: readonly [law: string, argv: readonly string[]][] = [
    ['a command that does not exist', ['chek']],
    ['no command at all', []],
    ['an option that does not exist', ['check', '--no-exeptions']],
    ['a format that does not exist', ['check', '--format', 'jsn']],
    ['a moment that is none', ['check', '--now', '2026-10-32']],
    ['an option without its value', ['check', '--now']],
    ['a requirement to show that does not exist', ['check', '--only', 'beta-deligt']],
    ['a trusted ref where there is no repository', ['check', '--trusted-ref', 'main']],
    ['a trusted ref that would be an option of git', ['check', '--trusted-ref', '--upload-pack=touch x']],
  ]

  test.each(usage)('%s ends with 2, whatever the launch', async (_, argv) => {
    const ran = await onlyif(await folderFor({ facts: 'beta.csat: 5' }), argv)
    expect(ran.code).toBe(2)
    expect(`${ran.stdout}${ran.stderr}`).not.toMatch(/^ {4}at |TypeError|ReferenceError/m)
    expect(`${ran.stdout}${ran.stderr}`.length).toBeGreaterThan(10)
  })
})
