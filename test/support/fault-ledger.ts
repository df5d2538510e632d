import { createHash } from 'node:crypto'
import type { SpanRecord } from '#lib/domain/otlp.ts'
import type { TraceTruth } from './fault-traffic.ts'

/** The oracle: what was sent and what was acknowledged, kept by the sender and asked of nobody else. */
export class FaultLedger {
  readonly traces = new Map<string, TraceTruth>()
  private readonly acknowledged = new Map<string, { record: SpanRecord; times: number }>()
  /** Answers that would make an exporter drop data. */
  readonly refusals: string[] = []
  attempts = 0
  failedAttempts = 0
  /** When the latest of the acknowledged requests was sent, milliseconds since the epoch. */
  takenFromMs = 0

  add(trace: TraceTruth): void {
    this.traces.set(trace.traceId, trace)
  }

  acknowledge(records: readonly SpanRecord[], sentMs: number): void {
    this.takenFromMs = Math.max(this.takenFromMs, sentMs)
    for (const record of records) {
      const key = spanKey(record.span)
      const known = this.acknowledged.get(key)
      if (known === undefined) this.acknowledged.set(key, { record, times: 1 })
      else known.times += 1
    }
  }

  get acknowledgedSpans(): number {
    return this.acknowledged.size
  }

  /** Hash of each acknowledged span by its key. */
  *hashes(): Generator<[key: string, hash: string]> {
    for (const [key, { record }] of this.acknowledged) yield [key, hashOf(record)]
  }
}

export function spanKey({ traceId, spanId }: { traceId: string; spanId: string }): string {
  return `${traceId} ${spanId}`
}

/** The same for equal content, in whatever order its fields are. */
export function hashOf(content: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(content)))
    .digest('hex')
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
