import { defineConfig } from 'vitest/config'

/** What most tests ask about is not who asks; those of sign-in and roles choose for themselves. */
const env = { TACHO_AUTH: 'off' }

/** Unit tests lie beside their file; everything that starts processes is under test/. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'rules',
          sequence: { groupOrder: 0 },
          environment: 'node',
          include: ['test/*.test.ts'],
        },
      },
      {
        test: {
          name: 'unit',
          sequence: { groupOrder: 1 },
          environment: 'node',
          include: ['{app,components,lib,ingest,clickhouse}/**/*.test.{ts,tsx}'],
        },
      },
      {
        test: {
          name: 'integration',
          env,
          sequence: { groupOrder: 2 },
          environment: 'node',
          include: ['test/{integration,corpus,faults,fuzz}/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          env,
          sequence: { groupOrder: 3 },
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 600_000,
          maxWorkers: 2,
          globalSetup: ['test/e2e/global-setup.ts'],
        },
      },
    ],
  },
})
