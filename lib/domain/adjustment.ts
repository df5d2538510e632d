import { z } from 'zod'
import { HistoryActor } from './history.ts'
import { ChargebackSettings } from './statement.ts'
import { Count, Hash, reason, Time, Usd } from './statement-fields.ts'

/** At the rate of the statement, with two digits that add up; null without a second currency, and in notes from before there was one. */
const InCurrency = z.string().nullable().default(null)

/** Why a run is billed otherwise than it was; of several reasons the first that holds. */
export const AdjustmentReason = z.enum([
  'late_run',
  /** It is not in the period any more: deleted, or it began at another time. */
  'gone',
  'moved',
  /** Spans or logs came after closing. */
  'late_data',
  /** It was read anew, by a newer mapping or other rules. */
  'mapping',
  'price',
  /** Put together anew of the same records. */
  'reassembled',
])
export type AdjustmentReason = z.infer<typeof AdjustmentReason>

/** To whom a run is charged, how much, and by which prices. */
export const Billed = z.object({ tenant: z.string().nullable(), costUsd: Usd.nullable(), priceVersion: z.string() })

/** What one tenant is billed otherwise. */
export const TenantAdjustment = z.object({
  tenant: z.string().nullable(),
  /** Runs that change something for the tenant: one that moved counts with both. */
  runs: Count,
  costDifferenceUsd: Usd,
  markupDifferenceUsd: Usd,
  totalDifferenceUsd: Usd,
  totalDifferenceInCurrency: InCurrency,
  reasons: z.array(z.object({ reason: AdjustmentReason, runs: Count, costDifferenceUsd: Usd })),
})
export type TenantAdjustment = z.infer<typeof TenantAdjustment>

export const AdjustedRun = z.object({
  runId: z.string(),
  startedAt: Time,
  reason: AdjustmentReason,
  /** Null: it was not billed, or is not any more. */
  before: Billed.nullable(),
  after: Billed.nullable(),
  differenceUsd: Usd,
})
export type AdjustedRun = z.infer<typeof AdjustedRun>

/** What runs that changed make of a statement. */
export const Adjustments = z.object({
  runs: Count,
  costDifferenceUsd: Usd,
  /** With the markups of the statement; shared costs stay as they were spread. */
  totalDifferenceUsd: Usd,
  totalDifferenceInCurrency: InCurrency,
  tenants: z.array(TenantAdjustment),
})
export type Adjustments = z.infer<typeof Adjustments>

/** A note of adjustments that was booked after closing. */
export const AdjustmentNote = z.object({
  /** From 1 within a statement's version. */
  number: Count,
  bookedAt: Time,
  bookedBy: HistoryActor,
  reason: z.string(),
  contentHash: Hash,
  /** Null for who sees some tenants only. */
  runs: Count.nullable(),
  totalDifferenceUsd: Usd.nullable(),
  totalDifferenceInCurrency: InCurrency,
})
export type AdjustmentNote = z.infer<typeof AdjustmentNote>

/** What has changed since a statement was closed, less what was booked already. */
export const StatementAdjustments = Adjustments.extend({
  statementId: z.string(),
  version: Count,
  draftHash: Hash.nullable().describe('Booking takes it; null where nothing has changed.'),
  /** The largest differences first, 200 at most. */
  items: z.array(AdjustedRun),
  moreRuns: Count.describe('Runs that are not in `items`'),
  booked: z.array(AdjustmentNote),
  currency: ChargebackSettings.shape.currency.describe('Second currency and rate of the statement'),
})
export type StatementAdjustments = z.infer<typeof StatementAdjustments>

/** Body of POST …/adjustments. */
export const AdjustmentBooking = z.object({
  version: z.number().int().positive(),
  draftHash: Hash.describe('Of the adjustments that were looked at; 409 where there are others by now.'),
  reason: reason.default(''),
})
export type AdjustmentBooking = z.infer<typeof AdjustmentBooking>
