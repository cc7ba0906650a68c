import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/longest-first.ts'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 900_000,
    hookTimeout: 120_000,
    maxWorkers: '100%',
    // A worker keeps the modules that it has loaded: nothing of ours is changed by being used, and loading them anew for each
    // file took a fifth of the time.
    isolate: false,
    // What one file spied on or put into the environment, none after it finds, even where its test failed.
    restoreMocks: true,
    unstubEnvs: true,
    // Properties make and drop many small objects: with more room for the young ones the collector copies fewer of them.
    execArgv: ['--max-semi-space-size=64'],
    setupFiles: ['tests/each-file.ts'],
    sequence: { sequencer: LongestFirst },
    reporters: ['default', ['json', { outputFile: 'test-report.json' }]],
  },
})
