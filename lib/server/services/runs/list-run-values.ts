import { z } from 'zod'
import { listRunValues as queryValues } from '#clickhouse/queries/runs/list-run-values.ts'
import { ListField } from '#clickhouse/sql/filters.ts'
import { RunFilter } from '#lib/domain/filter.ts'
import type { ServiceContext } from '../context.ts'
import { resolveFilter } from './resolve-filter.ts'

/** Query of the values that one filter can take. */
export const RunValuesQuery = RunFilter.extend({
  field: ListField.describe('The filter whose values are wanted.'),
  contains: z.string().max(200).default('').describe('Only values that contain this text.'),
  limit: z.number().int().min(1).max(200).default(50),
})
export type RunValuesQuery = z.infer<typeof RunValuesQuery>

export const RunValues = z.object({
  items: z.array(z.object({ value: z.string().describe('`-` is unknown.'), runs: z.number().int().nonnegative() })),
})
export type RunValues = z.infer<typeof RunValues>

/** The values of one filter, the most frequent first. The field's own filter is left out, or only chosen values would be offered. */
export async function listRunValues({
  ctx,
  input,
}: {
  ctx: ServiceContext
  input: RunValuesQuery
}): Promise<RunValues> {
  const { field, contains, limit, ...filter } = input
  const others = resolveFilter({ ...filter, [field]: undefined }, ctx.nowMs)
  const rows = await queryValues(ctx.db, { project: ctx.project, field, filter: others, contains, limit })
  return { items: rows.map(({ value, run_count }) => ({ value: value === '' ? '-' : value, runs: run_count })) }
}
