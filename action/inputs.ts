import { readDate } from '../src/model/date.ts'
import { type Format, formats, isFormat } from '../src/report/formats.ts'
import { didYouMean } from '../src/source/suggest.ts'
import type { Runner } from './runner.ts'

/** Every input, in the order in which `action.yml` and the docs list them. */
export const inputNames = [
  ...(['launch', 'facts', 'only', 'no-exceptions'] as const),
  ...(['report', 'annotations', 'comment', 'check', 'attest'] as const),
  ...(['dry-run', 'now', 'trusted', 'commitments', 'catalog', 'waivers', 'mapping'] as const),
  ...(['token', 'server-url'] as const),
] as const

export type InputName = (typeof inputNames)[number]

/** A report that is asked for; without a path it goes beside the decision. */
export interface ReportAsked {
  readonly format: Format
  readonly path?: string
}

/** What a workflow asks for. */
export interface Inputs {
  readonly launch: readonly string[]
  readonly commitments: readonly string[]
  readonly catalog: readonly string[]
  readonly waivers: readonly string[]
  readonly mapping: readonly string[]
  readonly facts: readonly string[]
  readonly now: string | undefined
  readonly noExceptions: boolean
  readonly only: string | undefined
  readonly dryRun: boolean
  readonly trusted: 'branch' | 'workspace'
  readonly comment: boolean
  readonly check: boolean
  readonly annotations: boolean
  readonly report: readonly ReportAsked[]
  readonly attest: boolean
  readonly token: string
  readonly serverUrl: string | undefined
}

/** The inputs, and a sentence for each that cannot be read. */
export interface InputsReading {
  readonly inputs: Inputs
  readonly problems: readonly string[]
}

/** Reads every input; what cannot be read takes its default, and is a problem. */
export function readInputs({ input }: Pick<Runner, 'input'>): InputsReading {
  const problems: string[] = []
  const text = (name: InputName): string | undefined => input(name) || undefined
  const lines = (name: InputName): string[] => {
    const items = input(name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
    if (items.some((item) => item === '-' || item.endsWith('=-'))) problems.push(`\`${name}\`: standard input is not read here`)
    return items
  }
  const flag = (name: InputName, byDefault: boolean): boolean => {
    const value = input(name)
    if (/^(?:true|True|TRUE)$/.test(value)) return true
    if (/^(?:false|False|FALSE)$/.test(value)) return false
    if (value !== '') problems.push(`\`${name}\` must be \`true\` or \`false\`, found \`${value}\``)
    return byDefault
  }
  const now = text('now')
  const time = now === undefined ? undefined : readDate(now)
  if (time && !time.ok) problems.push(`\`now\`: ${time.message}`)
  const trusted = text('trusted') ?? 'branch'
  if (trusted !== 'branch' && trusted !== 'workspace')
    problems.push(`\`trusted\` must be \`branch\` or \`workspace\`, found \`${trusted}\``)
  const serverUrl = text('server-url')
  if (serverUrl !== undefined && !isServer(serverUrl)) problems.push(`\`server-url\` must be an address such as \`https://github.example\``)
  const inputs: Inputs = {
    launch: lines('launch'),
    commitments: lines('commitments'),
    catalog: lines('catalog'),
    waivers: lines('waivers'),
    mapping: lines('mapping'),
    facts: lines('facts'),
    now,
    noExceptions: flag('no-exceptions', false),
    only: text('only'),
    dryRun: flag('dry-run', false),
    trusted: trusted === 'workspace' ? 'workspace' : 'branch',
    comment: flag('comment', true),
    check: flag('check', true),
    annotations: flag('annotations', true),
    report: lines('report').flatMap((line) => reportAsked(line, problems)),
    attest: flag('attest', false),
    token: input('token'),
    serverUrl,
  }
  return { inputs, problems }
}

function reportAsked(line: string, problems: string[]): ReportAsked[] {
  const at = line.indexOf('=')
  const [format, path] = at === -1 ? [line, undefined] : [line.slice(0, at).trim(), line.slice(at + 1).trim()]
  if (!isFormat(format)) {
    const hint = didYouMean(format, formats, `choose of ${formats.join(', ')}`)
    problems.push(`\`report\`: there is no format \`${format}\`${hint === undefined ? '' : `; ${hint}`}`)
    return []
  }
  if (path === '') problems.push(`\`report\`: a path is missing after \`${format}=\``)
  return [path ? { format, path } : { format }]
}

/** An origin: of the web, or on this machine. */
function isServer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, pathname, search, hash } = new URL(text)
  const isLocal = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)
  const isBare = username === '' && password === '' && pathname === '/' && search === '' && hash === ''
  return isBare && (protocol === 'https:' || (protocol === 'http:' && isLocal))
}
