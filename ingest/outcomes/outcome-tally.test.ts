import { describe, expect, it } from 'vitest'
import type { IngestOutcome } from '#lib/domain/ingest-outcome.ts'
import { OutcomeTally } from './outcome-tally.ts'

const minute = 60_000

function outcome(change: Partial<IngestOutcome> = {}): IngestOutcome {
  return {
    project: 'p',
    keyId: 'k',
    signal: 'traces',
    transport: 'http-json',
    kind: 'accepted',
    reason: 'stored',
    records: 10,
    requests: 1,
    bytes: 100,
    sample: null,
    ...change,
  }
}

/** What the database shows: of each minute and sort the row with the highest version. */
class Table {
  readonly rows = new Map<string, ReturnType<OutcomeTally['waiting']>[number]>()
  take(rows: ReturnType<OutcomeTally['waiting']>): void {
    for (const row of rows) {
      const key = [row.minuteMs, row.project, row.keyId, row.signal, row.transport, row.kind, row.reason].join(' ')
      if ((this.rows.get(key)?.version ?? 0) < row.version) this.rows.set(key, row)
    }
  }
  get records(): number {
    return [...this.rows.values()].reduce((sum, { records }) => sum + records, 0)
  }
}

describe('OutcomeTally', () => {
  it('sums by minute and sort', () => {
    const tally = new OutcomeTally()
    tally.add(outcome(), 0)
    tally.add(outcome({ records: 5 }), minute - 1)
    tally.add(outcome({ reason: 'bad_id', kind: 'refused', records: 1 }), minute - 1)
    tally.add(outcome(), minute)
    expect(
      tally.waiting().map(({ minuteMs, reason, records, requests, bytes }) => ({
        minuteMs,
        reason,
        records,
        requests,
        bytes,
      })),
    ).toEqual([
      { minuteMs: 0, reason: 'stored', records: 15, requests: 2, bytes: 200 },
      { minuteMs: 0, reason: 'bad_id', records: 1, requests: 1, bytes: 100 },
      { minuteMs: minute, reason: 'stored', records: 10, requests: 1, bytes: 100 },
    ])
  })

  it('writes sums, so that a row that is written twice counts once', () => {
    const tally = new OutcomeTally()
    const table = new Table()
    tally.add(outcome(), 0)
    const lost = tally.waiting()
    table.take(lost) // Stored, but the answer got lost: nothing is confirmed.
    tally.add(outcome(), 1)
    const next = tally.waiting()
    table.take(next)
    table.take(lost) // The first attempt arrives once more, late.
    tally.stored(next, 2)
    expect(table.records).toBe(20)
    expect(tally.waiting()).toEqual([])
    tally.add(outcome(), 3)
    table.take(tally.waiting())
    expect(table.records).toBe(30)
  })

  it('keeps what came while rows were being written', () => {
    const tally = new OutcomeTally()
    const table = new Table()
    tally.add(outcome(), 0)
    const rows = tally.waiting()
    tally.add(outcome({ records: 7 }), 1)
    table.take(rows)
    tally.stored(rows, 2 * minute)
    table.take(tally.waiting())
    expect(table.records).toBe(17)
  })

  it('reopens no minute when the clock is set back', () => {
    const tally = new OutcomeTally()
    const table = new Table()
    tally.add(outcome(), 5 * minute)
    table.take(tally.waiting())
    tally.stored(tally.waiting(), 7 * minute)
    tally.add(outcome(), 5 * minute)
    table.take(tally.waiting())
    expect(table.records).toBe(20)
  })

  it('stays bounded whatever is sent and loses no count', () => {
    const tally = new OutcomeTally(100)
    const table = new Table()
    for (let sender = 0; sender < 10_000; sender += 1) {
      tally.add(outcome({ keyId: `key ${sender}`, records: 1 }), sender * minute)
      expect(tally.waiting().length).toBeLessThanOrEqual(101)
    }
    table.take(tally.waiting())
    expect(table.records).toBe(10_000)
    const rest = tally.waiting().find(({ reason }) => reason === 'not_itemised')
    expect(rest).toMatchObject({ project: '', keyId: '', records: 9_900, requests: 9_900 })
    tally.stored(tally.waiting(), 20_000 * minute)
    expect(tally.waiting()).toEqual([])
    tally.add(outcome({ records: 1 }), 20_001 * minute)
    expect(tally.waiting()).toMatchObject([{ project: 'p', records: 1 }])
  })

  it('holds the newest sample, cut to a size', () => {
    const tally = new OutcomeTally()
    const sample = { message: 'm'.repeat(9_999), attribute: 'a', service: 's', traceId: 't', spanId: 'i', atMs: 1 }
    tally.add(outcome({ sample }), 0)
    tally.add(outcome({ sample: { ...sample, atMs: 2 } }), 0)
    tally.add(outcome(), 0)
    const [row] = tally.waiting()
    expect(row?.sample?.atMs).toBe(2)
    expect(row?.sample?.message.length).toBe(300)
  })
})
