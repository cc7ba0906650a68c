import { escapeUnseen, forTerminal } from '../../report/escape.ts'
import { counted } from '../../report/value-words.ts'
import { canonicalJson } from '../../source/digest.ts'
import type { Checked, Store, Verification } from '../../store/index.ts'
import { judgeAgain } from '../../world/judge-again.ts'
import type { ExitCode, Io } from '../io.ts'
import { withStore } from '../store-access.ts'
import type { VerifyOptions } from './options.ts'

/** Verifies a store, telling what is wrong as soon as it is found. */
export function verifyStore(options: Omit<VerifyOptions, 'target'> & { readonly address: string | undefined }, io: Io): Promise<ExitCode> {
  return withStore<ExitCode>(options.address, { create: false, io }, (store) =>
    verifyOpened(store, { ...options, name: store.address }, io),
  )
}

/** Verifies a store that is open, and tells what comes of it under a name. */
export async function verifyOpened(
  store: Store,
  options: Omit<VerifyOptions, 'target'> & { readonly name: string },
  io: Io,
): Promise<ExitCode> {
  const { name, from, to, anchor, replay, format } = options
  const onChecked = progress(format, io)
  const found = await store.verify({ from, to, anchor, onChecked, judgeAgain: replay ? judgeAgain : undefined })
  if (io.stderrIsTerminal) io.stderr('\r\u001b[K')
  io.stdout(format === 'json' ? `${canonicalJson({ kind: 'Verification', store: name, ...found })}\n` : text(name, found, replay))
  return found.isValid ? 0 : 1
}

/** A terminal is told now and then how far it is; what is wrong is told at once, on either. */
function progress(format: 'text' | 'json', io: Io): (checked: Checked, last: number) => void {
  return ({ sequence, faults }, last) => {
    if (io.stderrIsTerminal && sequence % 50 === 0) io.stderr(`\r\u001b[Klooking at entry ${sequence} of ${last}`)
    if (format === 'json') return
    for (const fault of faults) io.stderr(`${io.stderrIsTerminal ? '\r\u001b[K' : ''}entry ${sequence}: ${forTerminal(fault)}\n`)
  }
}

function text(address: string, found: Verification, isReplayed: boolean): string {
  const { from, to, hash, decisions, replayed, pruned, erased, waivers, wrong, faults, notes, isValid } = found
  const entries = Math.max(0, to - from + 1)
  const row = (name: string, words: string): string => `  ${name.padEnd(9)} ${words}`
  const general = faults.filter((fault) => !/^entry \d+: /.test(fault))
  const lines = [
    forTerminal(address),
    row('entries', entries === 0 ? 'none' : `${from} to ${to}, ${counted(decisions, 'decision')}`),
    ...(isReplayed ? [row('replayed', replayWords(replayed))] : [row('replayed', 'not asked for')]),
    ...(pruned > 0 ? [row('pruned', `${counted(pruned, 'decision')}, of which only the hashes remain, as the log says`)] : []),
    ...(erased > 0 ? [row('erased', `${counted(erased, 'input')}, as the log says`)] : []),
    ...(waivers > 0 ? [row('waivers', `${waivers} asked for in the service`)] : []),
    ...notes.slice(0, 10).map((note) => row('note', note)),
    ...general.map((fault) => row('wrong', escapeUnseen(fault))),
    ...(wrong > 0 ? [row('wrong', counted(wrong, 'entry', 'entries'))] : []),
    '',
    isValid ? 'valid' : 'not valid',
    ...(isValid && entries > 0 ? [`Note this elsewhere, to prove later that nothing before it was rewritten: ${to}:${hash}`] : []),
  ]
  return `${lines.join('\n')}\n`
}

function replayWords(replayed: Verification['replayed']): string {
  const words = [
    [replayed['same-bytes'], 'to the same bytes'],
    [replayed['same-outcomes'], 'to the same outcomes, by another version of the engine'],
    [replayed['not-replayable'], 'not replayable'],
    [replayed.differs, 'come out otherwise'],
  ] as const
  const told = words.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
  return told.length > 0 ? told.join('; ') : 'nothing to judge again'
}
