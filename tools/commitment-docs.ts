import { readFileSync, writeFileSync } from 'node:fs'
import { between } from './action-docs.ts'

interface Part {
  readonly description?: string
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Part>>
  readonly required?: readonly string[]
  readonly else?: Part
  readonly $defs?: Readonly<Record<string, Part>>
}

/** A key as the page tells it: its path, what it means, and how it is written. */
export interface KeyRow {
  readonly key: string
  readonly means: string
  readonly example: string
}

const read = (name: string): Part => JSON.parse(readFileSync(new URL(`../schemas/${name}.schema.json`, import.meta.url), 'utf8')) as Part
const schemas: Readonly<Record<string, Part>> = { commitment: read('commitment'), definitions: read('definitions') }

/** The keys of a commitment, or of a requirement, in the order of the schema. */
export function keysOf(what: 'commitment' | 'requirement'): KeyRow[] {
  const part = schemas['commitment'] ?? {}
  return rowsOf(what === 'commitment' ? part : (part.$defs?.['requirement'] ?? {}), '')
}

function rowsOf(part: Part, above: string): KeyRow[] {
  const { properties = {}, required = [] } = part.else?.properties ? part.else : part
  return Object.entries(properties).flatMap(([name, own]) => {
    const key = `${above}${name}`
    const { description = '' } = own
    const inner = referred(own)
    // A condition has keys of its own, which are the names of facts.
    const isCondition = own.$ref?.endsWith('/condition') === true
    const row = {
      key,
      means: meansOf(description, above === '' && required.includes(name)),
      example: exampleOf(name, description, isCondition),
    }
    return [row, ...(isCondition || name === 'same' ? [] : rowsOf(inner, `${key}.`))]
  })
}

function referred({ $ref, ...own }: Part): Part {
  const [, file = '', name = ''] = /^(?:(\w+)\.schema\.json)?#\/\$defs\/(\w+)$/.exec($ref ?? '') ?? []
  return $ref === undefined ? own : (schemas[file || 'commitment']?.$defs?.[name] ?? {})
}

function meansOf(description: string, isRequired: boolean): string {
  const [before = ''] = description.split(' For example `')
  return `${before}${isRequired ? ' **Needed.**' : ''}`
}

/** The example that a description gives, or else the last value that it names. */
function exampleOf(name: string, description: string, isCondition: boolean): string {
  if (name === 'goToMarketOnlyIf') return '`goToMarketOnlyIf: [..]`, a list of [requirements](#a-requirement)'
  const code =
    /For example `([^`]+)`/.exec(description)?.[1] ??
    description
      .match(/`([^`]+)`/g)
      ?.at(-1)
      ?.slice(1, -1) ??
    ''
  return `\`${name}: ${isCondition ? `{ ${code} }` : code}\``
}

/** The page about commitments with its two tables as the schema has them. */
export function withKeys(page: string): string {
  return (['commitment', 'requirement'] as const).reduce(
    (text, what) => between(text, what, ['| key | means | for example |', '| --- | --- | --- |', ...keysOf(what).map(line)]),
    page,
  )
}

function line({ key, means, example }: KeyRow): string {
  return `| \`${key}\` | ${means.replaceAll('|', '\\|')} | ${example.replaceAll('|', '\\|')} |`
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const page = 'docs/commitment.md'
  writeFileSync(page, withKeys(readFileSync(page, 'utf8')))
}
