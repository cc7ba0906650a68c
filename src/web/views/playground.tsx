import { isClosed } from '../../model/launch-end.ts'
import { byText } from '../../source/order.ts'
import { dayNumberOf } from '../derived/days.ts'
import type { Page, Surroundings } from '../page.ts'
import { storedLaunchOf } from '../playground/stored-launches.ts'
import type { Ask, View } from '../view.ts'

/** More would make a page wait; those that are nearest come first. */
const mostLaunches = 200

/** The place to try a commitment on a launch while writing it. All of it runs in the browser. */
export async function playground({ rest }: Ask, around: Surroundings): Promise<View | Page | undefined> {
  if (rest.length === 1 && rest[0] === 'launches.json') return launchesPage(around)
  if (rest.length > 0) return undefined
  const { links, now } = around
  return {
    title: 'Playground',
    kicker: 'For authors',
    lead: 'Write a commitment and a launch side by side: they are judged as you type, here in the browser, and nothing is sent anywhere.',
    isWide: true,
    sections: [
      {
        content: (
          <>
            <link rel="stylesheet" href={links.asset('playground.css')} />
            <div
              id="playground"
              data-now={now.slice(0, 10)}
              data-launches={links.isStatic ? undefined : links.to({ path: ['playground', 'launches.json'] })}
            >
              <p class="empty">
                This page needs JavaScript, as an editor does. Without it, <code>onlyif lint</code> and <code>onlyif check</code> say the
                same of files.
              </p>
            </div>
            <script defer src={links.asset('playground.js')} />
          </>
        ),
      },
    ],
  }
}

/** The launches that are on their way, as their last decisions know them. */
async function launchesPage({ room, now, decisionOf }: Surroundings): Promise<Page> {
  const today = dayNumberOf(now) ?? 0
  const open = [...room.launches.values()].filter(({ standing }) => !isClosed(standing.launch, today))
  const nearest = open.sort((a, b) => byText(a.standing.launch.date ?? '9', b.standing.launch.date ?? '9')).slice(0, mostLaunches)
  const decisions = await Promise.all(nearest.map(({ last }) => decisionOf(last.digest)))
  const launches = decisions.flatMap((decision) => (decision ? [storedLaunchOf(decision)] : []))
  return { status: 200, type: 'application/json; charset=utf-8', body: JSON.stringify({ launches }) }
}
