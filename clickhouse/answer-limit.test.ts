import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AnswerLimit } from './answer-limit.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('AnswerLimit', () => {
  test('is over when nothing was heard for its time', () => {
    const limit = new AnswerLimit(1_000, undefined)
    vi.advanceTimersByTime(999)
    expect([limit.isOver, limit.signal?.aborted]).toEqual([false, false])
    vi.advanceTimersByTime(1)
    expect([limit.isOver, limit.signal?.aborted]).toEqual([true, true])
  })

  test('begins anew with every sign of life, and ends', () => {
    const limit = new AnswerLimit(1_000, undefined)
    for (let sign = 0; sign < 3; sign += 1) {
      vi.advanceTimersByTime(900)
      limit.heard()
    }
    expect(limit.isOver).toBe(false)
    limit.end()
    vi.advanceTimersByTime(60_000)
    expect(limit.isOver).toBe(false)
  })

  test('tells a caller who has gone from a database that is silent', () => {
    const caller = new AbortController()
    const limit = new AnswerLimit(1_000, caller.signal)
    caller.abort()
    expect([limit.isOver, limit.signal?.aborted]).toEqual([false, true])
  })

  test('without a limit and a caller there is nothing to abort', () => {
    expect(new AnswerLimit(undefined, undefined).signal).toBeUndefined()
  })
})
