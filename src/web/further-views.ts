import type { ViewEntry } from './view.ts'
import { changes } from './views/changes.tsx'
import { commitments } from './views/commitments.tsx'
import { digest } from './views/digest.ts'
import { handOffs } from './views/hand-offs.tsx'
import { keepingAlive } from './views/keeping-alive.tsx'
import { waivers } from './views/waivers.tsx'

/** The views over all launches that ask one question each: who owes what, which bars are lowered, what is new, is it alive. */
export const furtherViews: readonly ViewEntry[] = [
  { segment: 'hand-offs', nav: 'Hand-offs', of: handOffs },
  { segment: 'waivers', nav: 'Waivers', of: waivers },
  { segment: 'changes', nav: 'What changed', of: changes },
  { segment: 'commitments', nav: 'Commitments', of: commitments },
  { segment: 'keeping-alive', nav: 'Keeping it alive', of: keepingAlive },
  { segment: 'digest', nav: 'The week', of: digest },
]
