import type { SortOrder } from '#components/table/sort-order.ts'
import { z } from 'zod'
import type { ChargedTokens } from '#lib/domain/cost.ts'
import type { CostDimension, CostFigures, CostReport, CostRest } from '#lib/domain/costs.ts'
import { parseUsd } from '#lib/pricing/fixed-usd.ts'
import { keyText } from './dimension-texts.ts'

export const CostSort = z.enum([
  'name',
  'cost',
  'change',
  'runs',
  'perRun',
  'perSuccess',
  'p95',
  'calls',
  'tokens',
  'cached',
  'loops',
  'failed',
  'badEnds',
  'unpriced',
])
export type CostSort = z.infer<typeof CostSort>

export type CostOrder = SortOrder<CostSort>

/** A line of the table; `keys` is where it stands below the total, null where it is the rest of a level. */
export type CostRow = {
  id: string
  level: 0 | 1 | 2
  name: string
  keys: readonly (string | null)[] | null
  figures: CostFigures | CostRest
  /** Undefined where no period before is shown of it. */
  previousUsd: string | null | undefined
  /** Groups below, and whether they are shown. */
  inner: number
  isOpen: boolean
}

/** The table from top to bottom: the total, groups in their order, below the open ones theirs; the rest comes last. */
export function costRows(report: CostReport, sort: CostOrder, open: ReadonlySet<string>): CostRow[] {
  const [outer, inner] = report.by
  const base = { inner: 0, isOpen: false, previousUsd: undefined }
  const rows: CostRow[] = [
    {
      ...base,
      id: 'total',
      level: 0,
      name: 'Total',
      keys: [],
      figures: report.total,
      previousUsd: report.previous?.total.costUsd,
    },
  ]
  if (outer === undefined) return rows
  for (const group of sorted(report.groups, outer, sort)) {
    const id = idOf([group.key])
    const previousUsd = report.previous === null ? undefined : group.previousCostUsd
    const isOpen = open.has(id)
    const row = { id, level: 1, name: keyText(outer, group.key), keys: [group.key], figures: group } as const
    rows.push({ ...row, previousUsd, inner: group.groups.length, isOpen })
    if (!isOpen || inner === undefined) continue
    for (const part of sorted(group.groups, inner, sort)) {
      const keys = [group.key, part.key]
      rows.push({ ...base, id: idOf(keys), level: 2, name: keyText(inner, part.key), keys, figures: part })
    }
    if (group.rest !== null)
      rows.push({ ...base, id: `${id} rest`, level: 2, name: restName(group.rest), keys: null, figures: group.rest })
  }
  if (report.rest !== null)
    rows.push({ ...base, id: 'rest', level: 1, name: restName(report.rest), keys: null, figures: report.rest })
  return rows
}

export function allTokens({
  inputUncached,
  cacheRead,
  cacheWrite5m,
  cacheWrite1h,
  cacheWriteOther,
  output,
}: ChargedTokens): number {
  return inputUncached + cacheRead + cacheWrite5m + cacheWrite1h + cacheWriteOther + output
}

export function inputTokens(tokens: ChargedTokens): number {
  return allTokens(tokens) - tokens.output
}

/** Change to the period before in per cent; null where there is nothing to compare with. */
export function changePercent(costUsd: string | null, previousUsd: string | null | undefined): number | null {
  const before = Number(previousUsd ?? 0)
  return costUsd === null || before === 0 ? null : (Number(costUsd) / before - 1) * 100
}

function restName({ groups }: CostRest): string {
  return `${groups} others`
}

function idOf(keys: readonly (string | null)[]): string {
  return JSON.stringify(keys)
}

type Sortable = CostFigures & { key: string | null; previousCostUsd?: string | null }

function sorted<Group extends Sortable>(
  groups: readonly Group[],
  by: CostDimension,
  { key, order }: CostOrder,
): Group[] {
  const way = order === 'asc' ? 1 : -1
  return groups.toSorted((a, b) => {
    if (key === 'name') return way * keyText(by, a.key).localeCompare(keyText(by, b.key))
    const [left, right] = [valueOf(a, key), valueOf(b, key)]
    // The unknown comes last, whichever way.
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
    return left === right ? 0 : left < right ? -way : way
  })
}

/** Money is compared exactly. */
function valueOf(figures: Sortable, key: Exclude<CostSort, 'name'>): bigint | number | null {
  const { ofRuns, tokens } = figures
  switch (key) {
    case 'cost':
      return usd(figures.costUsd)
    case 'change':
      return changePercent(figures.costUsd, figures.previousCostUsd)
    case 'runs':
      return ofRuns.runs
    case 'perRun':
      return usd(ofRuns.perRunUsd)
    case 'perSuccess':
      return usd(ofRuns.perSuccessUsd)
    case 'p95':
      return usd(ofRuns.percentiles?.p95Usd ?? null)
    case 'calls':
      return figures.calls
    case 'tokens':
      return allTokens(tokens)
    case 'cached':
      return inputTokens(tokens) === 0 ? null : tokens.cacheRead / inputTokens(tokens)
    case 'loops':
      return usd(figures.loopCostUsd)
    case 'failed':
      return usd(figures.failedCostUsd)
    case 'badEnds':
      return usd(figures.badEndCostUsd)
    case 'unpriced':
      return figures.unpricedCalls + figures.partialCalls
    default:
      return z.never().parse(key)
  }
}

function usd(amount: string | null): bigint | null {
  return amount === null ? null : parseUsd(amount)
}
