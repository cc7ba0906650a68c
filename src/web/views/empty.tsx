import type { VNode } from 'preact'

/** What is said where no decision was made yet: how to get the first one. */
export function noDecisions(): VNode {
  return (
    <>
      <p>
        <b>No launch has been judged yet.</b> This room shows decisions, and there are none. To get the first:
      </p>
      <pre>
        <code>{`onlyif init --yes       # a first commitment and a first launch
onlyif check            # judge it here
onlyif site room        # this room as files, from what is judged here`}</code>
      </pre>
      <p>With the service running, every decision that it makes or that is posted to it appears here by itself.</p>
    </>
  )
}
