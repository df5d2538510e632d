import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const env = {
  // What most tests ask about is not who asks; those of sign-in and roles choose for themselves.
  TACHO_AUTH: 'off',
  // Every process that a test starts takes the compiled code of the last one, as with `npm start`.
  NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled'),
}

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
          // Values in and out: what one file has loaded serves the next.
          isolate: false,
          // A deadline, not a measure: some search for counterexamples, and a loaded machine is slow.
          testTimeout: 60_000,
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
          // They wait for processes half of the time: more of them at once than there are cores.
          maxWorkers: 4,
          globalSetup: ['test/integration/global-setup.ts'],
        },
      },
      {
        test: {
          name: 'e2e',
          env,
          sequence: { groupOrder: 3 },
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          // They keep nothing but their stage: what one file has loaded serves the next.
          isolate: false,
          testTimeout: 240_000,
          hookTimeout: 600_000,
          // A browser on a loaded machine: once more, and said so in the report, before it counts as wrong.
          retry: 1,
          // They wait for the browser as long as for processes.
          maxWorkers: 4,
          globalSetup: ['test/e2e/global-setup.ts'],
        },
      },
    ],
  },
})
