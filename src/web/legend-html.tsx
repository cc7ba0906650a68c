import type { VNode } from 'preact'
import { engineName } from '../engine/version.ts'
import { lightsNote } from '../report/verdict-words.ts'
import { Folded } from './folded.tsx'
import { minuteWords } from './judged-by.ts'
import { legendRows } from './legend.ts'
import { MarkWords } from './table/cell-html.tsx'

const name = 'How to read the lights'

/** What the two lights mean, below every view on a screen. */
export function Legend(): VNode {
  return (
    <section class="legend" aria-label={name}>
      <p class="legend-name">{name}</p>
      <Folded name="how to read the lights">
        <table aria-label={name}>
          <thead>
            <tr>
              <th scope="col">Light</th>
              <th scope="col">Gate-ready: could it go today?</th>
              <th scope="col">On plan: is anyone late?</th>
            </tr>
          </thead>
          <tbody>
            {legendRows.map(({ symbol, word, tone, gate, plan }) => (
              <tr>
                <th scope="row">
                  <MarkWords mark={{ symbol, word, tone }} />
                </th>
                <td>{gate}</td>
                <td>{plan}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Folded>
      <p>{lightsNote}</p>
    </section>
  )
}

/**
 * What a reader of paper needs first: as of when, and what the lights mean. Below the view it would often take a sheet of its own.
 */
export function PaperHead({ now }: { readonly now: string }): VNode {
  return (
    <div class="paper">
      <AsOf now={now} />
      <p>
        <b>{name}, gate and plan.</b>{' '}
        {legendRows.map(({ symbol, word, tone, gate, plan }) => (
          <>
            <MarkWords mark={{ symbol, word, tone }} /> {gate}; plan: {plan}.{' '}
          </>
        ))}
        {lightsNote}
      </p>
    </div>
  )
}

/** The moment of what is shown, and who judged it. */
export function AsOf({ now }: { readonly now: string }): VNode {
  return (
    <p>
      As of <span class="day">{minuteWords(now)}</span> · {engineName}
    </p>
  )
}
