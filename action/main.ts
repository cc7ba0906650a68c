import { run } from './run.ts'

process.exitCode = await run({
  env: process.env,
  stdout: (text) => process.stdout.write(text),
  now: () => new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
})
