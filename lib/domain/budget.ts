import { z } from 'zod'
import { PriceNumber } from './price.ts'

export const BudgetDimension = z.enum(['tenant', 'feature', 'taskType'])
export type BudgetDimension = z.infer<typeof BudgetDimension>

export const BudgetPeriod = z.enum(['day', 'week', 'month'])
export type BudgetPeriod = z.infer<typeof BudgetPeriod>

/** Whose runs count: all that have each of these values, so that none is the whole project. */
export const BudgetScope = z
  .array(z.object({ dimension: BudgetDimension, value: z.string().trim().min(1).max(200).describe('Exactly so') }))
  .max(2, 'two dimensions at most')
  .refine((scope) => new Set(scope.map(({ dimension }) => dimension)).size === scope.length, 'each dimension once')
  .describe(
    'Whose runs count: those that have all of these, e.g. one feature of one tenant; empty is the whole project',
  )
export type BudgetScope = z.infer<typeof BudgetScope>

const Percent = z.number().int().min(1).max(1000)

export const BudgetThresholds = z
  .object({ soft: Percent.default(70), hard: Percent.default(90), over: Percent.default(100) })
  .refine(({ soft, hard, over }) => soft < hard && hard < over, 'soft is below hard, and hard below over')
  .describe('In percent of the amount')
export type BudgetThresholds = z.infer<typeof BudgetThresholds>

/** As a person says it. */
export const BudgetInput = z.object({
  name: z.string().trim().max(80).default('').describe('What people call it; may be left empty'),
  scope: BudgetScope.default([]),
  period: BudgetPeriod.describe('Weeks begin on Monday'),
  timeZone: z.string().trim().min(1).max(64).default('UTC').describe('Where days begin, e.g. `Europe/Berlin`'),
  amountUsd: PriceNumber.refine((text) => Number(text) > 0, 'more than nothing'),
  thresholds: BudgetThresholds.default({ soft: 70, hard: 90, over: 100 }),
})
export type BudgetInput = z.infer<typeof BudgetInput>

const Count = z.number().int().nonnegative()
/** ISO 8601 */
const Time = z.string()
/** Exact decimal in USD with 12 digits. */
const Usd = z.string()
/** `2026-11-22`, of the budget's time zone. */
const Day = z.string()

export const Budget = BudgetInput.extend({
  budgetId: z.string(),
  version: z.number().int().positive().describe('Send it as `expectedVersion`.'),
  changedAt: Time,
})
export type Budget = z.infer<typeof Budget>

const ExpectedVersion = z.number().int().positive().describe('The version that the change starts from')

export const BudgetChange = BudgetInput.extend({
  expectedVersion: ExpectedVersion,
  reason: z.string().trim().max(300).default(''),
})
export type BudgetChange = z.infer<typeof BudgetChange>

export const BudgetRemoval = z.object({ expectedVersion: ExpectedVersion })
export type BudgetRemoval = z.infer<typeof BudgetRemoval>

/** How far spending has come: the last threshold that it has reached. */
export const BudgetLevel = z.enum(['ok', 'soft', 'hard', 'over'])
export type BudgetLevel = z.infer<typeof BudgetLevel>

export const BudgetMark = z.object({
  name: BudgetLevel.exclude(['ok']),
  percent: Percent,
  amountUsd: Usd,
  isReached: z.boolean(),
  reachedOn: Day.nullable().describe('Day on whose runs it was reached'),
  expectedOn: Day.nullable().describe('Where it is not: day on which it is expected to be, within the period'),
})
export type BudgetMark = z.infer<typeof BudgetMark>

/** With the run that it was reached with. */
export const CrossedMark = BudgetMark.extend({
  reachedAt: Time.nullable().describe('When that run began'),
  reachedRunId: z.string().nullable(),
})
export type CrossedMark = z.infer<typeof CrossedMark>

/** An estimate, in USD with 6 digits. */
const Estimate = z.string()

