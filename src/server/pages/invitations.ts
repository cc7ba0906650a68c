import { randomBytes } from 'node:crypto'

/** Links that sign in once. What stands in an address is kept in histories and logs, so it must be worth nothing afterwards. */
export interface Invitations {
  /** Where to sign in as a token, once, within the hour: a path of this service. */
  invite(token: string): string
  /** The token of an invitation, which is used up by that; undefined where there is none, or not any more. */
  take(code: string): string | undefined
}

const hour = 3_600_000

/** Invitations of this process, which end with it. */
export function invitationsOf(now: () => number): Invitations {
  const open = new Map<string, { readonly token: string; readonly until: number }>()
  return {
    invite(token) {
      const code = randomBytes(24).toString('base64url')
      open.set(code, { token, until: now() + hour })
      return `/sign-in?once=${code}`
    },
    take(code) {
      const found = open.get(code)
      open.delete(code)
      return found && now() < found.until ? found.token : undefined
    },
  }
}
