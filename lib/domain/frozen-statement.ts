import { z } from 'zod'
import { AttributionRules } from './attribution.ts'
import { PriceTable } from './price.ts'
import { ChargebackSettings, Statement } from './statement.ts'

/** What the hash of a closed statement is of. */
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
