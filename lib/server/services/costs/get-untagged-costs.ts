import { untaggedRuns, type UntaggedRow } from '#clickhouse/queries/costs/untagged-runs.ts'
import type { UntaggedCosts } from '#lib/domain/costs.ts'
import type { RunFilterQuery } from '#lib/domain/filter.ts'
import type { ServiceContext } from '../context.ts'
import { costFilter } from './cost-filter.ts'

const mostEmitters = 50

/** Cost that nobody can be charged for, and what sends it. */
export async function getUntaggedCosts({
  ctx,
  input,
}: {
  ctx: ServiceContext
  input: RunFilterQuery
}): Promise<UntaggedCosts> {
  const { filter, capped } = await costFilter(ctx, input)
  const rows = await untaggedRuns(ctx.db, ctx.scope, { filter, limit: mostEmitters })
  const total = rows.find((row) => row.is_total === 1)
  return {
    fields: total === undefined ? [] : fieldsOf(total),
    emitters: rows
      .filter((row) => row.is_total === 0)
      .map((row) => ({
        dialect: row.dialect,
        agent: row.agent === '' ? null : row.agent,
        runs: row.runs,
        costUsd: row.cost,
        fields: fieldsOf(row),
      })),
    capped,
  }
}

function fieldsOf(row: UntaggedRow): UntaggedCosts['fields'] {
  const fields = [
    { field: 'tenant' as const, runs: row.tenant_runs, costUsd: row.tenant_cost },
    { field: 'feature' as const, runs: row.feature_runs, costUsd: row.feature_cost },
    { field: 'taskType' as const, runs: row.task_type_runs, costUsd: row.task_type_cost },
  ]
  return fields.filter(({ runs }) => runs > 0)
}
