import { z } from 'zod'

const Count = z.number().int().nonnegative()

/** What became of records on their way in. */
export const OutcomeKind = z.enum(['accepted', 'refused', 'cut', 'not_understood'])
export type OutcomeKind = z.infer<typeof OutcomeKind>

export const OutcomeSignal = z.enum(['traces', 'logs', 'metrics'])
export type OutcomeSignal = z.infer<typeof OutcomeSignal>

export const OutcomeTransport = z.enum(['http-protobuf', 'http-json', 'grpc'])
export type OutcomeTransport = z.infer<typeof OutcomeTransport>

/** Why; few and fixed, so that no sender can invent one. */
export const OutcomeReason = z.enum([
  /** Accepted: acknowledged as stored. */
  'stored',
  /** Refused before anything was read. */
  'no_key',
  'unknown_key',
  'wrong_key_kind',
  'bad_host',
  'bad_origin',
  'wrong_path',
  'wrong_method',
  'content_type',
  'content_encoding',
  /** Refused as a whole while it was read. */
  'body_too_large',
  'malformed',
  'too_slow',
  'broken_off',
  /** Answered "come again": nothing is lost while the sender retries. */
  'overloaded',
  'rate_limited',
  'store_away',
  'failed',
  /** Metrics are taken and not kept. */
  'metrics_not_kept',
  /** Single records, refused by partial success. */
  'bad_id',
  'bad_time',
  'bad_value',
  'too_deep',
  'too_large',
  'too_many',
  'storage',
  /** Cut: stored with its longest values shortened, or without the attributes, events or links beyond the limit. */
  'raw_cut',
  'list_cut',
  /** Not understood: stored as it came. */
  'unknown_value',
  'mapping_failed',
  /** More sorts of outcomes at once than are told apart. */
  'not_itemised',
])
export type OutcomeReason = z.infer<typeof OutcomeReason>

/** One example of an outcome. The message is ours and never holds payload text. */
export const OutcomeSample = z.object({
  message: z.string(),
  /** Name of the attribute at fault; '' where none is. */
  attribute: z.string(),
  service: z.string(),
  /** Hex; '' where unknown. */
  traceId: z.string(),
  spanId: z.string(),
  /** Milliseconds since the epoch. */
  atMs: Count,
})
export type OutcomeSample = z.infer<typeof OutcomeSample>

/** What a receiver or the exporter counts: one entry for each kind and reason in a request. */
export const IngestOutcome = z.object({
  /** '' for requests without a valid key: they belong to no project. */
  project: z.string(),
  /** Id of the key; '' for senders without one. */
  keyId: z.string(),
  signal: OutcomeSignal,
  transport: OutcomeTransport,
  kind: OutcomeKind,
  reason: OutcomeReason,
  /** Spans, log records or data points; 0 where a request ended before they were counted. */
  records: Count,
  /** 1, or 0 where another outcome of this kind already counts the request. */
  requests: Count,
  /** Decoded size where known. */
  bytes: Count,
  sample: OutcomeSample.nullable(),
})
export type IngestOutcome = z.infer<typeof IngestOutcome>
