import { z } from 'zod'
import { AttributionRules } from './attribution.ts'
import { AdjustedRun, Adjustments } from './adjustment.ts'
import { PriceTable } from './price.ts'
import { ChargebackSettings, Statement } from './statement.ts'

/** What the hash of a closed statement is of. Documents are never rewritten: what is added to any of these needs a default. */
export const StatementContent = z.object({
  format: z.literal('tachograph-statement/1'),
  project: z.string(),
  statementId: z.string(),
  version: z.number().int(),
  statement: Statement,
  settings: ChargebackSettings,
  /** The project's own prices, of each version that runs were priced with; null where only the catalogue's counted. */
  prices: z.array(z.object({ priceVersion: z.string(), table: PriceTable.nullable() })),
  /** The rules of attribution that held when it was closed. */
  attribution: z.object({ version: z.number().int(), rules: AttributionRules }),
  runs: z.object({
    count: z.number().int(),
    digest: z.string().describe('SHA-256 over the runs as billed: see docs/chargeback.md'),
  }),
})
export type StatementContent = z.infer<typeof StatementContent>

/** A closed statement as a file. */
export const FrozenDocument = z.object({
  contentHash: z.string(),
  closedAt: z.string(),
  content: StatementContent,
})
export type FrozenDocument = z.infer<typeof FrozenDocument>

/** What the hash of a note of adjustments is of. */
export const AdjustmentContent = z.object({
  format: z.literal('tachograph-adjustment/1'),
  project: z.string(),
  statementId: z.string(),
  version: z.number().int(),
  /** From 1 within the statement's version. */
  note: z.number().int(),
  /** Of the statement that it changes. */
  statementHash: z.string(),
  /** Second currency and rate of the statement. */
  currency: ChargebackSettings.shape.currency.default(null),
  adjustments: Adjustments,
  /** Those that changed, as they are billed now. */
  runs: z.object({ count: z.number().int(), digest: z.string() }),
})
export type AdjustmentContent = z.infer<typeof AdjustmentContent>

/** A note of adjustments as a file. */
export const FrozenNote = z.object({
  contentHash: z.string(),
  bookedAt: z.string(),
  content: AdjustmentContent,
  /** The largest differences, 10,000 at most; all of them are in the digest. */
  items: z.array(AdjustedRun),
})
export type FrozenNote = z.infer<typeof FrozenNote>
