import { describe, expect, test } from 'vitest'
import type { LogFacts } from '#lib/domain/span.ts'
import { joinCliLogs } from './cli-calls.ts'
import { at, fromLogs, joinedCall } from './cli-test-support.ts'
import { log, span, usage } from './test-support.ts'

describe('Gemini CLI', () => {
  const dialect = 'gemini-cli'
  const poor = usage(100, 10, {
    inputUncachedTokens: null,
    cacheReadTokens: null,
    outputTokens: null,
    reasoningTokens: null,
  })
  const rich = usage(100, 74, { inputUncachedTokens: 40, cacheReadTokens: 60, reasoningTokens: 64 })
  const request = (id: string, seconds: number) =>
    span({ id, dialect, kind: 'llm', turnId: 'p1', at: seconds, usage: poor, usageClaim: 'own' })
  const response = (logId: string, seconds: number, more: Partial<LogFacts> = {}) =>
    log({
      logId,
      dialect,
      traceId: '',
      role: 'llm_call',
      kind: 'llm',
      turnId: 'p1',
      usage: rich,
      usageClaim: 'own',
      timeNs: at(seconds),
      ...more,
    })
  const details = (logId: string, seconds: number) =>
    log({ logId, dialect, traceId: '', role: 'messages', responseId: `id-${logId}`, timeNs: at(seconds) })

  test('both records of an answer join the one span', () => {
    const joined = joinCliLogs(
      [request('s1', 0), request('s2', 5)],
      [response('l2', 5.99), details('d2', 5.991), response('l1', 0.99), details('d1', 0.99)],
    )
    expect(joined.fromLogs).toEqual([])
    expect(joined.spans).toMatchObject([
      { usage: rich, responseId: 'id-d1' },
      { usage: rich, responseId: 'id-d2' },
    ])
  })

  test('without spans the response is the call, the details are not', () => {
    const logs = [
      response('l1', 1),
      details('d1', 1.001),
      response('l2', 9, { role: 'llm_error', usage: null, status: 'error' }),
    ]
    expect(fromLogs([], logs)).toEqual(['l1', 'l2'])
    expect(joinedCall([], logs, 'l1')).toMatchObject({ responseId: 'id-d1' })
  })

  test('other counts, another prompt or another time are another call', () => {
    const spans = [request('s1', 0)]
    expect(fromLogs(spans, [response('l1', 0.99, { usage: usage(7, 7) })])).toEqual(['l1'])
    expect(fromLogs(spans, [response('l1', 0.99, { turnId: 'p2' })])).toEqual(['l1'])
    expect(fromLogs(spans, [response('l1', 30)])).toEqual(['l1'])
  })

  test('tool records name the scheduling span; equal calls are told apart by time', () => {
    const tool = (id: string, seconds: number) =>
      span({
        id,
        parent: 'schedule',
        dialect,
        kind: 'tool',
        toolName: 'glob',
        toolArgumentsHash: 'h',
        at: seconds,
        lasts: 1,
      })
    const result = (logId: string, seconds: number) =>
      log({
        logId,
        dialect,
        role: 'tool_result',
        kind: 'tool',
        spanId: 'schedule',
        toolName: 'glob',
        toolArgumentsHash: 'h',
        timeNs: at(seconds),
      })
    const joined = joinCliLogs([tool('t1', 0), tool('t2', 1)], [result('r2', 2), result('r1', 1)])
    expect(joined.fromLogs).toEqual([])
    expect(Object.fromEntries(joined.logsOfSpan)).toEqual({ t1: ['r1'], t2: ['r2'] })
  })

  test('its own loop detection is a warning on the answer before it', () => {
    const loop = log({ logId: 'loop', dialect, warnings: [{ code: 'loop_detected', message: 'Loop' }], timeNs: at(2) })
    expect(joinedCall([], [response('l1', 1), loop], 'l1')?.warnings.map(({ code }) => code)).toEqual(['loop_detected'])
  })
})
