import { decide } from '../../src/engine/decide.ts'
import type { Decision } from '../../src/model/generated/types.ts'
import { canonicalJson, type Digest, digestOf } from '../../src/source/digest.ts'
import type { Append } from '../../src/store/index.ts'
import { keptOf } from '../../src/world/kept.ts'
import { memorySource } from '../../src/world/memory.ts'
import { loadWorld } from '../../src/world/world.ts'

export const now = '2026-10-07T09:00:00Z'

export const commitment = `apiVersion: onlyif/v1
kind: Commitment
id: promise
title: We go to market only if customers told us it is good
owner: cco
goToMarketOnlyIf:
  - { id: delight, title: beta customers tell us it is good, owner: product, require: { beta.csat: { atLeast: 4.2 } } }
  - { id: no-blockers, title: no blocker is open, owner: engineering, require: { beta.blockersOpen: 0 } }
`

export const manifest = (id: string, csat: number | string = 4.4, product = 'checkout'): string =>
  `apiVersion: onlyif/v1\nkind: Launch\nid: ${id}\ntitle: The launch ${id}\nowner: team-${product}\nproduct: ${product}\nfacts: { beta.csat: ${csat}, beta.blockersOpen: 0 }\n`

export const circumstances = { gate: 'http', nowFrom: 'clock', dryRun: false, actor: 'ola' } as const

/** Judges one launch as the service would, and gives what is recorded of it. */
export async function recording(id: string, csat: number | string = 4.4, product = 'checkout', at = now): Promise<Append> {
  const files = { 'rules/promise.yaml': commitment, 'launch.yaml': manifest(id, csat, product) }
  const source = memorySource(new Map(Object.entries(files)))
  const world = await loadWorld({ trusted: source, head: source })
  const [found] = world.launches
  if (!found?.launch) throw new Error(JSON.stringify([world.diagnostics, found?.diagnostics]))
  const { commitments, digests } = world
  const { decision, diagnostics } = await decide({ commitments, digests, launch: found.launch, now: at })
  if (!decision) throw new Error(JSON.stringify(diagnostics))
  return { decision, circumstances, ...keptOf(world, found) }
}

let made: Decision | undefined

/** A decision that differs from every other only by its number: made fast, for tests that need many. */
export async function numbered(number: number, launch = `l-${number % 7}`): Promise<Append> {
  made ??= (await recording('l-0')).decision
  const text = manifest(launch, 4 + (number % 10) / 10)
  const { digest: _, ...rest } = { ...made, launch: { ...made.launch, id: launch, title: `number ${number}` } }
  const inputs = [{ file: 'launch.yaml', side: 'head', as: 'launch', digest: digestOf(text) }] as const
  const decision = { ...rest, digest: digestOf(canonicalJson(rest)) } as Decision
  return {
    decision,
    circumstances: { ...circumstances, labels: { number: String(number) } },
    inputs,
    texts: new Map<Digest, string>([[digestOf(text), text]]),
  }
}
