import { afterAll } from 'vitest'
import { cleanUp } from './after-file.ts'

// Runs anew for each test file. Hooks run from the last to the first: this one when those of the file are through.
afterAll(cleanUp)
