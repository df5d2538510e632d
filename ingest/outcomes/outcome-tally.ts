import type { IngestOutcomeInsert } from '#clickhouse/tables/ingest-outcomes.ts'
import type { IngestOutcome, OutcomeSample } from '#lib/domain/ingest-outcome.ts'

/** All outcomes of one sort that this process counted in one minute, so far. Never changed: a new sum is a new row. */
type TallyRow = Readonly<IngestOutcomeInsert>

type Entry = { row: TallyRow; storedVersion: number; isOverflow: boolean }

const minuteMs = 60_000
/** Sorts of outcomes in memory, about 1 kB each. With the database away, each minute has its own. */
const defaultMaxEntries = 5_000
const maxMessageChars = 300
const maxNameChars = 128

/**
 * Sums outcomes by minute and sort. What is written is each sum so far, not what came since the
 * last write: writing it twice changes nothing, and a write whose answer got lost is simply repeated.
 */
export class OutcomeTally {
  private readonly entries = new Map<string, Entry>()
  private readonly maxEntries: number
  private latestMs = 0
  private overflows = 0

  constructor(maxEntries = defaultMaxEntries) {
    this.maxEntries = maxEntries
  }

  add(outcome: IngestOutcome, nowMs: number): void {
    // A clock that is set back must not reopen a minute whose sum is no longer known.
    this.latestMs = Math.max(this.latestMs, nowMs - (nowMs % minuteMs))
    const key = `${this.latestMs} ${sortOf(outcome)}`
    const entry = this.entries.get(key)
    if (entry !== undefined) entry.row = sum(entry.row, outcome)
    else if (this.entries.size - this.overflows < this.maxEntries) this.open(key, outcome, false)
    else this.addOverflow(outcome)
  }

  /** Rows with counts that are not stored yet. */
  waiting(): TallyRow[] {
    const rows: TallyRow[] = []
    for (const { row, storedVersion } of this.entries.values()) if (row.version > storedVersion) rows.push(row)
    return rows
  }

  /** These rows are stored: past minutes that are complete are forgotten. */
  stored(rows: readonly TallyRow[], nowMs: number): void {
    const versions = new Map(rows.map((row) => [`${row.minuteMs} ${sortOf(row)}`, row.version]))
    for (const [key, entry] of this.entries) {
      const { row } = entry
      const version = versions.get(`${row.minuteMs} ${sortOf(row)}`)
      if (version !== undefined) entry.storedVersion = version
      const isPast = row.minuteMs < this.latestMs || row.minuteMs + minuteMs <= nowMs
      if (!isPast || row.version > entry.storedVersion) continue
      this.entries.delete(key)
      if (entry.isOverflow) this.overflows -= 1
    }
    this.latestMs = Math.max(this.latestMs, nowMs - (nowMs % minuteMs))
  }

  /**
   * Too many sorts: the counts go on without project, key and reason. There is one such row for each
   * signal, transport and kind whatever the minute, so that their number is bounded too.
   */
  private addOverflow({ signal, transport, kind, records, requests, bytes }: IngestOutcome): void {
    const rest = { signal, transport, kind, records, requests, bytes }
    const outcome: IngestOutcome = { ...rest, project: '', keyId: '', reason: 'not_itemised', sample: null }
    const key = `overflow ${sortOf(outcome)}`
    const entry = this.entries.get(key)
    if (entry !== undefined) entry.row = sum(entry.row, outcome)
    else this.open(key, outcome, true)
  }

  private open(key: string, outcome: IngestOutcome, isOverflow: boolean): void {
    const row = { ...outcome, sample: bounded(outcome.sample), minuteMs: this.latestMs, version: 1 }
    this.entries.set(key, { row, storedVersion: 0, isOverflow })
    if (isOverflow) this.overflows += 1
  }
}

function sortOf({ project, keyId, signal, transport, kind, reason }: IngestOutcome): string {
  return `${project} ${keyId} ${signal} ${transport} ${kind} ${reason}`
}

/** The newest sample stays. */
function sum(row: TallyRow, { records, requests, bytes, sample }: IngestOutcome): TallyRow {
  return {
    ...row,
    records: row.records + records,
    requests: row.requests + requests,
    bytes: row.bytes + bytes,
    sample: sample === null ? row.sample : bounded(sample),
    version: row.version + 1,
  }
}

function bounded(sample: OutcomeSample | null): OutcomeSample | null {
  if (sample === null) return null
  const { message, attribute, service, traceId, spanId, atMs } = sample
  return {
    message: message.slice(0, maxMessageChars),
    attribute: attribute.slice(0, maxNameChars),
    service: service.slice(0, maxNameChars),
    traceId: traceId.slice(0, maxNameChars),
    spanId: spanId.slice(0, maxNameChars),
    atMs,
  }
}
