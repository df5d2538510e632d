import type { AdjustmentReason, Adjustments, TenantAdjustment } from '#lib/domain/adjustment.ts'
import type { ChargebackSettings } from '#lib/domain/statement.ts'
import { formatUsd, parseUsd, type FixedUsd } from '#lib/pricing/fixed-usd.ts'
import { markupOf, percentOf } from './build-statement.ts'
import { inCurrency } from './in-currency.ts'

/** Of the runs of one tenant that are billed otherwise for one reason. */
export type ReasonSum = { tenant: string | null; reason: AdjustmentReason; runs: number; differenceUsd: string }

/** Cost and shared costs that a tenant was billed until now. */
export type BilledTenant = { costUsd: string; sharedUsd: string }

export type AdjustmentInput = {
  /** Runs that changed, each once. */
  runs: number
  sums: readonly ReasonSum[]
  /** With everything that was booked since closing. */
  billed: ReadonlyMap<string | null, BilledTenant>
  /** As they were when the statement was closed. */
  settings: ChargebackSettings
}

/**
 * What changed runs make of a statement: cost by difference, the markup as the difference of the markups of what is
 * billed then and now, so that statement and notes together are what one statement of the present runs would be, but
 * for shared costs, which stay as they were spread. Differences in the second currency are rounded by themselves, so
 * that a note adds up: together with the statement's they may be a hundredth off what one statement would say.
 */
export function buildAdjustments({ runs, sums, billed, settings }: AdjustmentInput): Adjustments {
  const byTenant = Map.groupBy(sums, ({ tenant }) => tenant)
  const tenants = [...byTenant].map(([tenant, reasons]): Exact => {
    const cost = total(reasons.map(({ differenceUsd }) => usd(differenceUsd)))
    const before = billed.get(tenant)
    const base = before === undefined ? 0n : usd(before.costUsd) + usd(before.sharedUsd)
    const percent = markupOf(tenant, settings)
    return { tenant, reasons, cost, markup: percentOf(base + cost, percent) - percentOf(base, percent) }
  })
  const ordered = tenants.toSorted(largestFirst)
  const totals = ordered.map(({ cost, markup }) => cost + markup)
  const converted = inCurrency(totals, settings.currency)
  return {
    runs,
    costDifferenceUsd: formatUsd(total(ordered.map(({ cost }) => cost))),
    totalDifferenceUsd: formatUsd(total(totals)),
    totalDifferenceInCurrency: converted?.sum ?? null,
    tenants: ordered.map((tenant, index) => shown(tenant, converted?.parts[index] ?? null)),
  }
}

type Exact = { tenant: string | null; reasons: readonly ReasonSum[]; cost: FixedUsd; markup: FixedUsd }

function shown({ tenant, reasons, cost, markup }: Exact, totalDifferenceInCurrency: string | null): TenantAdjustment {
  return {
    tenant,
    runs: reasons.reduce((sum, { runs }) => sum + runs, 0),
    costDifferenceUsd: formatUsd(cost),
    markupDifferenceUsd: formatUsd(markup),
    totalDifferenceUsd: formatUsd(cost + markup),
    totalDifferenceInCurrency,
    reasons: reasons.map(({ reason, runs, differenceUsd }) => ({ reason, runs, costDifferenceUsd: differenceUsd })),
  }
}

/** Whatever belongs to nobody comes last. */
function largestFirst(a: Exact, b: Exact): number {
  if (a.tenant === null || b.tenant === null) return Number(a.tenant === null) - Number(b.tenant === null)
  const difference = magnitude(b.cost + b.markup) - magnitude(a.cost + a.markup)
  if (difference !== 0n) return difference > 0n ? 1 : -1
  return a.tenant < b.tenant ? -1 : 1
}

function magnitude(amount: FixedUsd): FixedUsd {
  return amount < 0n ? -amount : amount
}

function total(amounts: readonly FixedUsd[]): FixedUsd {
  return amounts.reduce((sum, amount) => sum + amount, 0n)
}

function usd(text: string): FixedUsd {
  const amount = parseUsd(text)
  if (amount === null) throw new Error(`no amount of money: ${text}`)
  return amount
}
