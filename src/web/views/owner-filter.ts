import { sequence } from '../../model/wording.ts'
import type { HandOff } from '../derived/hand-offs.ts'
import { type Role, rolesIn } from '../derived/roles.ts'
import type { Filter } from '../view.ts'

const roleWords: Readonly<Record<Role, string>> = {
  requirements: 'owns requirements',
  facts: 'supplies facts',
  approvals: 'answers waivers',
  'follow-ups': 'follows up waivers',
}

/** "owns requirements and supplies facts" */
export function rolesWords(roles: Iterable<Role>): string {
  const held = new Set(roles)
  return sequence(
    (Object.keys(roleWords) as Role[]).filter((role) => held.has(role)).map((role) => roleWords[role]),
    'and',
  )
}

/** Everyone who has to act, each with the role in which; who has nothing to do, but is known here, can be asked for, too. */
export function ownerFilter(label: string, items: readonly HandOff[], owner: string, named: () => ReadonlySet<string>): Filter {
  const options = [...rolesIn(items)].map(([name, roles]) => ({ value: name, label: name, small: rolesWords(roles) }))
  const also = { isMeant: (value: string): boolean => named().has(value) }
  return { name: 'owner', label, options, chosen: owner, all: 'everyone', also }
}
