import type { SessionRow } from '#clickhouse/queries/sessions/session-totals.ts'
import type { CostStatus } from '#lib/domain/cost.ts'
import type { Session } from '#lib/domain/run.ts'

export function sessionOf(row: SessionRow): Session {
  return {
    session: row.session_id,
    runs: row.runs,
    startedAt: row.started_ns,
    endedAt: row.ended_ns,
    users: row.users,
    tenants: row.tenants,
    agents: row.agents,
    steps: row.step_count,
    inputTokens: row.input_sum,
    outputTokens: row.output_sum,
    costUsd: row.cost_text,
    costStatus: sumStatus(row.cost_statuses),
    badRuns: row.bad_runs,
    toolErrors: row.tool_error_count,
    durationNs: row.duration_sum,
    inputPreview: row.first_input,
  }
}

/** Runs without calls do not matter; of the others all, some or none may be priced. */
function sumStatus(statuses: readonly string[]): CostStatus {
  const counted = statuses.filter((status) => status !== 'none')
  if (counted.length === 0) return 'none'
  if (counted.every((status) => status === 'priced')) return 'priced'
  return counted.every((status) => status === 'unpriced') ? 'unpriced' : 'partial'
}
