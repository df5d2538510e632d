import type { SortOrder } from '#components/table/sort-order.ts'
import { changePercent } from '#components/cost/cost-rows.ts'
import { parseUsd } from '#lib/pricing/fixed-usd.ts'
import type { TenantStatement } from '#lib/domain/statement.ts'
import { allTokens } from './token-lines.ts'
import { hasNoPrice, hasNoTotal } from './unpriced.ts'

/** Columns that tenants are put in order by, as they are named in the address. */
export const statementSorts = [
  'tenant',
  'runs',
  'successful',
  'tokens',
  'unpriced',
  'cost',
  'shared',
  'markup',
  'total',
  'currency',
  'before',
  'change',
] as const
export type StatementSort = (typeof statementSorts)[number]

export type StatementOrder = SortOrder<StatementSort>

/** As a statement has its tenants. */
export const byCost: StatementOrder = { key: 'cost', order: 'desc' }

/** Tenants in an order; those without the figure come last in either direction. */
export function inOrder<Row extends { tenant: TenantStatement }>(
  rows: readonly Row[],
  { key, order }: StatementOrder,
): readonly Row[] {
  if (key === byCost.key && order === byCost.order) return rows
  const sign = order === 'asc' ? 1 : -1
  return rows
    .map((row) => ({ row, value: valueOf(row.tenant, key) }))
    .toSorted((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
      return sign * compare(a.value, b.value)
    })
    .map(({ row }) => row)
}

type Value = string | number | bigint

function valueOf(tenant: TenantStatement, key: StatementSort): Value | null {
  switch (key) {
    case 'tenant':
      return tenant.tenant
    case 'runs':
      return tenant.runs
    case 'successful':
      return tenant.successfulRuns
    case 'tokens':
      return allTokens(tenant.tokens)
    case 'unpriced':
      return tenant.unpricedCalls + tenant.partialCalls
    case 'cost':
      return hasNoPrice(tenant) ? null : parseUsd(tenant.costUsd)
    case 'shared':
      return parseUsd(tenant.sharedUsd)
    case 'markup':
      return parseUsd(tenant.markupUsd)
    case 'total':
      return hasNoTotal(tenant, tenant) ? null : parseUsd(tenant.totalUsd)
    case 'currency':
      return tenant.totalInCurrency === null || hasNoTotal(tenant, tenant) ? null : parseUsd(tenant.totalInCurrency)
    case 'before':
      return tenant.previousCostUsd === null ? null : parseUsd(tenant.previousCostUsd)
    case 'change':
      return hasNoPrice(tenant) ? null : changePercent(tenant.costUsd, tenant.previousCostUsd)
  }
}

const names = new Intl.Collator('en', { numeric: true })

function compare(a: Value, b: Value): number {
  if (typeof a === 'string' || typeof b === 'string') return names.compare(String(a), String(b))
  return a === b ? 0 : a < b ? -1 : 1
}
