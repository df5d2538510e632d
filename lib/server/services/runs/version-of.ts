import type { Run } from '#lib/domain/run.ts'

/** Names this state of the run: everything that is read of it changes with the row. */
export function versionOf(run: Run): string {
  return `${run.runId}.${run.version}`
}
