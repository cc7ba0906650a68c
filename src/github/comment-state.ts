import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Standing } from '../engine/standing.ts'

/** How launches stood at the last run and before it; kept in the comment, where anybody may have changed it. */
export interface CommentState {
  readonly last: ReadonlyMap<string, Standing>
  readonly before: ReadonlyMap<string, Standing>
}

type Verdict = Standing['verdict']
type Outcome = Standing['outcomes'] extends ReadonlyMap<string, infer T> ? T : never

const verdicts: readonly Verdict[] = ['go', 'conditional-go', 'hold', 'no-go']
const outcomes: readonly Outcome[] = ['met', 'unmet', 'unknown', 'waived', 'not-applicable']

/** More than this is left out, requirements first: a comment is for people. */
const longest = 6000
const mostBytes = 1 << 20
const mostLaunches = 5000
const name = 'onlyif'

/** The beginning of the hidden first line by which a comment is known again. `key` tells one gate of a repository from another. */
export function markerOf(key: string): string {
  return `<!-- ${name} ${key.replaceAll(/[^A-Za-z0-9]/g, '')} `
}

/** The hidden first line: the marker and the state, of which no character ends a comment. */
export function hiddenLine(key: string, state: CommentState): string {
  const full = packed(state, true)
  const short = full.length > longest ? packed(state, false) : full
  return `${markerOf(key)}${short.length > longest ? '' : short} -->\n`
}

/** What the hidden first line of a comment says, as far as it can be believed to be of this form; nothing where it is not. */
export function stateIn(body: string, key: string): CommentState {
  const none: CommentState = { last: new Map(), before: new Map() }
  const line = body.split('\n', 1)[0] ?? ''
  const marker = markerOf(key)
  const text = line.startsWith(marker) ? /^([A-Za-z0-9+/=]{1,20000}) -->\s*$/.exec(line.slice(marker.length))?.[1] : undefined
  if (text === undefined) return none
  try {
    const data: unknown = JSON.parse(inflateRawSync(Buffer.from(text, 'base64'), { maxOutputLength: mostBytes }).toString('utf8'))
    return Array.isArray(data) ? { last: standingsIn(data[0]), before: standingsIn(data[1]) } : none
  } catch {
    return none
  }
}

function packed({ last, before }: CommentState, withOutcomes: boolean): string {
  const rows = (standings: ReadonlyMap<string, Standing>): unknown[] =>
    [...standings].map(([id, { verdict, outcomes: own }]) => [
      id,
      verdicts.indexOf(verdict),
      ...(withOutcomes ? [Object.fromEntries([...own].map(([requirement, outcome]) => [requirement, outcomes.indexOf(outcome)]))] : []),
    ])
  return deflateRawSync(JSON.stringify([rows(last), rows(before)])).toString('base64')
}

function standingsIn(rows: unknown): Map<string, Standing> {
  if (!Array.isArray(rows)) return new Map()
  return new Map(
    rows.slice(0, mostLaunches).flatMap((row: unknown): [string, Standing][] => {
      if (!Array.isArray(row)) return []
      const [id, index, own] = row as readonly unknown[]
      const verdict = typeof index === 'number' ? verdicts[index] : undefined
      return typeof id === 'string' && verdict ? [[id, { verdict, outcomes: outcomesIn(own) }]] : []
    }),
  )
}

function outcomesIn(data: unknown): Map<string, Outcome> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return new Map()
  return new Map(
    Object.entries(data).flatMap(([id, index]): [string, Outcome][] => {
      const outcome = typeof index === 'number' ? outcomes[index] : undefined
      return outcome ? [[id, outcome]] : []
    }),
  )
}
