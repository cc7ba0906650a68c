import type { ViewEntry } from './view.ts'
import { register } from './views/register.tsx'

/** Every view of the dashboard, in the order of the navigation. */
export const views: readonly ViewEntry[] = [{ segment: 'register', nav: 'Register', of: register }]
