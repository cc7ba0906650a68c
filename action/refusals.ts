import type { Inputs } from './inputs.ts'

/** Inputs that weaken the gate; in the config these are the names under `action.allow`. */
export type WeakeningInput = 'dry-run' | 'now' | 'trusted' | 'launch' | 'commitments' | 'catalog' | 'waivers' | 'mapping' | 'server-url'

/** Which inputs that weaken the gate are given. `launch` is not among them: it is heeded, and what the config names is judged, too. */
export function weakeningInputs(inputs: Inputs, isForeign: boolean): WeakeningInput[] {
  const given: Readonly<Record<Exclude<WeakeningInput, 'launch'>, boolean>> = {
    'dry-run': inputs.dryRun,
    now: inputs.now !== undefined,
    trusted: inputs.trusted === 'workspace',
    commitments: inputs.commitments.length > 0,
    catalog: inputs.catalog.length > 0,
    waivers: inputs.waivers.length > 0,
    mapping: inputs.mapping.length > 0,
    'server-url': isForeign,
  }
  return (Object.keys(given) as (keyof typeof given)[]).filter((name) => given[name])
}

/** The inputs without those that are refused. */
export function withoutRefused(inputs: Inputs, refused: readonly WeakeningInput[]): Inputs {
  const not = (name: WeakeningInput): boolean => !refused.includes(name)
  return {
    ...inputs,
    dryRun: inputs.dryRun && not('dry-run'),
    now: not('now') ? inputs.now : undefined,
    trusted: not('trusted') ? inputs.trusted : 'branch',
    commitments: not('commitments') ? inputs.commitments : [],
    catalog: not('catalog') ? inputs.catalog : [],
    waivers: not('waivers') ? inputs.waivers : [],
    mapping: not('mapping') ? inputs.mapping : [],
    serverUrl: not('server-url') ? inputs.serverUrl : undefined,
  }
}
