#!/usr/bin/env node
// Where the bundled command begins.
import { setFlags } from './flags.ts'
import { partsIn } from './parts.ts'

setFlags()
partsIn(__dirname)('command', 'src/cli/main.ts')
