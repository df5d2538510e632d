import type { Statement, StatementLine, TenantStatement } from '#lib/domain/statement.ts'
import { parseUsd, usdDigits, type FixedUsd } from '#lib/pricing/fixed-usd.ts'
import { roundTo, roundTable } from './round-table.ts'

/** Amounts of a row in units of 10^-decimals USD: as they are printed, they add up along the row and down the column. */
export type PrintedAmounts = {
  cost: bigint
  shared: bigint
  markup: bigint
  total: bigint
  /** Null where there was no period before. */
  before: bigint | null
}

export type PrintedStatement = {
  decimals: number
  /** In the order of the statement's tenants. */
  tenants: readonly PrintedAmounts[]
  /** What tenants without any run in this period cost in the one before; null for nothing. */
  gone: bigint | null
  total: PrintedAmounts
}

/** The amounts of a statement as a person adds them up. */
export function printStatement({ tenants, total }: Pick<Statement, 'tenants' | 'total'>): PrintedStatement {
  const decimals = decimalsOf(total.totalUsd)
  const unit = unitOf(decimals)
  const rounded = roundTable(
    tenants.map(({ costUsd, sharedUsd, markupUsd }) => [usd(costUsd), usd(sharedUsd), usd(markupUsd)]),
    unit,
  )
  const before = printBefore(tenants, total.previousCostUsd, unit)
  const printed = tenants.map((_, index): PrintedAmounts => {
    const [cost = 0n, shared = 0n, markup = 0n] = rounded[index] ?? []
    return { cost, shared, markup, total: cost + shared + markup, before: before.tenants[index] ?? null }
  })
  const sum = (pick: (amounts: PrintedAmounts) => bigint) => printed.reduce((all, each) => all + pick(each), 0n)
  return {
    decimals,
    tenants: printed,
    gone: before.gone,
    total: {
      cost: sum(({ cost }) => cost),
      shared: sum(({ shared }) => shared),
      markup: sum(({ markup }) => markup),
      total: sum(({ total: all }) => all),
      before: before.total,
    },
  }
}

/** Costs of a tenant's lines: those of the first level add up to the tenant's, those below one of them to it. */
export function printLines({ lines }: Pick<TenantStatement, 'lines'>, cost: bigint, decimals: number): bigint[] {
  const unit = unitOf(decimals)
  const printed = new Map<StatementLine, bigint>()
  const print = (parts: readonly StatementLine[], whole: bigint) => {
    const amounts = parts.map(({ costUsd }) => usd(costUsd))
    for (const [index, amount] of roundTo(amounts, whole, unit).entries()) {
      const part = parts[index]
      if (part !== undefined) printed.set(part, amount)
    }
  }
  const outer = lines.filter(({ path }) => path.length === 1)
  print(outer, cost)
  const inner = Map.groupBy(
    lines.filter(({ path }) => path.length > 1),
    ({ path }) => path[0] ?? null,
  )
  for (const line of outer) print(inner.get(line.path[0] ?? null) ?? [], printed.get(line) ?? 0n)
  return lines.map((line) => printed.get(line) ?? 0n)
}

/** Cents where there are many of them: a statement over a few dollars would say nothing in cents. */
function decimalsOf(totalUsd: string): number {
  const magnitude = Math.abs(Number(totalUsd))
  if (magnitude >= 100) return 2
  return magnitude >= 1 ? 4 : 6
}

function unitOf(decimals: number): bigint {
  return 10n ** BigInt(usdDigits - decimals)
}

function printBefore(tenants: readonly TenantStatement[], total: string | null, unit: bigint) {
  if (total === null) return { tenants: [], gone: null, total: null }
  const known = tenants.map(({ previousCostUsd }) => (previousCostUsd === null ? null : usd(previousCostUsd)))
  const here = known.filter((amount) => amount !== null)
  const gone = usd(total) - here.reduce((sum, amount) => sum + amount, 0n)
  const [row = []] = roundTable([[...here, gone]], unit)
  const rest = row.values()
  const printed = known.map((amount) => (amount === null ? null : (rest.next().value ?? 0n)))
  const last = row.at(-1) ?? 0n
  return { tenants: printed, gone: gone === 0n ? null : last, total: row.reduce((sum, amount) => sum + amount, 0n) }
}

function usd(text: string): FixedUsd {
  const amount = parseUsd(text)
  if (amount === null) throw new Error(`no amount of money: ${text}`)
  return amount
}
