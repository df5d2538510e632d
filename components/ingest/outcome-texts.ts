import { formatTimeOfDay } from '#lib/format/time.ts'
import type { IngestProblem } from '#lib/domain/ingest-health.ts'
import type { OutcomeKind, OutcomeReason, OutcomeSignal, OutcomeTransport } from '#lib/domain/ingest-outcome.ts'

type KindText = { label: string; tone: 'good' | 'bad' | 'warn' }

export const kindTexts: Record<OutcomeKind, KindText> = {
  accepted: { label: 'Accepted', tone: 'good' },
  refused: { label: 'Refused', tone: 'bad' },
  cut: { label: 'Cut', tone: 'warn' },
  not_understood: { label: 'Not understood', tone: 'warn' },
}

/** What happened in a few words, and the way out in a sentence; '' where there is nothing to do. */
type ReasonText = { title: string; wayOut: string }

export const reasonTexts: Record<OutcomeReason, ReasonText> = {
  stored: { title: 'Stored', wayOut: '' },
  no_key: {
    title: 'No key',
    wayOut: 'Send the key: OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20<key>.',
  },
  unknown_key: {
    title: 'Unknown key',
    wayOut: 'The key is mistyped, expired or revoked: make a new one with npm run admin -- key create.',
  },
  wrong_key_kind: {
    title: 'Key of another kind',
    wayOut: 'Send with a key of kind ingest: keys of other kinds cannot write telemetry.',
  },
  bad_host: {
    title: 'Unknown host name',
    wayOut: 'Add the name that senders use to TACHO_ALLOWED_HOSTS, or send to an address of this machine.',
  },
  bad_origin: {
    title: 'Web page not allowed',
    wayOut: 'Add the origin of the page to TACHO_CORS_ORIGINS.',
  },
  wrong_path: {
    title: 'Wrong path',
    wayOut:
      'Send to /v1/traces or /v1/logs; OTEL_EXPORTER_OTLP_ENDPOINT gets the path added, the variable per signal does not.',
  },
  wrong_method: { title: 'Wrong method', wayOut: 'OTLP is sent with POST: check what calls this address.' },
  content_type: {
    title: 'Unknown content type',
    wayOut:
      'Set OTEL_EXPORTER_OTLP_PROTOCOL to http/protobuf or http/json for this port, or send gRPC to the gRPC port.',
  },
  content_encoding: {
    title: 'Unknown compression',
    wayOut: 'Set OTEL_EXPORTER_OTLP_COMPRESSION to gzip or none.',
  },
  body_too_large: {
    title: 'Request too large',
    wayOut: 'Send smaller batches (OTEL_BSP_MAX_EXPORT_BATCH_SIZE), or raise TACHO_MAX_BODY_BYTES.',
  },
  malformed: {
    title: 'Not OTLP',
    wayOut: 'The body is not what its content type says: check the exporter’s protocol, and proxies on the way.',
  },
  too_slow: {
    title: 'Too slow',
    wayOut: 'The body did not arrive in time: send smaller batches, or put a Collector near the sender.',
  },
  broken_off: {
    title: 'Broken off',
    wayOut: 'The sender closed the connection: raise OTEL_EXPORTER_OTLP_TIMEOUT, and flush before the process ends.',
  },
  overloaded: {
    title: 'Busy, asked to retry',
    wayOut:
      'Nothing is lost while senders retry; if it goes on, add ingest replicas or raise TACHO_MAX_INFLIGHT_BYTES.',
  },
  rate_limited: {
    title: 'Over the key’s rate, asked to retry',
    wayOut: 'Nothing is lost while senders retry; raise the limit of the key, or send less.',
  },
  store_away: {
    title: 'Database away, asked to retry',
    wayOut: 'Nothing is lost while senders retry; if it goes on, look at the database’s log and disk.',
  },
  failed: {
    title: 'Fault of the receiver, asked to retry',
    wayOut: 'The log of ingest has the cause; please report it.',
  },
  metrics_not_kept: {
    title: 'Metrics are not kept',
    wayOut: 'Set OTEL_METRICS_EXPORTER=none to stop sending them.',
  },
  bad_id: {
    title: 'Bad trace or span id',
    wayOut: 'Ids are 16 and 8 bytes and not all zero: check who makes them, and what rewrites them on the way.',
  },
  bad_time: {
    title: 'Bad time',
    wayOut: 'Times are nanoseconds since the epoch: check the unit, and the clock of the sender.',
  },
  bad_value: {
    title: 'Bad value',
    wayOut: 'A field is not of the type that OTLP says: update the exporter, or mend what builds the records.',
  },
  too_deep: {
    title: 'Nested too deep',
    wayOut: 'Send deep structures as JSON text in one attribute.',
  },
  too_large: {
    title: 'Record too large',
    wayOut: 'Even with its long values cut the record is too large: send less in it, or raise TACHO_MAX_SPAN_BYTES.',
  },
  too_many: {
    title: 'Too many records',
    wayOut: 'Send smaller batches (OTEL_BSP_MAX_EXPORT_BATCH_SIZE).',
  },
  storage: {
    title: 'Refused by the database',
    wayOut: 'The log of ingest names the record: please report it.',
  },
  raw_cut: {
    title: 'Long values cut',
    wayOut: 'Kept, with its longest values shortened in the raw copy: raise TACHO_MAX_SPAN_BYTES to keep more.',
  },
  list_cut: {
    title: 'Attributes, events or links left out',
    wayOut: 'Kept without those over the limit: send large lists as one attribute.',
  },
  unknown_value: {
    title: 'Attribute not known',
    wayOut: 'Kept, and counted as no call: if it is one, please report the attribute with the name of the framework.',
  },
  mapping_failed: {
    title: 'Reading failed',
    wayOut: 'Kept as it came, and counted for nothing: the log of ingest has the cause; please report it.',
  },
  not_itemised: {
    title: 'Not told apart',
    wayOut:
      'More sorts of outcomes at once than are kept apart, or the database was away for long: only sums are known.',
  },
}

export const signalTexts: Record<OutcomeSignal, string> = { traces: 'spans', logs: 'log records', metrics: 'metrics' }

export const transportTexts: Record<OutcomeTransport, string> = {
  'http-protobuf': 'HTTP, protobuf',
  'http-json': 'HTTP, JSON',
  grpc: 'gRPC',
}

/** `since` is a time of day, or "42 s" for the worker's delay. */
export function problemText(problem: IngestProblem, since: string): string {
  switch (problem) {
    case 'ingest_away':
      return `No data since ${since}: ingest has not reported since then. Nothing new is stored; senders that retry lose nothing.`
    case 'worker_away':
      return `Runs stand still since ${since}: the worker has not reported since then. What arrives is stored and shows up when it is back.`
    case 'data_lost':
      return 'Some of what was stored cannot be read any more: damaged parts of the database were set aside. What they held is missing from every page.'
    case 'runs_restoring':
      return 'Some runs are missing: a damaged part of the database was set aside. They are derived again from what is stored.'
    case 'worker_behind':
      return `Runs are ${since} behind what arrives: everything is stored, figures of the last minutes are incomplete.`
    default:
      return problem satisfies never
  }
}

/** `sinceMs` is null where there never was an answer. */
export function noAnswerText(who: 'The database' | 'Tachograph', sinceMs: number | null): string {
  const since = sinceMs === null ? ' does not answer' : ` has not answered since ${formatTimeOfDay(sinceMs)}`
  return `${who}${since}: what is shown may be old. What was received stays stored; this page asks again by itself.`
}
