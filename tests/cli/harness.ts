import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ExitCode, Io } from '../../src/cli/io.ts'
import { run } from '../../src/cli/run.ts'

export interface Ran {
  readonly code: ExitCode
  readonly out: string
  readonly err: string
}

/** A folder with files that is gone after the test, and the command run in it. */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), 'onlyif-cli-'))

  constructor(files: Readonly<Record<string, string>>) {
    for (const [file, text] of Object.entries(files)) this.write(file, text)
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true })
    writeFileSync(join(this.folder, file), text)
  }

  async run(argv: readonly string[], io: Partial<Io> & { readonly input?: string } = {}): Promise<Ran> {
    const printed = { out: '', err: '' }
    const code = await run(argv, {
      stdout: (text) => {
        printed.out += text
      },
      stderr: (text) => {
        printed.err += text
      },
      stdin: async () => new TextEncoder().encode(io.input ?? ''),
      cwd: this.folder,
      env: {},
      stdoutIsTerminal: false,
      stderrIsTerminal: false,
      columns: undefined,
      now: () => '2026-10-07T09:00:00Z',
      ...io,
    })
    return { code, ...printed }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export const promise = `apiVersion: onlyif/v1
kind: Commitment
id: promise
title: We go to market only if customers told us it is good
owner: cco
waivers: { approvers: [cco], quorum: 1, maxDays: 60 }
goToMarketOnlyIf:
  - id: delight
    title: beta customers tell us it is good
    owner: product
    require:
      beta.csat: { atLeast: 4.2 }
  - id: no-blockers
    title: no blocker is open
    owner: engineering
    forbid:
      beta.blockersOpen: { moreThan: 0 }
`

export const launch = (id: string, facts: string): string =>
  `apiVersion: onlyif/v1\nkind: Launch\nid: ${id}\ntitle: The launch ${id}\nowner: team\ndate: 2026-10-15\nfacts:\n  beta: ${facts}\n`

export const good = '{ csat: 4.4, blockersOpen: 0 }'
export const bad = '{ csat: 3.9, blockersOpen: 0 }'
export const open = '{ csat: 4.4 }'

/** A manifest with a mistake in it. */
export const broken = launch('x', good).replace('owner: team', 'ownr: team')

export const waiver = (id: string, launchId = 'b'): string =>
  `apiVersion: onlyif/v1
kind: Waivers
waivers:
  - id: ${id}
    launch: ${launchId}
    requirement: promise/delight
    covers: { beta.csat: { atLeast: 3.5 } }
    as: accepted
    reason: the next version is better
    requestedBy: ola
    approved: [{ by: maria, role: cco, on: 2026-10-06 }]
    expires: 2026-10-20
`
