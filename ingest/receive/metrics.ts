import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Rejections } from '../otlp/decoded.ts'
import type { Signal } from '../otlp/encode-response.ts'

/** What `GET /metrics` shows. One registry a process, made at its start. */
export class IngestMetrics {
  readonly registry = new Registry()
  readonly requests = new Counter({
    name: 'tacho_ingest_requests_total',
    help: 'Requests answered, by signal and HTTP status.',
    labelNames: ['signal', 'status'],
    registers: [this.registry],
  })
  readonly received = new Counter({
    name: 'tacho_ingest_records_received_total',
    help: 'Spans and log records decoded or refused while decoding.',
    labelNames: ['signal'],
    registers: [this.registry],
  })
  readonly accepted = new Counter({
    name: 'tacho_ingest_records_accepted_total',
    help: 'Spans and log records acknowledged as stored.',
    labelNames: ['signal'],
    registers: [this.registry],
  })
  readonly rejected = new Counter({
    name: 'tacho_ingest_records_rejected_total',
    help: 'Spans and log records refused by partial success, by reason.',
    labelNames: ['signal', 'reason'],
    registers: [this.registry],
  })
  readonly bytes = new Counter({
    name: 'tacho_ingest_bytes_total',
    help: 'Bytes of request bodies, on the wire and after decompression.',
    labelNames: ['form'],
    registers: [this.registry],
  })
  readonly batchRows = new Histogram({
    name: 'tacho_ingest_batch_rows',
    help: 'Records of one batch.',
    buckets: [1, 10, 100, 500, 1_000, 2_500, 5_000, 10_000, 25_000],
    registers: [this.registry],
  })
  readonly insertSeconds = new Histogram({
    name: 'tacho_ingest_insert_seconds',
    help: 'Time of one insert into the database, by table and outcome.',
    labelNames: ['table', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 30],
    registers: [this.registry],
  })
  readonly normaliseFailures = new Counter({
    name: 'tacho_ingest_normalise_failures_total',
    help: 'Records that were stored without being understood because mapping them failed.',
    registers: [this.registry],
  })
  readonly outcomesLost = new Counter({
    name: 'tacho_ingest_outcomes_lost_total',
    help: 'Records missing on the ingest page because their outcomes could not be written before the end.',
    registers: [this.registry],
  })
  readonly nudgeFailures = new Counter({
    name: 'tacho_ingest_nudge_failures_total',
    help: 'Times the worker could not be told of new records; it finds them by itself, later.',
    registers: [this.registry],
  })

  readonly bytesInFlight: Gauge

  constructor(bytesInFlight: () => number) {
    this.bytesInFlight = new Gauge({
      name: 'tacho_ingest_bytes_in_flight',
      help: 'Decoded bytes of requests that are not answered yet.',
      registers: [this.registry],
      collect() {
        this.set(bytesInFlight())
      },
    })
  }

  countRejections(signal: Signal, rejections: Rejections): void {
    for (const [reason, count] of rejections.byCode) this.rejected.inc({ signal, reason }, count)
  }
}
