import type { Entry } from './entry.ts'

/** Reads the text of an entry; undefined where it is none. What is in it was checked when it was written and is bound by the chain. */
export function readEntry(text: string): Entry | undefined {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return undefined
  }
  return isEntry(data) ? data : undefined
}

function isEntry(data: unknown): data is Entry {
  if (!isObject(data) || typeof data['recordedAt'] !== 'string') return false
  switch (data['kind']) {
    case 'decision':
      return isDecisionEntry(data)
    case 'erasure':
      return ['input', 'by', 'why'].every((key) => typeof data[key] === 'string')
    case 'pruning':
      return (
        ['from', 'upTo'].every((key) => Number.isSafeInteger(data[key])) &&
        Array.isArray(data['except']) &&
        data['except'].every(Number.isSafeInteger)
      )
    default:
      return false
  }
}

function isDecisionEntry(data: Readonly<Record<string, unknown>>): boolean {
  const texts = ['decision', 'engine', 'launch', 'title', 'owner', 'verdict', 'gateReady', 'onPlan', 'now']
  const { inputs, circumstances } = data
  return (
    texts.every((key) => typeof data[key] === 'string') &&
    ['product', 'date'].every((key) => data[key] === undefined || typeof data[key] === 'string') &&
    typeof data['blocked'] === 'boolean' &&
    isObject(circumstances) &&
    Array.isArray(inputs) &&
    inputs.every((input) => isObject(input) && ['file', 'side', 'as', 'digest'].every((key) => typeof input[key] === 'string'))
  )
}

function isObject(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}
