import { createInterface } from 'node:readline'
import { openStore, StoreFailure } from '../../src/store/index.ts'
import { numbered } from './recordings.ts'

// A process that records decisions until it is told to stop, killed, or refused, and says each that was acknowledged.
const [address = '', name = '0', most = '1000000'] = process.argv.slice(2)
const store = await openStore(address)
let isStopped = false
createInterface({ input: process.stdin }).once('close', () => {
  isStopped = true
})

async function write(worker: number): Promise<void> {
  for (let number = worker; number < Number(most) && !isStopped; number += 4) {
    const request = await numbered(Number(name) * 1_000_000 + number)
    const { sequence } = await store.append(request)
    process.stdout.write(`recorded ${sequence} ${request.decision.digest}\n`)
    await new Promise(setImmediate)
  }
}

try {
  await Promise.all([0, 1, 2, 3].map(write))
} catch (error) {
  process.stdout.write(`refused ${error instanceof StoreFailure ? `${error.problem}: ${error.message}` : String(error)}\n`)
}
await store.close().catch(() => undefined)
process.exit(0)
