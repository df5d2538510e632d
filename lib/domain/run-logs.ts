import { z } from 'zod'

const Count = z.number().int().nonnegative()

/** A log record of a run, or an event of one of its spans. */
export const RunLog = z.object({
  /** Log id, or span id and place among its events. */
  id: z.string(),
  source: z.enum(['log', 'event']),
  /** Nanoseconds since the epoch as decimal string. */
  timeNs: z.string(),
  name: z.string(),
  /** OpenTelemetry's severity number (1 to 24); null where the record has none, and for events. */
  severity: Count.nullable(),
  severityText: z.string(),
  /** Head of the body, or of the attributes where there is no body. */
  text: z.string(),
  /** Row of the run's tree; null for a record that belongs to none. */
  spanId: z.string().nullable(),
})
export type RunLog = z.infer<typeof RunLog>

/** Answer of GET /runs/{runId}/logs, in the order of time. */
export const RunLogs = z.object({
  runId: z.string(),
  version: z.number(),
  items: z.array(RunLog),
  /** Records and events of the run; more than items.length when the list was cut. */
  totalCount: Count,
})
export type RunLogs = z.infer<typeof RunLogs>
