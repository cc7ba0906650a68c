import type { VNode } from 'preact'
import { type Demand, groupWords, testWords } from '../../report/explain/demand.ts'
import type { Row } from '../../report/explain/rows.ts'
import { Said, Sentence } from '../table/said.tsx'

/** A requirement as `explain` tells it: labels, and beside each what there is to say. */
export function PlainWords({ rows }: { readonly rows: readonly Row[] }): VNode {
  return (
    <dl class="plain-words">
      {rows.map((row) => (
        <div key={row.label}>
          <dt>{row.label}</dt>
          <dd>
            {row.kind === 'demands' ? <Demands demands={row.demands} saidElsewhere={row.saidElsewhere} /> : <Texts texts={row.texts} />}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Texts({ texts }: { readonly texts: readonly string[] }): VNode {
  const [only = ''] = texts
  if (texts.length === 1) return <Words text={only} />
  return (
    <ul>
      {texts.map((text) => (
        <li key={text}>
          <Words text={text} />
        </li>
      ))}
    </ul>
  )
}

function Demands({ demands, saidElsewhere }: { readonly demands: readonly Demand[]; readonly saidElsewhere: readonly string[] }): VNode {
  const [only] = demands
  if (only?.kind === 'test' && demands.length === 1) return <Sentence text={testWords(only, saidElsewhere)} />
  return (
    <ul>
      {demands.map((demand) =>
        demand.kind === 'test' ? (
          <li key={demand.text}>
            <Sentence text={testWords(demand, saidElsewhere)} />
          </li>
        ) : (
          <li key={JSON.stringify(demand)}>
            {groupWords(demand)}:
            <Demands demands={demand.of} saidElsewhere={saidElsewhere} />
          </li>
        ),
      )}
    </ul>
  )
}

/** A text of a file in its own direction; what reports set as code stays code. */
function Words({ text }: { readonly text: string }): VNode {
  return text.includes('`') ? <Sentence text={text} /> : <Said text={text} whole />
}
