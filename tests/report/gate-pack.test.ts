import { describe, expect, test } from 'vitest'
import type { Decision } from '../../src/model/generated/types.ts'
import { report } from '../../src/report/reporters.ts'
import { commitment, decisionOf, launch } from './decisions.ts'

const text = (html: string): string => html.replaceAll(/<[^>]+>/g, '').trim()

/** The requirements of a pack: their heading, the names of columns, and each row or stage as the text of its first two cells. */
function requirementsOf(decision: Decision): { readonly heading: string; readonly columns: string[]; readonly rows: string[] } {
  const page = report([decision], { format: 'html' })
  const [, heading = '', table = ''] = /<h2>([^<]*)<\/h2>\n(<table class="requirements[\s\S]*?<\/table>)/.exec(page) ?? []
  const rows = [...table.matchAll(/<tr(?: class="stage")?>(?!<th scope="col")(.*?)<\/tr>/g)].map(([, row = '']) =>
    row
      .split(/<\/t[dh]>/)
      .slice(0, 2)
      .map((cell) => text(/<p class="title">(.*?)<\/p>/.exec(cell)?.[1] ?? cell))
      .filter((cell) => cell !== '')
      .join(' '),
  )
  return { heading, columns: [...table.matchAll(/<th scope="col">(.*?)<\/th>/g)].map(([, name = '']) => name), rows }
}

const plain = {
  kept: 'require:\n  a.kept: true',
  unsaid: 'require:\n  a.unsaid: true',
  broken: 'require:\n  a.broken: true',
}
const facts = launch('a.kept: true\na.broken: false')

describe('the requirements of a gate pack', () => {
  test('stand without stages, and without columns in which nothing stands, where commitments speak of neither', () => {
    const { heading, columns, rows } = requirementsOf(decisionOf({ 'rules.yaml': commitment(plain), 'launch.yaml': facts }))
    expect(heading).toBe('Requirements')
    expect(columns).toEqual(['Outcome', 'We go to market', 'Evidence, its age and where to see it'])
    expect(rows).toEqual(['✖ not met only if broken holds', '? unknown only if unsaid holds', '● met only if kept holds'])
  })

  test('stand by stage, what is not met first, with what is said of customers', () => {
    const staged = {
      ...plain,
      kept: `stage: get help\ndishonors: leaving them alone\n${plain.kept}`,
      broken: `stage: get help\n${plain.broken}`,
    }
    const rules = commitment(staged, 'journey: [discover, get help]\n')
    const { heading, columns, rows } = requirementsOf(decisionOf({ 'rules.yaml': rules, 'launch.yaml': facts }))
    expect(heading).toBe('Requirements by stage of the customers’ journey')
    expect(columns).toEqual(['Outcome', 'We go to market', 'Would dishonor them', 'Evidence, its age and where to see it'])
    expect(rows).toEqual([
      'get help',
      '✖ not met only if broken holds',
      '● met only if kept holds',
      'the whole journey',
      '? unknown only if unsaid holds',
    ])
  })
})
