import { z } from 'zod'
import { OutcomeKind, OutcomeReason, OutcomeSignal, OutcomeTransport } from '#lib/domain/ingest-outcome.ts'
import { defineProjectQuery } from '../../define-scoped-query.ts'
import { OutcomeRange, outcomesInRange } from './outcome-sums.ts'

export const OutcomeSampleRow = z.object({
  project: z.string(),
  key_id: z.string(),
  kind: OutcomeKind,
  reason: OutcomeReason,
  signal: OutcomeSignal,
  transport: OutcomeTransport,
  sample_ms: z.number(),
  sample_message: z.string(),
  sample_attribute: z.string(),
  sample_service: z.string(),
  sample_trace_id: z.string(),
  sample_span_id: z.string(),
})
export type OutcomeSampleRow = z.infer<typeof OutcomeSampleRow>

/** The newest examples; no reason takes the place of all others. */
export const outcomeSamples = defineProjectQuery({
  name: 'outcome-samples',
  params: OutcomeRange.extend({ perReason: z.number(), limit: z.number() }),
  row: OutcomeSampleRow,
  sql: (params) => ({
    sql: `
SELECT
  project,
  key_id,
  kind,
  reason,
  signal,
  transport,
  toUnixTimestamp64Milli(sample_at) AS sample_ms,
  sample_message,
  sample_attribute,
  sample_service,
  sample_trace_id,
  sample_span_id
${outcomesInRange(params).trim()}
  AND sample_message != ''
ORDER BY sample_at DESC, writer
LIMIT {perReason:UInt32} BY kind, reason
LIMIT {limit:UInt32}`,
    params,
  }),
})
