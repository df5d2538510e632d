import { costGroups, type CostGroupRow } from '#clickhouse/queries/costs/cost-groups.ts'
import { costStatuses, type CostStatusRow } from '#clickhouse/queries/costs/cost-statuses.ts'
import { listRuns } from '#clickhouse/queries/runs/list-runs.ts'
import { runOf } from '#clickhouse/tables/run-row.ts'
import { CostStatus } from '#lib/domain/cost.ts'
import type { Run } from '#lib/domain/run.ts'
import type { RunsCostPart, RunsExplanation, RunsExplanationQuery } from '#lib/domain/runs-explanation.ts'
import { formatUsd, parseUsd, sumUsd } from '#lib/pricing/fixed-usd.ts'
import type { ServiceContext } from '../context.ts'
import { costFilter, type CostFilter } from './cost-filter.ts'
import { knownCost, noFigures, tokensOf } from './figures-of.ts'

/** Models, and tools, that are told apart. */
const mostParts = 100
/** A run that comes in between two reads makes them differ: then they are read again. */
const attempts = 3

/** What a sum over runs is made of: by model and tool, by how much is known, and run by run. */
export async function explainRuns({
  ctx,
  input,
}: {
  ctx: ServiceContext
  input: RunsExplanationQuery
}): Promise<RunsExplanation> {
  const { limit, ...query } = input
  const { filter, capped } = await costFilter(ctx, query)
  let read = await readOnce(ctx, filter, limit)
  for (let attempt = 1; attempt < attempts && !agrees(read); attempt++) read = await readOnce(ctx, filter, limit)
  return { ...read, capped }
}

async function readOnce(ctx: ServiceContext, filter: CostFilter['filter'], limit: number) {
  const { db, scope } = ctx
  const [statuses, groups, rows] = await Promise.all([
    costStatuses(db, scope, { filter }),
    costGroups(db, scope, { filter, by: ['model', 'tool'], limit: mostParts, within: mostParts }),
    listRuns(db, scope, { filter, sort: 'costUsd', order: 'desc', after: null, limit }),
  ])
  const items = rows.map(runOf)
  const runs = statuses.reduce((sum, row) => sum + row.runs, 0)
  const costUsd = sumUsd(statuses.map(({ cost }) => cost))
  const total = groups.find(({ level }) => level === 0)
  return {
    costUsd,
    runs,
    tokens: total === undefined ? noFigures.tokens : tokensOf(total),
    statuses: statusesOf(statuses),
    parts: partsOf(groups),
    items,
    rest: restOf(statuses, items),
  }
}

function statusesOf(rows: readonly CostStatusRow[]): RunsExplanation['statuses'] {
  return CostStatus.options.flatMap((status) =>
    rows.filter((row) => row.status === status).map(({ runs, cost }) => ({ status, runs, costUsd: cost })),
  )
}

/** Calls of tools name no model: they are told apart by the tool instead. */
function partsOf(rows: readonly CostGroupRow[]): RunsCostPart[] {
  const parts = rows.flatMap((row): RunsCostPart[] => {
    if (row.level === 1 && row.is_rest_1 === 1) return [partOf(row, 'others', null)]
    if (row.level === 1 && row.key_1 !== '') return [partOf(row, 'model', row.key_1)]
    if (row.level !== 2 || row.key_1 !== '') return []
    if (row.is_rest_2 === 1) return [partOf(row, 'others', null)]
    return [row.key_2 === '' ? partOf(row, 'model', null) : partOf(row, 'tool', row.key_2)]
  })
  // Runs of which nothing was to be priced are a group without calls.
  return parts.filter(({ calls, costUsd, unpricedCalls }) => calls > 0 || unpricedCalls > 0 || costUsd !== null).toSorted(byCost) // prettier-ignore
}

function partOf(row: CostGroupRow, kind: RunsCostPart['kind'], name: string | null): RunsCostPart {
  const { calls, unpriced_calls: unpricedCalls, partial_calls: partialCalls } = row
  return { kind, name, calls, unpricedCalls, partialCalls, tokens: tokensOf(row), costUsd: knownCost(row) }
}

function restOf(statuses: readonly CostStatusRow[], items: readonly Run[]): RunsExplanation['rest'] {
  const runs = statuses.reduce((sum, row) => sum + row.runs, 0) - items.length
  if (runs <= 0) return null
  const shown = items.flatMap(({ costUsd }) => costUsd ?? [])
  const isKnown = statuses.reduce((sum, row) => sum + row.known_runs, 0) > shown.length
  return { runs, costUsd: isKnown ? formatUsd(amountOf(statuses.map(({ cost }) => cost)) - amountOf(shown)) : null }
}

/** Whether the parts, and where they are all there the runs, come to the sum. */
function agrees({ costUsd, runs, parts, items, rest }: Omit<RunsExplanation, 'capped'>): boolean {
  const total = amountOf([costUsd])
  if (amountOf(parts.map((part) => part.costUsd)) !== total) return false
  const shown = amountOf(items.map((run) => run.costUsd))
  return rest === null ? items.length === runs && shown === total : shown <= total
}

function amountOf(amounts: readonly (string | null)[]): bigint {
  return amounts.reduce((sum, usd) => sum + (usd === null ? 0n : (parseUsd(usd) ?? 0n)), 0n)
}

function byCost(a: RunsCostPart, b: RunsCostPart): number {
  const [left, right] = [amountOf([a.costUsd]), amountOf([b.costUsd])]
  return left > right ? -1 : Number(left < right)
}
