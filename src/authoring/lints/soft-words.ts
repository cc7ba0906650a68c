import { type Commitment, requirementsOf } from '../../model/commitment.ts'
import { excerpt } from '../../model/wording.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import type { SourceNode } from '../../source/node.ts'
import type { Range } from '../../source/position.ts'
import { advise, nodeIn, nodeOf, rangeIn } from './advice.ts'

/** Words after which nobody can say whether a promise is kept. Longer phrases first: the first that fits is told. */
const softWords = [
  'as far as possible',
  'as much as possible',
  'as soon as possible',
  'where appropriate',
  'when appropriate',
  'if appropriate',
  'as appropriate',
  'where possible',
  'when possible',
  'if possible',
  'where necessary',
  'if necessary',
  'as needed',
  'best effort',
  'best efforts',
  'good enough',
  'in general',
  'more or less',
  'try to',
  'adequate',
  'adequately',
  'appropriate',
  'appropriately',
  'generally',
  'ideally',
  'mostly',
  'normally',
  'reasonable',
  'reasonably',
  'robust',
  'should',
  'sufficient',
  'sufficiently',
  'timely',
  'usually',
  'etc',
] as const

const soft = new RegExp(`(?<![\\p{L}\\p{N}-])(?:${softWords.join('|')})(?![\\p{L}\\p{N}-])`, 'iu')

/** Titles that promise something "where possible": the sentence that customers read must be one that can be broken. */
export function softTitles(commitment: Commitment): Diagnostic[] {
  return [
    ...softTitle(commitment, nodeIn(commitment, 'title'), `commitment \`${commitment.id}\``),
    ...requirementsOf(commitment).flatMap((requirement) =>
      softTitle(commitment, nodeOf(commitment, requirement, 'title'), `requirement \`${requirement.localId}\``),
    ),
  ]
}

function softTitle(commitment: Commitment, node: SourceNode | undefined, whose: string): Diagnostic[] {
  if (node?.kind !== 'scalar') return []
  const found = soft.exec(node.text)?.[0]
  if (found === undefined) return []
  return [
    advise('commitment/soft-words', {
      file: commitment.document.file,
      range: rangeOfWord(commitment, node, found),
      message: `the title of ${whose} says \`${excerpt(found)}\`, so nobody can say whether it is kept`,
      mend: 'say what must be so, as a customer would see it',
    }),
  ]
}

/** The word itself where the file has it in one piece, else the whole title. */
function rangeOfWord(commitment: Commitment, node: SourceNode, word: string): Range {
  const { document } = commitment
  const at = document.text.slice(node.start, node.end).indexOf(word)
  return at === -1 ? rangeIn(commitment, node) : document.lines.range(node.start + at, node.start + at + word.length)
}
