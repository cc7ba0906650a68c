import { parentPort } from 'node:worker_threads'

// A thread that does what the name of a text says, to see what becomes of the tasks around it.
parentPort.on('message', (message) => {
  if (message.kind !== 'task') return
  const [{ file, text }] = message.task.texts
  if (file === 'crash') throw new Error('it broke')
  if (file === 'leave') process.exit(3)
  if (file === 'hang') for (;;);
  if (file === 'refuse')
    parentPort.postMessage({ id: message.id, kind: 'refused', problem: 'too-large', detail: 'too much', details: { hint: 'less' } })
  else if (file === 'break') parentPort.postMessage({ id: message.id, kind: 'broken', message: 'inside' })
  else
    parentPort.postMessage({
      id: message.id,
      kind: 'done',
      outcome: { decisions: [], undecided: [], diagnostics: [], launches: [{ id: text }], kept: new Map() },
    })
})
parentPort.postMessage({ kind: 'begun' })
