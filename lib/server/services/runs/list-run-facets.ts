import { z } from 'zod'
import { countStoredRuns } from '#clickhouse/queries/runs/count-stored-runs.ts'
import { FacetField, runFacets, type RunFacetRow } from '#clickhouse/queries/runs/run-facets.ts'
import type { ResolvedRunFilter } from '#clickhouse/sql/filters.ts'
import { ListField } from '#clickhouse/sql/list-filter.ts'
import { exactFilterValue } from '#lib/domain/query/filter-value.ts'
import type { RunFacets } from '#lib/domain/facets.ts'
import { RunFilterQuery } from '#lib/domain/filter.ts'
import type { ServiceContext } from '../context.ts'
import { findText } from './find-text.ts'
import { resolveFilter } from './resolve-filter.ts'

/** Query of the values that filters can take. */
export const RunFacetsQuery = RunFilterQuery.extend({
  field: FacetField.optional().describe('One filter; without it all that a list is usually narrowed by'),
  contains: z.string().max(200).default('').describe('Only values that contain this text'),
  limit: z.number().int().min(1).max(200).default(50).describe('Values of each filter'),
})
export type RunFacetsQuery = z.infer<typeof RunFacetsQuery>

/** Sessions are nearly as many as runs: nobody chooses from them. What was charged, and whom runs began with, costs ask for. */
const usual: readonly FacetField[] = FacetField.options.filter(
  (field) => field !== 'session' && field !== 'topAgent' && !field.startsWith('charged'),
)
/** Counting more runs than these exactly would take longer than a person waits. */
const mostExact = 150_000
/** Of so many to find them costs more than to count them. */
const mostFew = 50_000

/** Values of the filters with the number of runs that have them, the most frequent first. */
export async function listRunFacets({
  ctx,
  input,
}: {
  ctx: ServiceContext
  input: RunFacetsQuery
}): Promise<RunFacets> {
  const { field, contains, limit, ...query } = input
  const asked = resolveFilter(query, ctx.nowMs)
  const found = await findText(ctx, withoutLists(asked))
  const filter = { ...asked, ...found?.narrowed }
  const fields = field === undefined ? usual : [field]
  // Replaced versions may have been another tenant's: they count for nobody who sees one only.
  const { stored, matching } = found === null ? await storedRuns(ctx, filter) : noneCounted
  const exact = found !== null || !ctx.scope.isWholeProject || stored <= mostExact
  const few = matching <= mostFew
  const rows = await runFacets(ctx.db, ctx.scope, { fields: [...fields], filter, exact, few, contains, limit })
  const rowsOf = Map.groupBy(rows, (row) => row.field)
  return {
    facets: fields.map((name) => ({ field: name, ...itemsOf(rowsOf.get(name) ?? []) })),
    approximate: !exact,
    capped: found?.capped ?? false,
  }
}

/** A filter is left out of its own counts, so the text is looked up without any of them. */
function withoutLists(filter: ResolvedRunFilter): ResolvedRunFilter {
  return { ...filter, ...Object.fromEntries(ListField.options.map((field) => [field, undefined])) }
}

const noneCounted = { stored: 0, matching: 0 }

async function storedRuns(ctx: ServiceContext, filter: ResolvedRunFilter): Promise<typeof noneCounted> {
  const [counted] = await countStoredRuns(ctx.db, ctx.scope, { filter })
  return counted ?? noneCounted
}

function itemsOf(rows: readonly RunFacetRow[]): Pick<RunFacets['facets'][number], 'items' | 'values'> {
  return {
    items: rows.map(({ value, run_count }) => ({
      value,
      filter: value === '' ? '-' : exactFilterValue(value, false),
      runs: run_count,
    })),
    values: rows[0]?.value_count ?? 0,
  }
}
