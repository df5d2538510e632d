import { isCliDialect } from '#lib/domain/cli-dialect.ts'
import type { Seed } from './group-queue.ts'

type StoredRun = { trace_ids: readonly string[]; session_id: string; dialects: readonly string[] }

/** What leads to the group of a stored run: its session for coding CLIs, else any of its traces. */
export function seedsOfRun(project: string, { trace_ids, session_id, dialects }: StoredRun): Seed[] {
  const dialect = session_id === '' ? undefined : dialects.find(isCliDialect)
  if (dialect !== undefined) return [{ project, traceId: '', dialect, session: session_id }]
  return trace_ids.slice(0, 1).map((traceId) => ({ project, traceId, dialect: '', session: '' }))
}
