import type { OutcomeTransport } from '#lib/domain/ingest-outcome.ts'
import type { LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import type { Rejections } from '../otlp/decoded.ts'
import type { KeyBinding } from '#lib/attribution/bind-identity.ts'

/** Whose records these are. */
export type Owner = KeyBinding & {
  project: string
  /** Milliseconds since the epoch. */
  receivedAt: number
}

/** Decoded records of one request, with what the receiver knows of their sender. */
export type ExportRequest<Record> = Owner & {
  transport: OutcomeTransport
  /** Decoded size of the request. */
  bytes: number
  /** Read while they are asked for: throws MalformedOtlpError when the request turns out to be none. */
  records: Iterable<Record>
}

/**
 * What every receiver (HTTP, gRPC) hands records to. Resolves when they are stored, with those
 * that cannot be; rejects with StoreAwayError when the sender should retry.
 */
export type Exporter = {
  exportTraces(request: ExportRequest<SpanRecord>): Promise<Rejections>
  exportLogs(request: ExportRequest<LogRecord>): Promise<Rejections>
}

/** The database did not take the records in time; nothing is acknowledged. */
export class StoreAwayError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreAwayError'
  }
}
