import { z } from 'zod'
import { ChargebackSettings } from './statement.ts'

const Count = z.number().int().nonnegative()

const of = {
  statementId: z.string(),
  /** Of the statement: 1 when it is closed first. */
  statementVersion: Count,
}
const document = {
  /** Names the rows that hold what was frozen. */
  closingId: z.string(),
  contentHash: z.string(),
}

/** What was decided about a project's statements, one version of one entry each: nothing passes another. */
export const StatementEvent = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('closed'),
    ...of,
    ...document,
    from: z.string(),
    to: z.string(),
    timeZone: z.string(),
    tenants: Count,
    runs: Count,
    costUsd: z.string(),
    totalUsd: z.string(),
    totalInCurrency: z.string().nullable(),
    currency: ChargebackSettings.shape.currency,
  }),
  z.object({
    event: z.literal('adjusted'),
    ...of,
    ...document,
    /** From 1 within the statement's version. */
    note: Count,
    runs: Count,
    totalDifferenceUsd: z.string(),
    totalDifferenceInCurrency: z.string().nullable().default(null),
  }),
  z.object({ event: z.literal('reopened'), ...of }),
])
export type StatementEvent = z.infer<typeof StatementEvent>
