import type { z } from 'zod'
import { filterWindows } from '#clickhouse/queries/runs/filter-windows.ts'
import { findTerms, isRare } from '#clickhouse/queries/runs/find-terms.ts'
import { lookThrough } from '#clickhouse/queries/runs/look-through.ts'
import { runBeside, runPlace } from '#clickhouse/queries/runs/run-neighbours.ts'
import type { ResolvedRunFilter } from '#clickhouse/sql/filters.ts'
import { AppError } from '#lib/domain/errors.ts'
import { RunListQuery } from '#lib/domain/filter.ts'
import type { RunNeighbours } from '#lib/domain/run-neighbours.ts'
import type { ServiceContext } from '../context.ts'
import { resolveFilter } from './resolve-filter.ts'

export const RunNeighboursQuery = RunListQuery.omit({ cursor: true, limit: true })
export type RunNeighboursQuery = z.infer<typeof RunNeighboursQuery>

type GetRunNeighbours = { ctx: ServiceContext; runId: string; input: RunNeighboursQuery }

/** The runs before and after one, in the list that the query describes, however long it is. */
export async function getRunNeighbours({ ctx, runId, input }: GetRunNeighbours): Promise<RunNeighbours> {
  const { sort, order, ...rest } = input
  const { db, scope } = ctx
  const [place] = await runPlace(db, scope, { runId: runId.toLowerCase(), sort, order })
  if (place === undefined) throw new AppError('not_found', `Run ${runId} is not in this project.`)
  const filter = await findTerms(db, scope, resolveFilter(rest, ctx.nowMs))
  const beside = async (side: 'previous' | 'next') => {
    const look = (within: ResolvedRunFilter) => runBeside(db, scope, { filter: within, sort, order, place, side })
    const direction = side === 'next' ? order : order === 'desc' ? 'asc' : 'desc'
    const [row] =
      sort !== 'startedAt' || isRare(filter)
        ? await look(filter)
        : (await lookThrough(await filterWindows(db, scope, { filter, order: direction, after: place }), 1, look)).rows
    return row === undefined ? null : { runId: row.run_id }
  }
  const [previous, next] = await Promise.all([beside('previous'), beside('next')])
  return { previous, next }
}