export const BudgetForecast = z.object({
  expectedUsd: Estimate.describe('Spent at the end of the period'),
  lowUsd: Estimate,
  highUsd: Estimate.describe('Four of five ends lie between `lowUsd` and `highUsd`, if days go on to vary as they did'),
  level: BudgetLevel.describe('That of `expectedUsd`'),
  method: z
    .enum(['weekdays', 'level', 'none'])
    .describe('Level of the last weeks by weekday; the same for all days where they are few; none before a whole day'),
  historyDays: Count.describe('Whole days that it is made of'),
  overOn: Day.nullable().describe('Day on which the last threshold is expected to be reached, or was'),
  overAtEarliest: Day.nullable().describe('The earliest such day between the bounds'),
})
export type BudgetForecast = z.infer<typeof BudgetForecast>

/** What spending lacks, because no price is known: it is in no amount, so that amounts are lower bounds. */
const missing = {
  isLowerBound: z.boolean().describe('Calls without a full price are in the period: more was spent than is said'),
  unpricedCalls: Count,
  unpricedTokens: Count,
  partialCalls: Count.describe('Priced in part'),
}

/** How a budget stands in the period that is under way. */
export const BudgetStanding = z.object({
  asOf: Time.describe('When the runs were added up'),
  stale: z.boolean().describe('What is stored is behind what was sent: some runs may not be counted yet'),
  from: Time,
  to: Time.describe('First moment after the period'),
  fromDay: Day,
  toDay: Day.describe('First day after the period'),
  limitUsd: Usd,
  spentUsd: Usd,
  runs: Count,
  share: z.number().describe('Of the limit, 1 is all of it'),
  level: BudgetLevel,
  marks: z.array(BudgetMark).describe('Thresholds, the lowest first'),
  ...missing,
  forecast: BudgetForecast,
})
export type BudgetStanding = z.infer<typeof BudgetStanding>

const ofBudget = { budgetId: z.string(), version: Count }

/** Answer of GET /budgets/{budgetId}/state. */
export const BudgetState = BudgetStanding.extend({ ...ofBudget, marks: z.array(CrossedMark) })
export type BudgetState = z.infer<typeof BudgetState>

export const BudgetItem = z.object({ budget: Budget, state: BudgetStanding.extend(ofBudget) })
export type BudgetItem = z.infer<typeof BudgetItem>

/** Answer of GET /budgets: what needs looking at first. */
export const BudgetList = z.object({ items: z.array(BudgetItem) })
export type BudgetList = z.infer<typeof BudgetList>

/** A day of the period, as it was or is expected to be. Exact where it is past. */
export const BudgetDay = z.object({
  day: Day,
  from: Time,
  to: Time,
  costUsd: Usd.nullable().describe('Null for days to come'),
  cumulativeUsd: Usd.nullable(),
  runs: Count,
  expected: z
    .object({ cumulativeUsd: Estimate, lowUsd: Estimate, highUsd: Estimate })
    .nullable()
    .describe('At the end of today and of days to come'),
})
export type BudgetDay = z.infer<typeof BudgetDay>

/** Answer of GET /budgets/{budgetId}. */
export const BudgetDetail = z.object({ budget: Budget, state: BudgetState, days: z.array(BudgetDay) })
export type BudgetDetail = z.infer<typeof BudgetDetail>

export const PastPeriod = z.object({
  from: Time,
  to: Time,
  fromDay: Day,
  toDay: Day,
  limitUsd: Usd.describe('That held at its end; where the budget is newer, its first'),
  wasThere: z.boolean().describe('Whether the budget was there before the period ended'),
  spentUsd: Usd,
  runs: Count,
  share: z.number(),
  isKept: z.boolean().describe('Whether less than the last threshold was spent, as far as is known'),
  overOn: Day.nullable(),
  ...missing,
})
export type PastPeriod = z.infer<typeof PastPeriod>

/** Answer of GET /budgets/{budgetId}/history, the newest first. */
export const BudgetHistory = z.object({ items: z.array(PastPeriod) })
export type BudgetHistory = z.infer<typeof BudgetHistory>

/** Answer of POST /budgets/preview: how a budget would stand, and would have done. */
export const BudgetPreview = z.object({ state: BudgetStanding, past: z.array(PastPeriod) })
export type BudgetPreview = z.infer<typeof BudgetPreview>
