import type { Decision, JudgedRequirement } from '../../model/generated/types.ts'
import type { Row } from '../../report/explain/rows.ts'
import { onlyIf } from '../../report/requirement-words.ts'
import { demandOf, statementOf } from '../../report/words.ts'

/** "We go to market only if beta customers tell us it is good." What is only advised is an aim. */
export function promiseOf({ id, title, enforcement }: Pick<JudgedRequirement, 'id' | 'title' | 'enforcement'>): string {
  const start = enforcement === 'advisory' ? 'We aim to go to market' : 'We go to market'
  const words = `${start} ${onlyIf({ id: id.slice(id.indexOf('/') + 1), title })}`
  return /[.!?]$/.test(words) ? words : `${words}.`
}

/** What a requirement asks, in the rows of an explanation, as far as a decision that was judged by it tells. */
export function rowsOfJudged(requirement: JudgedRequirement, decision: Decision): Row[] {
  const { why, honors, dishonors, applies, findings, owner, stage, handOff, enforcement, blockingFrom, ifUnmet } = requirement
  const asked = [...new Set(findings.map((finding) => demandOf(finding, decision)))]
  const when = [...new Set(applies.findings.map((finding) => statementOf(finding, decision)))]
  return [
    ...words('why', why),
    ...words('honors', honors),
    ...words('avoids', dishonors),
    ...words('applies when', ...when),
    ...words('asks', ...asked),
    ...words('owner', owner),
    ...words('stage', stage),
    ...words('hand-off', handOffWords(handOff)),
    ...words('enforcement', blockingFrom === undefined ? enforcement : `${enforcement}; blocking from ${blockingFrom} on`),
    ...words('if unmet', ifUnmet),
  ]
}

function handOffWords(handOff: JudgedRequirement['handOff']): string | undefined {
  if (!handOff) return undefined
  const { from, to, what } = handOff
  const people = [from, to === undefined ? undefined : `to ${to}`].filter((part) => part !== undefined).join(' ')
  return what === undefined ? people : `${people}: ${what}`
}

function words(label: string, ...texts: readonly (string | undefined)[]): Row[] {
  const said = texts.filter((text) => text !== undefined)
  return said.length === 0 ? [] : [{ label, kind: 'words', texts: said }]
}
