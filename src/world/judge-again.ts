import { engineName } from '../engine/version.ts'
import type { Decision } from '../model/generated/types.ts'
import type { JudgeAgain, KeptInput, KeptRole, ReplayResult } from '../model/kept.ts'
import { canonicalJson, type Digest } from '../source/digest.ts'
import { replay } from './replay.ts'

/** Judges a decision again and compares: its bytes where the same engine made it, otherwise what came out of each requirement. */
export const judgeAgain: JudgeAgain = async (decision, inputs, textOf) => {
  const replayed = await replay(decision, inputs, textOf)
  if (replayed.ok) return compared(decision, replayed.decision)
  if ('missing' in replayed)
    return { result: 'not-replayable', why: `the text that was judged is not at hand, of ${named(replayed.missing)}` }
  const [first] = replayed.diagnostics
  return { result: 'differs', why: first ? `nothing can be judged: ${first.file}: ${first.message}` : 'the launch is not in its manifest' }
}

function compared(before: Decision, now: Decision): ReplayResult {
  if (now.digest === before.digest) return { result: 'same-bytes' }
  const why = outcomeThatDiffers(before, now)
  if (why !== undefined) return { result: 'differs', why }
  if (before.engine !== engineName) return { result: 'same-outcomes', why: `${engineName} judged, and ${before.engine} did at first` }
  return { result: 'differs', why: 'every outcome is the same, and something else is not' }
}

function outcomeThatDiffers(before: Decision, now: Decision): string | undefined {
  if (now.verdict !== before.verdict || now.blocked !== before.blocked)
    return `the verdict is ${now.verdict}, and was ${before.verdict}${now.verdict === before.verdict ? ', blocked or not' : ''}`
  const outcomes = new Map(now.requirements.map((item) => [item.id, item]))
  for (const { id, outcome, underlying, enforcement } of before.requirements) {
    const other = outcomes.get(id)
    if (!other) return `the requirement \`${id}\` is not judged`
    if (other.outcome !== outcome) return `\`${id}\` is ${other.outcome}, and was ${outcome}`
    if (other.underlying !== underlying) return `without its waivers \`${id}\` is ${other.underlying}, and was ${underlying}`
    if (other.enforcement !== enforcement) return `\`${id}\` is ${other.enforcement}, and was ${enforcement}`
  }
  if (now.requirements.length !== before.requirements.length) return 'there are more requirements'
  return authorised(now) === authorised(before) ? undefined : 'its waivers are others, or somebody else asked for them or approved them'
}

/** Who allowed what, which no version of the engine makes up. */
function authorised({ waivers }: Decision): string {
  const said = waivers.map(({ id, requirement, state, as, reason, requestedBy, approved, expires }) => {
    return { id, requirement, state, as, reason, requestedBy, approved, expires }
  })
  return canonicalJson(said)
}

function named(files: readonly string[]): string {
  const shown = files.slice(0, 3).map((file) => `\`${file}\``)
  return files.length > 3 ? `${shown.join(', ')} and ${files.length - 3} more` : shown.join(' and ')
}

const roles: Readonly<Record<string, KeptRole>> = {
  Config: 'config',
  Commitment: 'commitments',
  FactCatalog: 'catalog',
  Waivers: 'waivers',
  Mapping: 'mappings',
  Launch: 'launch',
  File: 'read',
  Facts: 'facts',
}

const judgedRoles: ReadonlySet<KeptRole> = new Set<KeptRole>(['launch', 'read', 'facts'])

/**
 * What a decision itself says of its inputs, for one that was saved without a store. It does not say under which name a plain
 * document of facts was put, nor in which order facts joined: where that matters, it cannot be replayed to the same bytes.
 */
export function inputsSaid(decision: Decision): readonly KeptInput[] {
  return decision.inputs.flatMap(({ kind, file, digest }) => {
    const as = roles[kind]
    return as ? [{ file, as, side: judgedRoles.has(as) ? ('head' as const) : ('trusted' as const), digest: digest as Digest }] : []
  })
}
