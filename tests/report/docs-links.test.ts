import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { readDocsAddress } from '../../src/model/docs-address.ts'
import { report } from '../../src/report/reporters.ts'
import { good, launch, promise, Workplace } from '../cli/harness.ts'
import { exampleDecision } from './decisions.ts'
import { hostile, infected, infections } from './infected.ts'
import { readHtml } from './readers.ts'
import { liveIn } from './safe-markdown.ts'

const saved = exampleDecision('saved-baskets')
const site = 'https://docs.example.test/promises'
const page = `${site}/commitment-market-promise.html#beta-delight`

const place = new Workplace({ 'rules/promise.yaml': promise, 'launch.yaml': launch('a', good.replace('4.4', '3')) })
afterAll(() => place.remove())

describe('requirements are linked to their pages', () => {
  test('in text, Markdown and HTML, and nowhere else', () => {
    const docs = site
    expect(report([saved], { format: 'text', docs })).toContain(`\n    docs    ${page}\n`)
    expect(report([saved], { format: 'markdown', docs })).toMatch(
      /\*\*\[only if [^\]]+\]\(https:\/\/docs\.example\.test\/promises\/commitment-market/,
    )
    expect(readHtml(report([saved], { format: 'html', docs })).links).toContain(page)
    for (const format of ['json', 'csv', 'junit', 'sarif', 'github'] as const)
      expect(report([saved], { format, docs }), format).toBe(report([saved], { format }))
  })

  test('a path is one from where the report lies', () => {
    expect(report([saved], { format: 'html', docs: '../promises' })).toContain(
      'href="../promises/commitment-market-promise.html#beta-delight"',
    )
  })

  test('whatever is named and whatever a decision says, no other scheme, mark-up or line break comes of it', () => {
    fc.assert(
      fc.property(
        infections,
        fc.oneof(hostile, fc.constantFrom('javascript:alert(1)', '//evil.test', 'https://a@b.test', site)),
        (change, docs) => {
          const one = infected(saved, change)
          const links = readHtml(report([one], { format: 'html', docs })).links
          expect(links.filter((link) => !/^(?:https?:\/\/[^\s"<>]+|#launch-\d+|[A-Za-z0-9._~%/-]+#[a-z0-9-]+)$/.test(link))).toEqual([])
          const markdown = report([one], { format: 'markdown', docs })
          const ours = markdown
            .replaceAll(
              /\]\((?:https:\/\/docs\.example\.test|[A-Za-z0-9._~%-]+)\/[A-Za-z0-9._~%/-]*commitment-[a-z0-9-]+\.html#[a-z0-9-]+\)/g,
              '',
            )
            .replaceAll('**[only if', '**only if')
          expect(liveIn(ours)).toEqual([])
        },
      ),
      { numRuns: 100 },
    )
  })
})

test.each(['https://docs.example.test', 'https://docs.example.test:8443/a/', 'promises', '../promises/', './x', 'a%20b'])(
  '%s is the address of a site',
  (text) => {
    expect(readDocsAddress(text)).toEqual({ ok: true, value: text.endsWith('/') ? text : `${text}/` })
  },
)

test.each([
  '',
  '/',
  '//evil.test',
  '/promises',
  'http://docs.example.test',
  'HTTPS://x',
  'javascript:alert(1)',
  'https://a@b.test',
  'https://x/?q',
  'https://x/#y',
  'a b',
  'https://x/(y)',
  'https://x/y\n',
])('%j is not', (text) => {
  expect(readDocsAddress(text)).toMatchObject({ ok: false })
})

describe('the command', () => {
  test('takes the site from the command line, else from the config', async () => {
    const none = await place.run(['check'])
    expect(none.out).not.toContain('docs ')
    const named = await place.run(['check', '--docs', site])
    expect(named.out).toContain(`    docs    ${site}/commitment-promise.html#delight\n`)
    place.write('onlyif.yaml', 'apiVersion: onlyif/v1\nkind: Config\ndocs: ../site\n')
    await place.run(['check', '--format', 'json', '--output', 'decision.json'])
    for (const argv of [['check'], ['report', 'decision.json']]) {
      expect((await place.run([...argv])).out).toContain('    docs    ../site/commitment-promise.html#delight\n')
      expect((await place.run([...argv, '--docs', site])).out).toContain(`    docs    ${site}/`)
    }
    const wrong = await place.run(['check', '--docs', 'javascript:alert(1)'])
    expect(wrong).toMatchObject({ code: 2, out: '' })
    expect(wrong.err).toContain('--docs: `javascript:alert(1)` is not the address of a site')
  })

  test('leads to pages that `onlyif docs` wrote', async () => {
    place.write('onlyif.yaml', 'apiVersion: onlyif/v1\nkind: Config\ndocs: site\n')
    await place.run(['docs', 'site'])
    const { readFileSync } = await import('node:fs')
    const { out } = await place.run(['check', '--format', 'html'])
    const links = readHtml(out).links.filter((link) => link.startsWith('site/'))
    expect(links).toHaveLength(2)
    for (const link of links) {
      const [file = '', anchor = ''] = link.split('#')
      expect(readFileSync(`${place.folder}/${file}`, 'utf8')).toContain(`id="${anchor}"`)
    }
  })
})
