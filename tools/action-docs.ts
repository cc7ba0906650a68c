import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'

interface Described {
  readonly description: string
  readonly default?: string
}

interface ActionFile {
  readonly inputs: Readonly<Record<string, Described>>
  readonly outputs: Readonly<Record<string, Described>>
}

/** The Action's page with its two tables as `action.yml` has them. */
export function withTables(page: string, actionYml: string): string {
  const { inputs, outputs } = parse(actionYml) as ActionFile
  const inputRows = Object.entries(inputs).map(([name, item]) => `| \`${name}\` | ${item.description} | ${defaultOf(item)} |`)
  const outputRows = Object.entries(outputs).map(([name, { description }]) => `| \`${name}\` | ${description} |`)
  const filled = between(page, 'inputs', ['| input | means | default |', '| --- | --- | --- |', ...inputRows])
  return between(filled, 'outputs', ['| output | means |', '| --- | --- |', ...outputRows])
}

function defaultOf({ default: value }: Described): string {
  return value === undefined ? '' : `\`${value}\``
}

/** A page with these lines between the marks of that name. */
export function between(page: string, name: string, lines: readonly string[]): string {
  const pattern = new RegExp(`(<!-- ${name}: [^\\n]*-->\\n)[\\s\\S]*?(<!-- /${name} -->)`)
  if (!pattern.test(page)) throw new Error(`the page has no place for ${name}`)
  return page.replace(pattern, (_, start: string, end: string) => `${start}\n${lines.join('\n')}\n\n${end}`)
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const page = 'docs/action.md'
  writeFileSync(page, withTables(readFileSync(page, 'utf8'), readFileSync('action.yml', 'utf8')))
}
