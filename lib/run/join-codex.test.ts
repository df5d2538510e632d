import { describe, expect, test } from 'vitest'
import type { SpanFacts } from '#lib/domain/span.ts'
import { joinCliLogs } from './cli-calls.ts'
import { at, fromLogs, joinedCall } from './cli-test-support.ts'
import { log, span, usage } from './test-support.ts'

describe('Codex', () => {
  const dialect = 'codex'
  const sampled = (n: number, more: Partial<SpanFacts> = {}): SpanFacts[] => [
    span({
      id: `try${n}`,
      dialect,
      kind: 'step',
      name: 'try_run_sampling_request',
      modelRequested: 'gpt-5-mini',
      at: n * 10,
    }),
    span({
      id: `sampling${n}`,
      parent: `try${n}`,
      dialect,
      kind: 'step',
      name: 'codex.sampling',
      at: n * 10,
      lasts: 3,
    }),
    span({ id: `stream${n}`, parent: `try${n}`, dialect, name: 'receiving_stream', at: n * 10 + 2 }),
    span({
      id: `usage${n}`,
      parent: `stream${n}`,
      dialect,
      kind: 'llm',
      name: 'handle_responses',
      usage: usage(100, 10),
      usageClaim: 'own',
      at: n * 10 + 3,
      lasts: 0.001,
      ...more,
    }),
  ]
  const completed = (logId: string, seconds: number, input = 100) =>
    log({
      logId,
      dialect,
      traceId: '',
      role: 'llm_call',
      kind: 'llm',
      usage: usage(input, 10),
      usageClaim: 'own',
      timeNs: at(seconds),
    })
  const httpRequest = (logId: string, status: 'error' | 'unset', attempt: number, seconds: number, spanId = '') =>
    log({
      logId,
      dialect,
      spanId,
      operation: 'codex.api_request',
      kind: 'llm',
      status,
      role: status === 'error' ? 'llm_error' : 'other',
      attributes: { attempt: String(attempt) },
      timeNs: at(seconds),
    })

  test('a call is shown on codex.sampling, with usage and model from the spans around it', () => {
    const joined = joinCliLogs(sampled(1), [])
    const kinds = Object.fromEntries(joined.spans.map(({ spanId, kind }) => [spanId, kind]))
    expect(kinds).toEqual({ try1: 'step', sampling1: 'llm', stream1: 'plain', usage1: 'plain' })
    expect(joined.spans.find(({ kind }) => kind === 'llm')).toMatchObject({
      usage: usage(100, 10),
      modelRequested: 'gpt-5-mini',
    })
    expect(joined.spans.filter((each) => each.usage !== null)).toHaveLength(1)
  })

  test('without the spans around it the usage stays where it is', () => {
    const [alone] = sampled(1).slice(3)
    expect(alone && joinedCall([alone], [], 'usage1')).toMatchObject({ kind: 'llm', usage: usage(100, 10) })
  })

  test('equal counts twice are two calls, each with its own record', () => {
    const joined = joinCliLogs(
      [...sampled(1), ...sampled(2)],
      [completed('l2', 23), completed('l1', 13), completed('l3', 33)],
    )
    expect(joined.fromLogs.map(({ logId }) => logId)).toEqual(['l3'])
    expect(joined.logsOfSpan.get('sampling1')).toEqual(['l1'])
    expect(joined.logsOfSpan.get('sampling2')).toEqual(['l2'])
  })

  test("a turn's totals count only when not one of its calls arrived", () => {
    const turn = span({ id: 'turn', dialect, kind: 'agent', usage: usage(300, 30), usageClaim: 'aggregate' })
    expect(joinedCall([turn], [], 'turn')).toMatchObject({ usageClaim: 'aggregate' })
    expect(joinedCall([turn], [completed('l1', 1)], 'turn')).toMatchObject({ usageClaim: 'cumulative' })
  })

  test('a request fails when its last attempt does', () => {
    const logs = [
      httpRequest('a0', 'error', 0, 0),
      httpRequest('a1', 'error', 1, 1),
      httpRequest('b0', 'error', 0, 2),
      httpRequest('b1', 'unset', 1, 3),
    ]
    expect(fromLogs([], logs)).toEqual(['a1'])
  })

  test('a stream that broke is a failed call', () => {
    const broken = log({
      logId: 'x',
      dialect,
      operation: 'codex.sse_event',
      kind: 'llm',
      status: 'error',
      role: 'llm_error',
    })
    expect(fromLogs([], [httpRequest('ok', 'unset', 0, 0), broken])).toEqual(['x'])
  })

  test('the failure of the HTTP request below is the failure of the call', () => {
    const spans = [
      ...sampled(1).slice(0, 2),
      span({ id: 'http', parent: 'try1', dialect, operation: 'codex.api_request', status: 'error', errorType: '500' }),
    ]
    const logs = [httpRequest('a0', 'error', 0, 11, 'http'), httpRequest('a1', 'error', 1, 12, 'http')]
    expect(joinedCall(spans, logs, 'sampling1')).toMatchObject({
      kind: 'llm',
      status: 'error',
      errorType: '500',
      usage: null,
    })
    expect(fromLogs(spans, logs)).toEqual([])
    expect(joinCliLogs(spans, logs).logsOfSpan.get('sampling1')).toEqual(['a0', 'a1'])
  })

  test('tools belong to the request above them, or to the answer before them', () => {
    const tool = span({ id: 'tool', parent: 'stream1', dialect, kind: 'tool', toolCallId: 'c1', toolName: 'shell' })
    const result = log({
      logId: 'r1',
      dialect,
      role: 'tool_result',
      kind: 'tool',
      toolCallId: 'c1',
      toolName: 'shell',
      toolArgumentsHash: 'h1',
      timeNs: at(14),
    })
    const asked = [{ id: 'c1', name: 'shell', argumentsHash: 'h1' }]
    expect(joinedCall([...sampled(1), tool], [completed('l1', 13), result], 'sampling1')).toMatchObject({
      requestedTools: asked,
    })
    expect(joinedCall([...sampled(1), tool], [result], 'tool')).toMatchObject({ toolArgumentsHash: 'h1' })
    expect(joinedCall([], [completed('l1', 13), result], 'l1')).toMatchObject({ requestedTools: asked })
  })
})
