import type { Statement, TenantStatement } from '#lib/domain/statement.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'
import { sumFigures } from './build-statement.ts'

/** What of a statement somebody sees who sees some tenants only: their rows as they are, and the sums of these. */
export function cutStatement(statement: Statement, tenantNames: readonly string[]): Statement {
  const tenants = statement.tenants.filter(({ tenant }) => tenant !== null && tenantNames.includes(tenant))
  const sum = (pick: (tenant: TenantStatement) => string | null) => sumUsd(tenants.map(pick))
  const none = '0.000000000000'
  return {
    ...statement,
    tenants,
    total: {
      ...sumFigures(tenants),
      sharedUsd: sum(({ sharedUsd }) => sharedUsd) ?? none,
      markupUsd: sum(({ markupUsd }) => markupUsd) ?? none,
      totalUsd: sum(({ totalUsd }) => totalUsd) ?? none,
      totalInCurrency: statement.currency === null ? null : sumHundredths(tenants),
      previousCostUsd: sum(({ previousCostUsd }) => previousCostUsd),
    },
  }
}

/** Amounts of the second currency have two digits, and so has their sum. */
function sumHundredths(tenants: readonly TenantStatement[]): string {
  const sum = sumUsd(tenants.map(({ totalInCurrency }) => totalInCurrency)) ?? '0.00'
  return sum.replace(/^(-?\d+\.\d\d)\d*$/, '$1')
}
