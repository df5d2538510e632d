import type { z } from 'zod'
import { runBeside, runPlace } from '#clickhouse/queries/runs/run-neighbours.ts'
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
  const filter = resolveFilter(rest, ctx.nowMs)
  const beside = async (side: 'previous' | 'next') => {
    const [row] = await runBeside(db, scope, { filter, sort, order, place, side })
    return row === undefined ? null : { runId: row.run_id }
  }
  const [previous, next] = await Promise.all([beside('previous'), beside('next')])
  return { previous, next }
}
