import { listRuns as queryRuns } from '#clickhouse/queries/runs/list-runs.ts'
import { runOf } from '#clickhouse/tables/run-row.ts'
import type { RunListQuery } from '#lib/domain/filter.ts'
import type { RunList } from '#lib/domain/run.ts'
import { decodeCursor, encodeCursor } from '#lib/server/page-cursor.ts'
import type { ServiceContext } from '../context.ts'
import { resolveFilter } from './resolve-filter.ts'

/** A page of runs. The cursor is the sort value and id of the last row, so new runs never shift a page. */
export async function listRuns({ ctx, input }: { ctx: ServiceContext; input: RunListQuery }): Promise<RunList> {
  const { sort, order, cursor, limit, ...filter } = input
  const list = `runs ${sort} ${order}`
  const rows = await queryRuns(ctx.db, ctx.scope, {
    filter: resolveFilter(filter, ctx.nowMs),
    sort,
    order,
    after: cursor === undefined ? null : decodeCursor(list, cursor),
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: page.map(runOf),
    nextCursor: last === undefined ? null : encodeCursor(list, { value: last.sort_key, id: last.run_id }),
  }
}
