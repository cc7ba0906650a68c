import { furtherViews } from './further-views.ts'
import type { ViewEntry } from './view.ts'
import { customerRoom } from './views/customer-room.tsx'
import { decisionView } from './views/decision.tsx'
import { launchView } from './views/launch.tsx'
import { playground } from './views/playground.tsx'
import { register } from './views/register.tsx'

/** Every view of the dashboard, in the order of the navigation. */
export const views: readonly ViewEntry[] = [
  { segment: '', nav: 'Customer room', of: customerRoom },
  { segment: 'register', nav: 'Register', of: register },
  ...furtherViews,
  { segment: 'playground', nav: 'Playground', of: playground },
  { segment: 'launches', of: launchView },
  { segment: 'decisions', of: decisionView },
]
