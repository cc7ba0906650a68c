import { InvalidArgumentError, Option } from 'commander'
import { didYouMean } from '../source/suggest.ts'

/** Reads an option that may be given several times: what was given before, and this. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}

/** `--format`, which is text unless somebody names another; a slip is told what was meant. */
export function formatOption(formats: readonly string[], what = 'how to report'): Option {
  return new Option('--format <name>', `${what}: ${formats.join(', ')}`).default('text').argParser((name) => {
    if (formats.includes(name)) return name
    throw new InvalidArgumentError(didYouMean(name, formats, `choose one of ${formats.join(', ')}`) ?? '')
  })
}

/** Reads the number of an entry of a log. */
export function entryNumber(text: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('it is a number from 1 up')
  return number
}
