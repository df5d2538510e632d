import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { IngestOutcomeInsert } from '#clickhouse/tables/ingest-outcomes.ts'
import type { IngestOutcome } from '#lib/domain/ingest-outcome.ts'
import { createLog } from '#lib/server/log.ts'
import { StoredOutcomes } from './outcome-recorder.ts'

const outcome: IngestOutcome = {
  project: 'p',
  keyId: '',
  signal: 'traces',
  transport: 'grpc',
  kind: 'accepted',
  reason: 'stored',
  records: 1,
  requests: 1,
  bytes: 1,
  sample: null,
}
const log = createLog({ process: 'test', level: 'silent' })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function recorder(insert: (rows: readonly IngestOutcomeInsert[], waitMs: number) => Promise<void>) {
  const lost: number[] = []
  const outcomes = new StoredOutcomes({ insert, log, onLost: (records) => lost.push(records), now: Date.now })
  return { outcomes, lost }
}

describe('StoredOutcomes', () => {
  it('writes nothing without traffic and once what came since the last write', async () => {
    const writes: number[] = []
    const { outcomes } = recorder(async (rows) => void writes.push(rows[0]?.records ?? 0))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(writes).toEqual([])
    outcomes.record(outcome)
    outcomes.record(outcome)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(writes).toEqual([2])
    await outcomes.drain()
    expect(writes).toEqual([2])
  })

  it('keeps what a database that is away did not take, and writes it when it is back', async () => {
    let away = true
    const writes: number[] = []
    const { outcomes, lost } = recorder(async (rows) => {
      if (away) throw new Error('away')
      writes.push(...rows.map(({ records }) => records))
    })
    outcomes.record(outcome)
    await vi.advanceTimersByTimeAsync(30_000)
    outcomes.record(outcome)
    await vi.advanceTimersByTimeAsync(120_000)
    outcomes.record(outcome)
    away = false
    await vi.advanceTimersByTimeAsync(10_000)
    expect(writes.reduce((sum, records) => sum + records, 0)).toBe(3)
    await outcomes.drain()
    expect(lost).toEqual([])
  })

  it('never has two writes under way', async () => {
    let open = 0
    let most = 0
    const { outcomes } = recorder(async () => {
      open += 1
      most = Math.max(most, open)
      await new Promise((resolve) => setTimeout(resolve, 20_000))
      open -= 1
    })
    for (let round = 0; round < 20; round += 1) {
      outcomes.record(outcome)
      await vi.advanceTimersByTimeAsync(3_000)
    }
    expect(most).toBe(1)
  })

  it('writes the rest at the end, waiting for the database, and counts what it could not', async () => {
    const waits: number[] = []
    const { outcomes, lost } = recorder(async (_rows, waitMs) => {
      waits.push(waitMs)
      throw new Error('away')
    })
    outcomes.record({ ...outcome, records: 7 })
    await outcomes.drain()
    expect(waits).toEqual([2_000])
    expect(lost).toEqual([7])
  })
})
