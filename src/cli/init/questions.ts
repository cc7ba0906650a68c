import { isPlaceholder } from '../../model/placeholder.ts'
import { type Io, UsageError } from '../io.ts'

/** Asks one question; the answer is empty where the suggestion will do, and undefined where nobody answers any more. */
export type Ask = (question: string) => Promise<string | undefined>

/** What a starter needs to be told. */
export interface Answers {
  readonly name: string
  readonly owner: string
  readonly product: string
}

interface Question {
  readonly key: keyof Answers
  readonly text: string
  readonly read: (answer: string) => string | undefined
  readonly due: string
}

const questions: readonly Question[] = [
  {
    key: 'name',
    text: 'A short name for your promise to customers',
    read: idOf,
    due: 'use letters, digits and hyphens, as in `customer-promise`',
  },
  {
    key: 'owner',
    text: 'The one person or role that answers for it',
    read: lineOf,
    due: 'name one person or role, as in `chief-customer-officer`',
  },
  { key: 'product', text: 'The product that is launched', read: lineOf, due: 'name it in a few words' },
]

/** Takes what options say, asks for the rest where somebody can be asked, and else takes what is suggested. */
export async function answersFor(options: Partial<Answers>, suggested: Answers, ask: Ask | undefined): Promise<Answers> {
  const answers = { ...suggested }
  for (const { key, text, read, due } of questions) {
    const option = options[key]
    const given = option === undefined ? undefined : read(option)
    if (option !== undefined && given === undefined) throw new UsageError(`--${key}: \`${option}\` will not do`, due)
    answers[key] = given ?? (ask ? await answerTo(ask, `${text} (${suggested[key]}): `, read, due) : undefined) ?? suggested[key]
  }
  return answers
}

/** Asks until the answer will do; undefined where the suggestion does. */
async function answerTo(ask: Ask, question: string, read: Question['read'], due: string): Promise<string | undefined> {
  for (let prompt = question; ; prompt = `${due}\n${question}`) {
    const answer = await ask(prompt)
    if (answer === undefined) throw new UsageError('nothing was written, for the questions were not answered', 'use --yes to be asked none')
    if (answer.trim() === '') return undefined
    const read_ = read(answer)
    if (read_ !== undefined) return read_
  }
}

/** A text as an id: lower case, words joined by hyphens; undefined where nothing is left of it. */
export function idOf(text: string): string | undefined {
  const id = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)
  return id === '' || id === 'verdict' ? undefined : id
}

function lineOf(text: string): string | undefined {
  const line = text.trim().replaceAll(/\s+/g, ' ')
  return line.length > 100 || isPlaceholder(line) || /\p{Cc}/u.test(line) ? undefined : line
}

/** Asks on the terminal; undefined where there is none to ask on. */
export function terminalAsk(io: Pick<Io, 'stdoutIsTerminal' | 'env'>): Ask | undefined {
  if (!io.stdoutIsTerminal || !process.stdin.isTTY || io.env['CI']) return undefined
  return async (question) => {
    const { createInterface } = await import('node:readline')
    const reader = createInterface({ input: process.stdin, output: process.stdout })
    try {
      return await new Promise((done) => {
        // Closed before an answer: end of input, or Ctrl-C.
        reader.once('close', () => done(undefined))
        reader.question(question, done)
      })
    } finally {
      reader.close()
    }
  }
}
