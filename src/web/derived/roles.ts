import { byText } from '../../source/order.ts'
import type { HandOff } from './hand-offs.ts'

/** What somebody has to do with launches: a name alone does not tell whether it owns requirements or supplies facts. */
export type Role = 'requirements' | 'facts' | 'approvals' | 'follow-ups'

const rolesOfKind: Readonly<Record<HandOff['kind'], Role>> = {
  requirement: 'requirements',
  waiver: 'requirements',
  approval: 'approvals',
  'follow-up': 'follow-ups',
}

/** The role in which somebody answers for an item. */
export function roleIn({ kind }: Pick<HandOff, 'kind'>): Role {
  return rolesOfKind[kind]
}

/** Everyone who has to act in some of these, by name, with the roles in which they do. */
export function rolesIn(items: readonly HandOff[]): ReadonlyMap<string, ReadonlySet<Role>> {
  const found = new Map<string, Set<Role>>()
  const note = (name: string, role: Role): void => {
    found.set(name, (found.get(name) ?? new Set<Role>()).add(role))
  }
  for (const item of items) {
    for (const name of [item.owner, ...(item.people ?? [])]) note(name, roleIn(item))
    for (const { owner } of item.needs) if (owner !== undefined) note(owner, 'facts')
  }
  return new Map([...found].sort(([a], [b]) => byText(a, b)))
}
