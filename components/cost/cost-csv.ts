import type { CostDimension, CostFigures, CostReport, CostRest } from '#lib/domain/costs.ts'
import { csvLine, type CsvCell } from '#lib/export/csv.ts'
import { dimensionTexts } from './dimension-texts.ts'

type Line = { names: readonly (string | null)[]; figures: CostFigures | CostRest }

const figures: readonly { header: string; cell: (figures: CostFigures | CostRest) => CsvCell }[] = [
  { header: 'cost_usd', cell: ({ costUsd }) => ({ number: costUsd }) },
  { header: 'runs', cell: ({ ofRuns }) => ({ number: ofRuns?.runs ?? null }) },
  { header: 'priced_runs', cell: ({ ofRuns }) => ({ number: ofRuns?.pricedRuns ?? null }) },
  { header: 'successful_runs', cell: ({ ofRuns }) => ({ number: ofRuns?.successfulRuns ?? null }) },
  { header: 'steps', cell: ({ ofRuns }) => ({ number: ofRuns?.steps ?? null }) },
  { header: 'cost_per_run_usd', cell: ({ ofRuns }) => ({ number: ofRuns?.perRunUsd ?? null }) },
  { header: 'cost_per_successful_run_usd', cell: ({ ofRuns }) => ({ number: ofRuns?.perSuccessUsd ?? null }) },
  { header: 'calls', cell: ({ calls }) => ({ number: calls }) },
  { header: 'failed_calls', cell: ({ failedCalls }) => ({ number: failedCalls }) },
  { header: 'input_uncached_tokens', cell: ({ tokens }) => ({ number: tokens.inputUncached }) },
  { header: 'cache_read_tokens', cell: ({ tokens }) => ({ number: tokens.cacheRead }) },
  { header: 'cache_write_5m_tokens', cell: ({ tokens }) => ({ number: tokens.cacheWrite5m }) },
  { header: 'cache_write_1h_tokens', cell: ({ tokens }) => ({ number: tokens.cacheWrite1h }) },
  { header: 'cache_write_other_tokens', cell: ({ tokens }) => ({ number: tokens.cacheWriteOther }) },
  { header: 'output_tokens', cell: ({ tokens }) => ({ number: tokens.output }) },
  { header: 'unpriced_calls', cell: ({ unpricedCalls }) => ({ number: unpricedCalls }) },
  { header: 'unpriced_tokens', cell: ({ unpricedTokens }) => ({ number: unpricedTokens }) },
  { header: 'partial_calls', cell: ({ partialCalls }) => ({ number: partialCalls }) },
  { header: 'loop_cost_usd', cell: ({ loopCostUsd }) => ({ number: loopCostUsd }) },
  { header: 'failed_cost_usd', cell: ({ failedCostUsd }) => ({ number: failedCostUsd }) },
  { header: 'bad_end_cost_usd', cell: ({ badEndCostUsd }) => ({ number: badEndCostUsd }) },
  { header: 'cache_saved_usd', cell: ({ cacheSavedUsd }) => ({ number: cacheSavedUsd }) },
]

/** The innermost rows, which add up to the total; an unknown value is an empty cell, what is beyond a limit says so. */
export function costCsv(report: CostReport): string {
  const header = [...report.by.map(columnName), ...figures.map((figure) => figure.header)]
  const lines = linesOf(report).map(({ names, figures: of }) => [
    ...report.by.map((_, index): CsvCell => ({ text: names[index] ?? null })),
    ...figures.map(({ cell }) => cell(of)),
  ])
  return [header.map((text) => ({ text })), ...lines].map((cells) => csvLine(cells)).join('')
}

function linesOf({ by, total, groups, rest }: CostReport): Line[] {
  if (by.length === 0) return [{ names: [], figures: total }]
  const lines = groups.flatMap((group): Line[] => {
    if (by.length === 1) return [{ names: [group.key], figures: group }]
    const inner = group.groups.map((part) => ({ names: [group.key, part.key], figures: part }))
    return group.rest === null ? inner : [...inner, { names: [group.key, othersOf(group.rest)], figures: group.rest }]
  })
  return rest === null ? lines : [...lines, { names: [othersOf(rest)], figures: rest }]
}

function othersOf({ groups }: CostRest): string {
  return `(${groups} others)`
}

function columnName(dimension: CostDimension): string {
  return dimensionTexts[dimension].label.toLowerCase().replaceAll(' ', '_')
}
