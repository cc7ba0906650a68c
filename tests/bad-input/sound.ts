/** What a file of the small world below is for; each is spoiled in turn. */
export type Role = 'commitment' | 'catalog' | 'waivers' | 'mapping' | 'config' | 'launch' | 'facts' | 'mapped'

export interface SoundFile {
  readonly role: Role
  readonly file: string
  readonly text: string
}

const head = (kind: string): string => `apiVersion: onlyif/v1\nkind: ${kind}\n`

/** A world without a mistake in which every launch goes: one file of each role. */
export const sound: readonly SoundFile[] = [
  {
    role: 'config',
    file: 'onlyif.yaml',
    text: `${head('Config')}mappings: mapping.yaml\nroles: { cco: [maria], product: [tom] }\nrequireProof: true\n`,
  },
  {
    role: 'commitment',
    file: 'rules/promise.yaml',
    text: `${head('Commitment')}id: promise
title: We go to market only after these are met
owner: cco
waivers: { approvers: [cco, owner], quorum: 2, maxDays: 60 }
goToMarketOnlyIf:
  - id: beta
    title: beta customers tell us it is good
    owner: product
    require: { beta.csat: { atLeast: 4 } }
  - id: support
    title: support can help
    owner: product
    appliesWhen: { launch.tier: 1 }
    require: { support.trained: { atLeast: 90% } }
`,
  },
  {
    role: 'catalog',
    file: 'catalog.yaml',
    text: `${head('FactCatalog')}facts:\n  beta.csat: { type: number, range: [1, 5] }\n  support.trained: { type: percent }\n`,
  },
  {
    role: 'waivers',
    file: 'waivers.yaml',
    text: `${head('Waivers')}waivers:
  - id: W-1
    launch: checkout-2
    requirement: promise/beta
    covers: { beta.csat: { atLeast: 3 } }
    as: accepted
    reason: the beta was short
    requestedBy: ola
    approved: [{ by: maria, role: cco, on: 2026-10-01 }, { by: tom, role: owner, on: 2026-10-01 }]
    expires: 2026-10-20
`,
  },
  {
    role: 'mapping',
    file: 'mapping.yaml',
    text: `${head('Mapping')}id: kep\neach: keps/*.yaml\nlaunch: { id: "{file}", title: /title, owner: /owner, tier: /tier }\nfacts: { beta.csat: /csat }\n`,
  },
  {
    role: 'launch',
    file: 'launch.yaml',
    text: `${head('Launch')}id: checkout-2\ntitle: Checkout\nowner: checkout-team\ntier: 1\nfacts:\n  beta.csat: 4.5\n`,
  },
  { role: 'facts', file: 'facts/support.yaml', text: `${head('Facts')}launch: checkout-2\nfacts:\n  support.trained: 95%\n` },
  { role: 'mapped', file: 'keps/demo.yaml', text: 'title: A proposal\nowner: sig-apps\ntier: 2\ncsat: 5\n' },
]

export const roles: readonly Role[] = sound.map((item) => item.role)

/** The file of a role. */
export function fileOf(role: Role): SoundFile {
  const found = sound.find((item) => item.role === role)
  if (!found) throw new Error(`no file is ${role}`)
  return found
}

/** The whole world, as file names and texts, with one of its files replaced. */
export function worldWith(role?: Role, content?: string | Uint8Array): Record<string, string | Uint8Array> {
  return Object.fromEntries(sound.map((item) => [item.file, item.role === role && content !== undefined ? content : item.text]))
}
