import { setTimeout } from 'node:timers/promises'
import { startWorker } from '../../../src/server/jobs/worker.ts'
import { openStore } from '../../../src/store/index.ts'

// A process that works on the queue `q` until its input closes or it is killed, and says each job that it came to the end of.
const store = await openStore(process.argv[2] ?? '')
const worker = startWorker({
  store,
  now: Date.now,
  pollMs: 10,
  log: () => undefined,
  queues: {
    q: {
      leaseMs: 1000,
      concurrency: 4,
      retry: { firstMs: 10, mostMs: 100 },
      async run(job) {
        await setTimeout(20)
        process.stdout.write(`${job.key}\n`)
      },
    },
  },
})
process.stdin.resume().once('end', async () => {
  await worker.stop()
  await store.close()
  process.exit(0)
})
