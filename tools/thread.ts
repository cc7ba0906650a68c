// Where a thread of the service begins that judges.
import { parentPort } from 'node:worker_threads'
import type { serveTasks as serve } from '../src/server/judging/thread.ts'
import { partsIn } from './parts.ts'

const { serveTasks } = partsIn(__dirname)('service', 'src/server/judging/thread.ts') as { serveTasks: typeof serve }
if (parentPort) serveTasks(parentPort)
