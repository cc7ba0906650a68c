import { spelledEnd } from '../../model/launch-end.ts'
import { outcomeMarks, verdictMarks } from '../../report/verdict-words.ts'
import { type Moment, outcomesOf } from './room.ts'

/** What is otherwise in a decision than in the one before, a sentence each, with names in backticks; without one before, that it is the first. */
export function momentChanges(before: Moment | undefined, after: Moment): string[] {
  if (before === undefined) return ['the first decision', ...(after.end ? [spelledEnd(after.end)] : [])]
  return [
    ...endChange(before, after),
    ...verdictChange(before, after),
    ...dateChange(before, after),
    ...outcomeChanges(before, after),
    ...waiverChanges(before, after),
    ...commitmentChanges(before, after),
  ]
}

function endChange({ end: was }: Moment, { end: is }: Moment): string[] {
  if (was?.how === is?.how && was?.on === is?.on) return []
  return [is ? spelledEnd(is) : `no longer ${was?.how}`]
}

function verdictChange(before: Moment, after: Moment): string[] {
  if (before.verdict === after.verdict) return []
  return [`verdict: ${verdictMarks[before.verdict].word} → ${verdictMarks[after.verdict].word}`]
}

function dateChange(before: Moment, after: Moment): string[] {
  return before.date === after.date ? [] : [`launch date: ${before.date ?? 'none'} → ${after.date ?? 'none'}`]
}

function outcomeChanges(before: Moment, after: Moment): string[] {
  if (before.requirements === after.requirements && before.outcomes === after.outcomes) return []
  const [was, is] = [outcomesOf(before), outcomesOf(after)]
  const ids = [...new Set([...is.keys(), ...was.keys()])]
  return ids.flatMap((id) => {
    const [from, to] = [was.get(id), is.get(id)]
    return from === to ? [] : [`\`${id}\`: ${from ? outcomeMarks[from].word : 'new'} → ${to ? outcomeMarks[to].word : 'gone'}`]
  })
}

function waiverChanges(before: Moment, after: Moment): string[] {
  if (before.waivers === after.waivers) return []
  const [was, is] = [before, after].map(({ waivers }) => new Map(waivers.map(({ id, state }) => [id, state])))
  const ids = [...new Set([...(is?.keys() ?? []), ...(was?.keys() ?? [])])]
  return ids.flatMap((id) => {
    const [from, to] = [was?.get(id), is?.get(id)]
    return from === to ? [] : [`waiver \`${id}\`: ${from ?? 'new'} → ${to ?? 'gone'}`]
  })
}

function commitmentChanges(before: Moment, after: Moment): string[] {
  if (before.commitments === after.commitments) return []
  const was = new Map(before.commitments.map(({ id, digest }) => [id, digest]))
  return after.commitments.flatMap(({ id, digest }) =>
    was.get(id) === digest ? [] : [was.has(id) ? `commitment \`${id}\` was edited` : `commitment \`${id}\` is new`],
  )
}
