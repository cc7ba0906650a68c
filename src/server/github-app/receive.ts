import { isHeeded, readWebhook } from '../../github/webhook.ts'
import { isSigned } from '../../github/webhook-signature.ts'
import { digestOf } from '../../source/digest.ts'
import { errorLine } from '../log-line.ts'
import { type Gate, queueNames } from './settings.ts'

/** What is answered to GitHub. */
export interface Received {
  readonly status: number
  readonly body: { readonly message: string }
}

/** Headers as Node gives them: names in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** GitHub sends no more than this. */
export const largestWebhook = 25 * 1024 * 1024

/** `X-GitHub-Delivery` and `X-GitHub-Event`. */
const idForm = /^[A-Za-z0-9-]{1,100}$/
const eventForm = /^[a-z_]{1,60}$/

/**
 * Takes a webhook: nothing of it is looked at before its signature is good; then it is kept, and answered before anything is done.
 * What is refused although it is signed is kept as failed, with the reason. Never throws: 503 asks for it again.
 */
export async function receive(gate: Gate, raw: Uint8Array, headers: Headers): Promise<Received> {
  if (raw.length > largestWebhook) return reply(413, 'the webhook is larger than 25 MB')
  if (!isSigned(raw, header(headers, 'x-hub-signature-256'), gate.settings.webhookSecrets)) {
    gate.log('warn', 'a webhook was refused: its signature is missing or wrong', { bytes: raw.length })
    return reply(401, 'the signature is missing or wrong')
  }
  try {
    return await take(gate, raw, headers)
  } catch (error) {
    gate.log('error', 'a webhook could not be kept', { why: errorLine(error) })
    return reply(503, 'the webhook could not be kept')
  }
}

async function take(gate: Gate, raw: Uint8Array, headers: Headers): Promise<Received> {
  const [id, event] = [header(headers, 'x-github-delivery') ?? '', header(headers, 'x-github-event') ?? '']
  const text = textOf(raw)
  if (!idForm.test(id) || !eventForm.test(event)) {
    const what = { id: `unnamed-${digestOf(text ?? '').slice('sha256:'.length)}`, event: eventForm.test(event) ? event : 'unknown', text }
    return refused(gate, what, 'the headers `X-GitHub-Delivery` and `X-GitHub-Event` do not say what it is')
  }
  const payload = text === undefined ? undefined : parsed(text)
  if (text === undefined || payload === undefined)
    return refused(gate, { id, event, text }, 'the payload is not JSON: choose `application/json`')
  return keepWebhook(gate, { id, event, text, payload })
}

/** Keeps a webhook whose sender is known, and asks for it to be worked on. */
export async function keepWebhook(
  gate: Gate,
  { id, event, text, payload }: { readonly id: string; readonly event: string; readonly text: string; readonly payload: unknown },
): Promise<Received> {
  if (!isHeeded(event)) return reply(202, 'nothing is done for this event')
  const reading = readWebhook(event, payload, gate.settings)
  if (!reading.ok) return refused(gate, { id, event, text }, reading.message)
  if (reading.value.kind === 'nothing') return reply(202, 'nothing is to be done')
  const { deliveries, jobs } = gate.store
  const isNew = await deliveries.receive({ id, event, payload: text })
  const isOpen = isNew || (await deliveries.get(id))?.state === 'received'
  if (isOpen) await jobs.add({ queue: queueNames.delivery, key: id, payload: id })
  gate.log('info', isNew ? 'a webhook was received' : 'a webhook was received again', { delivery: id, event })
  return reply(202, isNew ? 'received' : 'received before')
}

/** Kept, so that somebody can see what was sent and why nothing came of it. */
async function refused(
  gate: Gate,
  { id, event, text }: { readonly id: string; readonly event: string; readonly text: string | undefined },
  why: string,
): Promise<Received> {
  const { deliveries } = gate.store
  const isNew = await deliveries.receive({ id, event, payload: (text ?? '').replaceAll('\0', '') })
  if (isNew) await deliveries.failed(id, why)
  gate.log('error', 'a webhook cannot be read', { delivery: id, event, why })
  return reply(400, why)
}

function header(headers: Headers, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

function textOf(raw: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return undefined
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function reply(status: number, message: string): Received {
  return { status, body: { message } }
}
