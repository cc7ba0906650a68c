import type { View } from '../view.ts'

/** What is said where there is no page. */
export function notHere(): View {
  return {
    title: 'There is nothing here',
    lead: 'The address names no view, launch or decision that is known.',
    status: 404,
    sections: [{ content: <p>Go to the customer room, at the top of this page, and look for the launch there.</p> }],
  }
}
