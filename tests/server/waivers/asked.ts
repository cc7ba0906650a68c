import type { Decision } from '../../../src/model/generated/types.ts'
import type { WaiverView } from '../../../src/server/waivers/kept-waiver.ts'
import { listWaivers } from '../../../src/server/waivers/list.ts'
import { lapseBy } from '../../../src/server/waivers/settle.ts'
import type { Place as Databases } from '../../store/databases.ts'
import { answer, ask, type Place, person, placeIn } from './place.ts'

/** What is done with waivers again and again, on one database. */
export function askedOn(databases: Databases) {
  const newPlace = (): Promise<Place> => placeIn((options) => databases.open(undefined, options))
  const asked = async (more: object = {}): Promise<{ place: Place; decision: Decision; waiver: WaiverView }> => {
    const place = await newPlace()
    const decision = await place.judge()
    return { place, decision, waiver: await ask(place, decision, more) }
  }
  const inForce = async (): Promise<Awaited<ReturnType<typeof asked>>> => {
    const { place, decision, waiver } = await asked()
    const first = await answer(place, 'mia', waiver)
    return { place, decision, waiver: await answer(place, 'petra', first) }
  }
  const outcome = ({ requirements }: Decision, id = 'promise/delight'): string | undefined =>
    requirements.find((requirement) => requirement.id === id)?.outcome

  const listed = async ({ deps }: Place): Promise<readonly WaiverView[]> => (await listWaivers(person('tom'), {}, deps)).waivers
  const lapse = async (place: Place, { digest }: Decision): Promise<readonly WaiverView[]> => {
    const recorded = await place.store.get(digest)
    if (!recorded) throw new Error('it was not recorded')
    return lapseBy(recorded, place.deps)
  }
  return { newPlace, asked, inForce, outcome, listed, lapse }
}
