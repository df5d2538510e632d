import { parseAsString, parseAsStringLiteral, type inferParserType } from 'nuqs/server'
import { CostSort } from '#components/cost/cost-rows.ts'
import type { CostGrouping } from '#lib/api/costs.ts'
import { CostDimension } from '#lib/domain/costs.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import { runFilterParams } from '../runs/search-params.ts'

/** In the place of a begin: costs are looked at by period, so that all time is asked for by name. */
export const allTime = 'all'

/** What the page shows, in the URL: filters of the runs, grouping and sort of the table. */
export const costParams = {
  ...runFilterParams,
  from: parseAsString.withDefault('-7d'),
  by: parseAsStringLiteral(CostDimension.options).withDefault('tenant'),
  within: parseAsStringLiteral([...CostDimension.options, 'nothing'] as const).withDefault('taskType'),
  sort: parseAsStringLiteral(CostSort.options),
  order: parseAsStringLiteral(['asc', 'desc']),
  groups: parseAsStringLiteral(['dearest', 'all']).withDefault('dearest'),
}

export type CostParams = inferParserType<typeof costParams>

export function costFilterOf(params: CostParams): RunFilter {
  const { by: _by, within: _within, sort: _sort, order: _order, groups: _groups, from, ...filters } = params
  const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== null))
  return from === allTime ? given : { ...given, from }
}

export function groupingOf({ by, within }: CostParams): CostGrouping {
  return within === 'nothing' || within === by ? [by] : [by, within]
}
