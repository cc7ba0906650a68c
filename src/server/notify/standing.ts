import { createHash } from 'node:crypto'
import type { Store } from '../../store/index.ts'
import type { NotifyTarget } from './targets.ts'

const actions = { disable: 'notify.disable', enable: 'notify.enable' } as const

/**
 * Whether a target said that it wants no more messages. That stands in the audit log under `notify/` and its id, and counts for the
 * address that said so: another address, or `enable`, begins anew.
 */
export async function isDisabled(store: Store, target: NotifyTarget): Promise<boolean> {
  const [last] = await store.audit.list({ target: `notify/${target.id}`, limit: 1 })
  return last?.action === actions.disable && last.detail['address'] === addressDigest(target)
}

/** Notes that a target wants no more messages. */
export async function disable(store: Store, target: NotifyTarget): Promise<void> {
  const detail = { address: addressDigest(target), why: 'it was answered 410' }
  await store.audit.add({ actor: 'service:notify', action: actions.disable, target: `notify/${target.id}`, detail })
}

/** Lets a target have messages again; those that came meanwhile were dropped. */
export async function enable(store: Store, target: Pick<NotifyTarget, 'id'>, actor: string): Promise<void> {
  await store.audit.add({ actor, action: actions.enable, target: `notify/${target.id}` })
}

/** Addresses of chat channels are secrets: only a digest of one is kept. */
function addressDigest({ url }: NotifyTarget): string {
  return createHash('sha256').update(url).digest('hex')
}
