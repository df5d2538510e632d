import type {
  ChargebackSettings,
  SharedCost,
  Statement,
  StatementFigures,
  StatementLine,
  TenantStatement,
} from '#lib/domain/statement.ts'
import { divideHalfEven, formatUsd, parseDecimal, parseUsd } from '#lib/pricing/fixed-usd.ts'
import type { FixedUsd } from '#lib/pricing/fixed-usd.ts'
import { allocate } from './allocate.ts'
import { inCurrency } from './in-currency.ts'

/** Figures of the runs of one tenant (null: of none), with the lines below. */
export type TenantFigures = StatementFigures & { tenant: string | null; lines: readonly StatementLine[] }

/** Each once. */
export type StatementVersions = {
  prices: readonly string[]
  rules: readonly string[]
  mappings: readonly number[]
}

export type StatementInput = {
  from: string
  to: string
  settings: ChargebackSettings
  versions: StatementVersions
  tenants: readonly TenantFigures[]
  /** Cost of the period before by tenant. */
  previous: ReadonlyMap<string | null, string>
}

/**
 * The statement of a period. The tenants' costs are added exactly; shared costs are spread by largest remainders over
 * all tenants and the untagged runs, so that nothing of them is left over; the markup is taken of cost and shared costs
 * together and rounded half to even to 12 digits, once a tenant.
 */
export function buildStatement(input: StatementInput): Statement {
  const { settings, previous, versions } = input
  const ordered = input.tenants.toSorted(largestFirst)
  const shares = settings.sharedCosts.map((cost) => ({ cost, parts: spread(cost, ordered) }))
  const charged = ordered.map((tenant, index) => {
    const shared = shares.map(({ cost, parts }) => ({ ...cost, amount: parts[index] ?? 0n }))
    return chargeTenant(tenant, shared, settings)
  })
  const converted = inCurrency(
    charged.map(({ total }) => total),
    settings.currency,
  )
  const tenants = ordered.map((tenant, index): TenantStatement => {
    const charge = charged[index]
    if (charge === undefined) throw new Error('a tenant without its charge')
    return {
      ...tenant,
      lines: [...tenant.lines],
      shared: charge.shared.map(({ name, key, amount }) => ({ name, key, amountUsd: formatUsd(amount) })),
      sharedUsd: formatUsd(charge.sharedSum),
      markupPercent: charge.markupPercent,
      markupUsd: formatUsd(charge.markup),
      totalUsd: formatUsd(charge.total),
      totalInCurrency: converted?.parts[index] ?? null,
      previousCostUsd: previous.get(tenant.tenant) ?? null,
    }
  })
  return {
    from: input.from,
    to: input.to,
    timeZone: settings.timeZone,
    levels: settings.levels,
    currency: settings.currency,
    priceVersions: versions.prices.toSorted(),
    rulesVersions: versions.rules.toSorted(),
    mappingVersions: versions.mappings.toSorted((a, b) => a - b),
    tenants,
    total: {
      ...sumFigures(ordered),
      ...sumCharges(charged),
      totalInCurrency: converted?.sum ?? null,
      previousCostUsd: sumPrevious(previous),
    },
  }
}

type Shared = SharedCost & { amount: FixedUsd }
type Charge = {
  shared: readonly Shared[]
  sharedSum: FixedUsd
  markupPercent: string
  markup: FixedUsd
  total: FixedUsd
}

function chargeTenant(tenant: TenantFigures, shared: readonly Shared[], settings: ChargebackSettings): Charge {
  const sharedSum = sum(shared.map(({ amount }) => amount))
  const before = usd(tenant.costUsd) + sharedSum
  const markupPercent = markupOf(tenant.tenant, settings)
  const markup = percentOf(before, markupPercent)
  return { shared, sharedSum, markupPercent, markup, total: before + markup }
}

/** In percent. */
export function markupOf(tenant: string | null, { tenantMarkups, markupPercent }: ChargebackSettings): string {
  return tenantMarkups.find((markup) => markup.tenant === tenant)?.percent ?? markupPercent
}

/** Rounded half to even to 12 digits. */
export function percentOf(amount: FixedUsd, percent: string): FixedUsd {
  const { digits, scale } = decimal(percent)
  return divideHalfEven(amount * digits, 100n * 10n ** BigInt(scale))
}

function spread({ amountUsd, key }: SharedCost, tenants: readonly TenantFigures[]): FixedUsd[] {
  return allocate(
    usd(amountUsd),
    tenants.map((tenant) => weightOf(tenant, key)),
  )
}

function weightOf(tenant: TenantFigures, key: SharedCost['key']): bigint {
  if (key === 'cost') return usd(tenant.costUsd)
  if (key === 'runs') return BigInt(tenant.runs)
  if (key === 'equal') return 1n
  const { inputUncached, cacheRead, cacheWrite, output } = tenant.tokens
  return BigInt(inputUncached + cacheRead + cacheWrite + output)
}

/** Of groups that share no run. */
export function sumFigures(tenants: readonly StatementFigures[]): StatementFigures {
  const add = (pick: (figures: StatementFigures) => number) =>
    tenants.reduce((total, figures) => total + pick(figures), 0)
  return {
    runs: add(({ runs }) => runs),
    successfulRuns: add(({ successfulRuns }) => successfulRuns),
    tokens: {
      inputUncached: add(({ tokens }) => tokens.inputUncached),
      cacheRead: add(({ tokens }) => tokens.cacheRead),
      cacheWrite: add(({ tokens }) => tokens.cacheWrite),
      output: add(({ tokens }) => tokens.output),
      reasoning: add(({ tokens }) => tokens.reasoning),
    },
    costUsd: formatUsd(sum(tenants.map(({ costUsd }) => usd(costUsd)))),
    unpricedCalls: add(({ unpricedCalls }) => unpricedCalls),
    unpricedTokens: add(({ unpricedTokens }) => unpricedTokens),
    partialCalls: add(({ partialCalls }) => partialCalls),
  }
}

function sumCharges(charges: readonly Charge[]) {
  return {
    sharedUsd: formatUsd(sum(charges.map(({ sharedSum }) => sharedSum))),
    markupUsd: formatUsd(sum(charges.map(({ markup }) => markup))),
    totalUsd: formatUsd(sum(charges.map(({ total }) => total))),
  }
}

function sumPrevious(previous: StatementInput['previous']): string | null {
  return previous.size === 0 ? null : formatUsd(sum([...previous.values()].map(usd)))
}

/** The most expensive tenant first, what belongs to nobody last. */
function largestFirst(a: TenantFigures, b: TenantFigures): number {
  if (a.tenant === null || b.tenant === null) return Number(a.tenant === null) - Number(b.tenant === null)
  const difference = usd(b.costUsd) - usd(a.costUsd)
  if (difference !== 0n) return difference > 0n ? 1 : -1
  return a.tenant < b.tenant ? -1 : 1
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}

function usd(text: string): FixedUsd {
  const amount = parseUsd(text)
  if (amount === null) throw new Error(`no amount of money: ${text}`)
  return amount
}

function decimal(text: string) {
  const parsed = parseDecimal(text)
  if (parsed === null) throw new Error(`no number: ${text}`)
  return parsed
}
