import { z } from 'zod'
import { AdjustmentNote } from './adjustment.ts'
import { HistoryActor } from './history.ts'
import { Count, Hash, reason, Time, Usd } from './statement-fields.ts'
import { ChargebackSettings, Statement } from './statement.ts'

/** Which period: a month, or any range of it. */
const period = {
  period: z
    .string()
    .max(20)
    .optional()
    .describe('A month such as `2026-11`, `this-month` or `last-month`; this month where nothing is said'),
  from: z.string().max(40).optional().describe('Instead of `period`: a day such as `2026-11-01`, or an instant'),
  to: z.string().max(40).optional().describe('End of the range, which is not in it: a day or an instant'),
  timeZone: z
    .string()
    .max(64)
    .optional()
    .describe('Where days and months begin, e.g. `Europe/Berlin`; otherwise that of the settings'),
  groupBy: z
    .string()
    .max(100)
    .optional()
    .describe(
      'Levels below the tenant, one or two of feature, taskType, agent, agentVersion, model and environment, ' +
        'joined by a comma; otherwise those of the settings',
    ),
}

export const StatementFormat = z.enum(['json', 'csv'])
export type StatementFormat = z.infer<typeof StatementFormat>

export const StatementQuery = z.object({
  ...period,
  live: z
    .boolean()
    .default(false)
    .describe('Runs as they are now, also where the period is closed: otherwise the closed statement is answered'),
  format: StatementFormat.default('json').describe('`csv` is a file; its header is in docs/chargeback.md'),
})
export type StatementQuery = z.infer<typeof StatementQuery>

/** What whoever bills from it should know; `count` is runs, calls, statements or versions, 0 where there is nothing to count. */
export const StatementWarning = z.object({
  code: z.enum([
    'period_not_over',
    'runs_running',
    'repricing_under_way',
    'reattribution_under_way',
    /** Calls that are in no amount, because their price is not known. */
    'unpriced_calls',
    /** Calls of which only a part is in the amounts. */
    'partial_calls',
    'untagged_runs',
    /** Runs were priced with so many versions of the prices. */
    'several_price_versions',
    /** A closed statement has some of the same days: closing this one is refused. From and to are what is left of it, if that is one piece. */
    'overlaps_closed',
    /** Hours between this period and a closed one beside it are in no statement: the time zone was another one then. */
    'hours_left_out',
    /** Seen are some tenants only: shared costs need all of them, and are left out until the period is closed. */
    'shared_costs_left_out',
  ]),
  count: Count,
  from: Time.optional().describe('Of the time that the warning is about'),
  to: Time.optional().describe('End of that time, which is not in it'),
})
export type StatementWarning = z.infer<typeof StatementWarning>

/** One version of a closed statement. */
export const ClosedStatement = z.object({
  /** `2026-11` for a month, else both ends. */
  statementId: z.string(),
  /** From 1; a reopened period is closed again as the next one. */
  version: Count,
  /** A version that was reopened stays readable. */
  state: z.enum(['closed', 'reopened']),
  from: Time,
  to: Time,
  timeZone: z.string(),
  closedAt: Time,
  closedBy: HistoryActor,
  /** What whoever closed it wrote. */
  reason: z.string(),
  contentHash: Hash,
  reopened: z.object({ at: Time, by: HistoryActor, reason: z.string() }).nullable(),
  /** Of the whole project; null for who sees some tenants only. */
  total: z
    .object({ tenants: Count, runs: Count, costUsd: Usd, totalUsd: Usd, totalInCurrency: z.string().nullable() })
    .nullable(),
  currency: ChargebackSettings.shape.currency,
  adjustments: z.array(AdjustmentNote),
})
export type ClosedStatement = z.infer<typeof ClosedStatement>

/** Answer of GET /chargeback. */
export const StatementReport = z.object({
  /** Id under which the period is, or would be, closed. */
  statementId: z.string(),
  /** The closed one where the period is closed and `live` was not asked for. */
  statement: Statement,
  /** The newest closing of this period, a reopened one too. */
  closing: ClosedStatement.nullable(),
  isFrozen: z.boolean().describe('Whether `statement` is that of `closing`, as it was closed'),
  draftHash: Hash.nullable().describe(
    'Of what is shown; closing takes it, so that nobody closes something else. Null where it is frozen, and for who sees some tenants only.',
  ),
  warnings: z.array(StatementWarning),
})
export type StatementReport = z.infer<typeof StatementReport>

/** Answer of GET and PUT /chargeback/settings. */
export const SavedChargeback = z.object({
  settings: ChargebackSettings,
  /** 0 where nothing was ever saved. */
  version: Count,
})
export type SavedChargeback = z.infer<typeof SavedChargeback>

/** Body of PUT /chargeback/settings. */
export const ChargebackChange = z.object({
  settings: ChargebackSettings,
  expectedVersion: Count.describe('409 where somebody else has saved meanwhile.'),
  reason: reason.default(''),
})
export type ChargebackChange = z.infer<typeof ChargebackChange>

/** Body of POST /chargeback/statements. */
export const StatementClosing = z.object({
  ...period,
  draftHash: Hash.describe('Of the statement that was looked at; 409 where its figures are others by now.'),
  reason: reason.default(''),
})
export type StatementClosing = z.infer<typeof StatementClosing>

/** Answer of GET /chargeback/statements: every version, the newest first. */
export const ClosedStatements = z.object({ items: z.array(ClosedStatement) })
export type ClosedStatements = z.infer<typeof ClosedStatements>

export const ClosedStatementQuery = z.object({
  version: z.number().int().positive().optional().describe('The newest where it is left out'),
  format: StatementFormat.default('json').describe(
    '`json` is the frozen document with its hash, `csv` the frozen table: the same bytes for ever',
  ),
})
export type ClosedStatementQuery = z.infer<typeof ClosedStatementQuery>

/** Answer of GET /chargeback/statements/{statementId}/detail: for pages. */
export const StatementDetail = z.object({
  closing: ClosedStatement,
  statement: Statement,
  settings: ChargebackSettings.nullable().describe('As they were; null for who sees some tenants only'),
})
export type StatementDetail = z.infer<typeof StatementDetail>

/** Body of POST …/reopen. */
export const StatementReopening = z.object({
  version: z.number().int().positive().describe('The version that was looked at; 409 where it is not closed any more.'),
  reason: reason.min(1, 'say why it is opened again'),
})
export type StatementReopening = z.infer<typeof StatementReopening>
