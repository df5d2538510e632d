import { z } from 'zod'
import { AdjustmentReason, Billed } from './adjustment.ts'
import { StatementFormat } from './chargeback.ts'
import { Count, Time, Usd } from './statement-fields.ts'

export const BilledRunsQuery = z.object({
  version: z.number().int().positive().optional().describe('The newest where it is left out'),
  tenant: z
    .string()
    .max(500)
    .optional()
    .describe('Only what this one was billed; `-` is no tenant, and a backslash before it takes it literally'),
  changed: z.boolean().default(false).describe('Only runs that are otherwise by now, or gone'),
  format: StatementFormat.default('json').describe(
    '`csv` is a file of all of them; its header is in docs/chargeback.md',
  ),
  cursor: z.string().max(2000).optional().describe('`nextCursor` of the page before'),
  limit: z.number().int().min(1).max(200).default(50).describe('Runs on a page'),
})
export type BilledRunsQuery = z.infer<typeof BilledRunsQuery>

/** A run as a closed statement has billed it, beside what it is now. */
export const BilledRun = z.object({
  runId: z.string(),
  startedAt: Time,
  startedNs: z.string().describe('When it was billed as begun, in nanoseconds: the digest of runs is made of it'),
  billed: Billed,
  /** Null: it is not in the period any more, or not of what the reader sees. */
  now: Billed.nullable(),
  differenceUsd: Usd,
  /** Null where it is billed as it is now. */
  reason: AdjustmentReason.nullable(),
})
export type BilledRun = z.infer<typeof BilledRun>

/** Answer of GET …/runs: the most expensive first. */
export const BilledRuns = z.object({
  statementId: z.string(),
  version: Count,
  /** Of all pages, changed or not: what the statement says of the tenant, or in all. */
  runs: Count,
  billedUsd: Usd,
  items: z.array(BilledRun),
  nextCursor: z.string().nullable(),
})
export type BilledRuns = z.infer<typeof BilledRuns>
