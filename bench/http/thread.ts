import { parentPort } from 'node:worker_threads'
import { serveTasks } from '../../src/server/judging/thread.ts'

// The thread of the service under measurement that judges, as `tools/thread.ts` is of the package.
if (parentPort) serveTasks(parentPort)
