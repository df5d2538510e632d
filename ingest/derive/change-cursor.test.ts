import { describe, expect, test } from 'vitest'
import { ChangeCursor } from './change-cursor.ts'
import { SeenChanges, type Change } from './seen-changes.ts'

const minute = 60_000

describe('ChangeCursor', () => {
  test('a start looks fifteen minutes back', () => {
    expect(new ChangeCursor(100 * minute).positionMs).toBe(85 * minute)
    expect(new ChangeCursor(null).positionMs).toBe(0)
  })

  test('the windows of a long absence follow each other without a gap', () => {
    const nowMs = 1_000 * minute
    const cursor = new ChangeCursor(900 * minute)
    let reached = cursor.positionMs
    while (cursor.isBehind(nowMs)) {
      const window = cursor.nextWindow(nowMs)
      expect(window.sinceMs).toBeLessThanOrEqual(reached)
      cursor.advance(window, nowMs)
      reached = cursor.positionMs
    }
    expect(reached).toBeGreaterThan(nowMs - 11 * minute)
    expect(reached).toBeLessThanOrEqual(nowMs)
  })

  test('every write is looked at again for a minute', () => {
    const cursor = new ChangeCursor(1_000 * minute)
    let nowMs = 1_000 * minute
    const windows = []
    for (; nowMs < 1_002 * minute; nowMs += 1_000) {
      const window = cursor.nextWindow(nowMs)
      cursor.advance(window, nowMs)
      windows.push({ ...window, nowMs })
    }
    // A row that was written at minute 1001 and became visible 30 s later.
    const [writtenMs, visibleMs] = [1_001 * minute, 1_001 * minute + 30_000]
    expect(windows.some((window) => window.nowMs >= visibleMs && window.sinceMs < writtenMs)).toBe(true)
    expect(cursor.forgetBeforeMs()).toBeLessThan(nowMs - 2 * minute + 1)
  })

  test('a look at the whole minute that failed is made again before anything else', () => {
    const nowMs = 1_000 * minute
    const cursor = new ChangeCursor(nowMs)
    cursor.advance(cursor.nextWindow(nowMs), nowMs)
    const laterMs = nowMs + 20_000
    const failed = cursor.nextWindow(laterMs)
    expect(cursor.nextWindow(laterMs)).toEqual(failed)
    cursor.advance(failed, laterMs)
    expect(cursor.nextWindow(laterMs + 1).sinceMs).toBeGreaterThan(failed.sinceMs)
  })

  test('never passes the present, although windows do', () => {
    const cursor = new ChangeCursor(1_000 * minute)
    const nowMs = 1_000 * minute
    for (let round = 0; round < 3; round += 1) cursor.advance(cursor.nextWindow(nowMs), nowMs)
    expect(cursor.positionMs).toBe(nowMs)
  })
})

describe('a clock that is set', () => {
  test.each([-60, 60])('by %i minutes: what is written before and after by either time is in a window', (byMinutes) => {
    const beforeMs = 1_000 * minute
    const afterMs = beforeMs + byMinutes * minute
    const cursor = new ChangeCursor(beforeMs)
    cursor.advance(cursor.nextWindow(beforeMs), beforeMs)
    cursor.clockMoved(beforeMs, afterMs)
    if (byMinutes > 0) cursor.skipTo(afterMs)
    const windows = [cursor.nextWindow(afterMs), cursor.asideWindow(afterMs)]
    // Ingest may hear of it ten seconds before the worker, or after it.
    for (const writtenMs of [afterMs - 10_000, beforeMs + 10_000])
      expect(windows.some((window) => window && window.sinceMs < writtenMs && writtenMs <= window.untilMs)).toBe(true)
  })

  test('the time before is looked at for two minutes and no longer', () => {
    const cursor = new ChangeCursor(1_000 * minute)
    cursor.clockMoved(1_000 * minute, 940 * minute)
    expect(cursor.asideWindow(942 * minute)).not.toBeNull()
    expect(cursor.asideWindow(942 * minute + 1)).toBeNull()
  })
})

describe('SeenChanges', () => {
  const change = (writtenAtMs: number, count: number): Change => ({
    source: 'span',
    project: 'p',
    traceId: 't',
    dialect: '',
    session: '',
    writtenAtMs,
    count,
  })

  test('a write is taken once, and again when more of it is visible', () => {
    const seen = new SeenChanges()
    expect(seen.take([change(1, 5)])).toHaveLength(1)
    expect(seen.take([change(1, 5)])).toHaveLength(0)
    expect(seen.take([change(1, 6)])).toHaveLength(1)
    expect(seen.take([change(2, 1)])).toHaveLength(1)
  })

  test('what no scan reads again is forgotten', () => {
    const seen = new SeenChanges()
    seen.take([change(1, 1), change(10, 1)])
    seen.forgetBefore(10)
    expect(seen.size).toBe(1)
  })
})
