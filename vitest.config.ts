import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 900_000,
    hookTimeout: 120_000,
    maxWorkers: '100%',
    reporters: ['default', ['json', { outputFile: 'test-report.json' }]],
  },
})
