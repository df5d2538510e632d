import { z } from 'zod'
import { PriceNumber } from './price.ts'

/** Columns that a statement's lines are made of, below the tenant. */
export const StatementLevel = z.enum(['feature', 'taskType', 'agent', 'agentVersion', 'model', 'environment'])
export type StatementLevel = z.infer<typeof StatementLevel>

const Usd = z.string()
const Count = z.number().int().nonnegative()
/** Percent with a sign: -10 takes a tenth off, 15 adds it. */
const SignedPercent = z
  .string()
  .trim()
  .regex(/^-?\d{1,4}(?:\.\d{1,6})?$/, 'a number of percent such as 15 or -2.5')
  .refine((text) => Number(text) >= -100, 'not below -100')

/** What a share of a common cost is measured by. */
export const SpreadKey = z.enum(['cost', 'runs', 'tokens', 'equal'])
export type SpreadKey = z.infer<typeof SpreadKey>

/** A cost that no run has, e.g. a platform fee. */
export const SharedCost = z.object({ name: z.string().trim().min(1).max(120), amountUsd: PriceNumber, key: SpreadKey })
export type SharedCost = z.infer<typeof SharedCost>

/** How a project charges its tenants. */
export const ChargebackSettings = z.object({
  levels: z
    .array(StatementLevel)
    .min(1)
    .max(2)
    .refine((levels) => new Set(levels).size === levels.length, 'two that differ'),
  timeZone: z.string().min(1).max(64),
  /** Added to everybody, unless a tenant has an adjustment of its own. */
  markupPercent: SignedPercent,
  tenantMarkups: z.array(z.object({ tenant: z.string().min(1).max(200), percent: SignedPercent })).max(1_000),
  sharedCosts: z.array(SharedCost).max(50),
  currency: z.object({ code: z.string().regex(/^[A-Z]{3}$/, 'a code such as EUR'), usdRate: PriceNumber }).nullable(),
})
export type ChargebackSettings = z.infer<typeof ChargebackSettings>

/** Those of a project that has saved none. */
export const defaultChargeback: ChargebackSettings = {
  levels: ['feature', 'taskType'],
  timeZone: 'UTC',
  markupPercent: '0',
  tenantMarkups: [],
  sharedCosts: [],
  currency: null,
}

/** What runs used, in the disjoint classes of `Usage`; a class that a payload cannot tell is counted in none. */
export const StatementTokens = z.object({
  inputUncached: Count,
  cacheRead: Count,
  cacheWrite: Count,
  output: Count,
  /** Of `output`. */
  reasoning: Count,
})
export type StatementTokens = z.infer<typeof StatementTokens>

const figures = {
  /** Runs that it has a part in: lines of models or agents may share one, so only tenants' and the total add up. */
  runs: Count,
  successfulRuns: Count,
  tokens: StatementTokens,
  costUsd: Usd,
  /** Calls whose price is not known or not whole: with their tokens, never as nothing. */
  unpricedCalls: Count,
  unpricedTokens: Count,
  partialCalls: Count,
}

/** Figures of one group of runs, as the store adds them up. */
export const StatementFigures = z.object(figures)
export type StatementFigures = z.infer<typeof StatementFigures>

export const StatementLine = z.object({
  /** Value of each level; null where a run has none. */
  path: z.array(z.string().nullable()),
  ...figures,
})
export type StatementLine = z.infer<typeof StatementLine>

export const TenantStatement = z.object({
  /** Null: runs that no tenant could be found for. */
  tenant: z.string().nullable(),
  ...figures,
  /** By the first level, each followed by its lines of both; each level adds up to the tenant's cost. */
  lines: z.array(StatementLine),
  shared: z.array(z.object({ name: z.string(), key: SpreadKey, amountUsd: Usd })),
  sharedUsd: Usd,
  markupPercent: z.string(),
  markupUsd: Usd,
  /** Cost, shared costs and markup. */
  totalUsd: Usd,
  /** The total in the second currency with two digits; all of them add up to that of the statement. */
  totalInCurrency: z.string().nullable(),
  /** Cost of the period before; null where there was none. */
  previousCostUsd: Usd.nullable(),
})
export type TenantStatement = z.infer<typeof TenantStatement>

export const Statement = z.object({
  /** Instants; `to` is excluded. */
  from: z.string(),
  to: z.string(),
  timeZone: z.string(),
  levels: z.array(StatementLevel),
  currency: ChargebackSettings.shape.currency,
  /** What the runs were priced, attributed and read with. */
  priceVersions: z.array(z.string()),
  rulesVersions: z.array(z.string()),
  mappingVersions: z.array(Count),
  tenants: z.array(TenantStatement),
  total: z.object({
    ...figures,
    sharedUsd: Usd,
    markupUsd: Usd,
    totalUsd: Usd,
    totalInCurrency: z.string().nullable(),
    previousCostUsd: Usd.nullable(),
  }),
})
export type Statement = z.infer<typeof Statement>
