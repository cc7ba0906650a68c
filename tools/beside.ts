import { spawn } from 'node:child_process'

// Runs the command lines that it is given beside each other, and fails if one of them does. What each has to say is printed
// when it ends, and whole, so that two never mix.

/** Runs a command line, prints what it said, and gives its exit code; 1 where a signal ended it. */
function run(line: string): Promise<number> {
  return new Promise((done, failed) => {
    const child = spawn(line, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const said: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk))
    child.once('error', failed)
    child.once('close', (code) => {
      process.stderr.write(Buffer.concat(said))
      if (code !== 0) process.stderr.write(`\`${line}\` failed\n`)
      done(code ?? 1)
    })
  })
}

const codes = await Promise.all(process.argv.slice(2).map(run))
process.exitCode = Math.max(0, ...codes)
