import { workplace } from './workplace.ts'

export const promise = (header: string, requirement: string): string =>
  `apiVersion: onlyif/v1\nkind: Commitment\n${header}\nowner: cco\ngoToMarketOnlyIf:\n  - id: help\n    owner: docs\n${requirement.replaceAll(/^/gm, '    ')}\n`
export const plain = 'id: promise\ntitle: We go to market only if people get help'
export const catalog = (facts: string): string => `apiVersion: onlyif/v1\nkind: FactCatalog\nfacts:\n${facts.replaceAll(/^/gm, '  ')}\n`
export const launch = (id: string, body: string): string =>
  `apiVersion: onlyif/v1\nkind: Launch\nid: ${id}\ntitle: A launch\nowner: team\n${body}\n`

/** The codes that lint tells of these files. */
export async function told(files: Readonly<Record<string, string>>, argv: readonly string[] = []): Promise<string[]> {
  const { err } = await workplace(files).run(['lint', ...argv])
  return [...err.matchAll(/^\w+\[([\w/-]+)\]/gm)].map((match) => match[1] ?? '')
}
