import { z } from 'zod'
import { OutcomeKind, OutcomeReason, OutcomeSignal, OutcomeTransport } from './ingest-outcome.ts'

const Count = z.number().int().nonnegative()
/** Nanoseconds since the epoch as decimal string. */
const Nanos = z.string()

export const IngestHealthQuery = z.object({
  from: z
    .string()
    .optional()
    .describe('Start of the range: ISO 8601, or relative to now such as `-1h`; the default is `-24h`'),
  to: z.string().optional().describe('End of the range, written like `from`; the default is now'),
})
export type IngestHealthQuery = z.infer<typeof IngestHealthQuery>

export const IngestProcess = z.object({
  process: z.enum(['ingest', 'worker']),
  /** Host and port of ingest, shard of a worker as index/count. */
  name: z.string(),
  /** `stopped`: it said so itself; `silent`: it said nothing for longer than it should. */
  state: z.enum(['running', 'silent', 'stopped']),
  lastSeenNs: Nanos,
})
export type IngestProcess = z.infer<typeof IngestProcess>

/** A damaged part of a table that the database took out: it is kept on its disk, and nothing of it is shown. */
export const LostPart = z.object({
  table: z.string(),
  part: z.string(),
  /** The month or week that it holds rows of, as the database names it. */
  partition: z.string(),
  /** Null: its files do not tell any more, as with the times. */
  rows: Count.nullable(),
  fromNs: Nanos.nullable(),
  toNs: Nanos.nullable(),
  /** `restored`: derived again from what is stored; `restoring`: that is under way; `lost`: nothing holds it but the part. */
  state: z.enum(['lost', 'restoring', 'restored']),
})
export type LostPart = z.infer<typeof LostPart>

/** What a person should know wherever they are: figures on the pages may be old, or too small. */
export const IngestProblem = z.enum(['ingest_away', 'worker_away', 'data_lost', 'runs_restoring', 'worker_behind'])
export type IngestProblem = z.infer<typeof IngestProblem>

/** How the way in is doing now. */
export const IngestState = z.object({
  /** The gravest first. */
  problems: z.array(IngestProblem),
  /** Since when the gravest holds; null without one. */
  sinceNs: Nanos.nullable(),
  /**
   * Age of the oldest record that is in no run yet, milliseconds. 0: the worker has caught up, but for records of the
   * last seconds, which cannot be told from finished ones. Null: no worker ever ran.
   */
  behindMs: Count.nullable(),
  /** From the write of a record to its run being stored, over the last minute; null without new runs. */
  recent: z.object({ runs: Count, late: Count, p95Ms: z.number().nonnegative() }).nullable(),
  processes: z.array(IngestProcess),
  lostParts: z.array(LostPart),
})
export type IngestState = z.infer<typeof IngestState>

/** Records, and the requests that carried them or were refused as a whole. */
export const OutcomeCounts = z.object({ records: Count, requests: Count, bytes: Count })
export type OutcomeCounts = z.infer<typeof OutcomeCounts>

export const OutcomeTotals = z.object({
  accepted: OutcomeCounts,
  refused: OutcomeCounts,
  cut: OutcomeCounts,
  notUnderstood: OutcomeCounts,
})
export type OutcomeTotals = z.infer<typeof OutcomeTotals>

/** A key that sent; never the secret. */
export const SendingKey = z.object({
  /** Null: sent without a key, or without a valid one. */
  keyId: z.string().nullable(),
  name: z.string().nullable(),
  /** First characters of the secret. */
  prefix: z.string().nullable(),
  revoked: z.boolean(),
  /** False: the request had no valid key and belongs to no project. */
  hasProject: z.boolean(),
})
export type SendingKey = z.infer<typeof SendingKey>

export const OutcomeGroup = OutcomeCounts.extend({
  kind: OutcomeKind,
  reason: OutcomeReason,
  signals: z.array(OutcomeSignal),
  transports: z.array(OutcomeTransport),
  /** Begin of the last minute in which it happened. */
  lastNs: Nanos,
})
export type OutcomeGroup = z.infer<typeof OutcomeGroup>

export const KeyOutcomes = OutcomeTotals.extend({ key: SendingKey, lastNs: Nanos })
export type KeyOutcomes = z.infer<typeof KeyOutcomes>

export const OutcomeExample = z.object({
  kind: OutcomeKind,
  reason: OutcomeReason,
  signal: OutcomeSignal,
  transport: OutcomeTransport,
  key: SendingKey,
  atNs: Nanos,
  message: z.string(),
  /** Name of the attribute at fault. */
  attribute: z.string().nullable(),
  service: z.string().nullable(),
  traceId: z.string().nullable(),
  spanId: z.string().nullable(),
  /** The run that the record belongs to, where there is one. */
  runId: z.string().nullable(),
})
export type OutcomeExample = z.infer<typeof OutcomeExample>

export const IngestBucket = z.object({
  startNs: Nanos,
  /** Records. */
  accepted: Count,
  /** Requests, refused in part or as a whole. */
  refused: Count,
  cut: Count,
  notUnderstood: Count,
})
export type IngestBucket = z.infer<typeof IngestBucket>

/** What became of everything that was sent in a range of time, to the minute. `toNs` is exclusive. */
export const IngestHealth = z.object({
  fromNs: Nanos,
  toNs: Nanos,
  bucketSeconds: z.number().int().positive(),
  buckets: z.array(IngestBucket),
  totals: OutcomeTotals,
  /** Records stored in a minute, over the last five full minutes. */
  storedPerMinute: z.number().nonnegative(),
  reasons: z.array(OutcomeGroup),
  keys: z.array(KeyOutcomes),
  /** The newest first; one at most for each minute, key and reason. */
  examples: z.array(OutcomeExample),
  state: IngestState,
})
export type IngestHealth = z.infer<typeof IngestHealth>
