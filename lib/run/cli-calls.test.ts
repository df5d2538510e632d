import { describe, expect, test } from 'vitest'
import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { joinCliLogs } from './cli-calls.ts'
import { log, second, span, startOfTest, usage } from './test-support.ts'

const at = (seconds: number): bigint => startOfTest + BigInt(Math.round(seconds * 1000)) * (second / 1000n)

/** The joined call with this id, from spans or from log records. */
function call(spans: SpanFacts[], logs: LogFacts[], id: string): SpanFacts | LogFacts | undefined {
  const joined = joinCliLogs(spans, logs)
  return joined.spans.find(({ spanId }) => spanId === id) ?? joined.fromLogs.find(({ logId }) => logId === id)
}

const fromLogs = (spans: SpanFacts[], logs: LogFacts[]): string[] =>
  joinCliLogs(spans, logs).fromLogs.map(({ logId }) => logId)

describe('Claude Code', () => {
  const dialect = 'claude-code'
  const request = (id: string, requestId: string, more: Partial<SpanFacts> = {}) =>
    span({ id, dialect, kind: 'llm', requestId, usage: usage(100, 10), usageClaim: 'own', ...more })
  const answer = (logId: string, requestId: string, more: Partial<LogFacts> = {}) =>
    log({ logId, dialect, role: 'llm_call', kind: 'llm', requestId, usage: usage(100, 10), usageClaim: 'own', ...more })

  test('a request and its record are one call, which has the money and the model of the record', () => {
    const spans = [request('s1', 'req_1')]
    const logs = [answer('l1', 'req_1', { modelResponse: 'claude-sonnet-4-5-20250929', reportedCostUsd: '0.08' })]
    expect(fromLogs(spans, logs)).toEqual([])
    expect(call(spans, logs, 's1')).toMatchObject({
      modelResponse: 'claude-sonnet-4-5-20250929',
      reportedCostUsd: '0.08',
    })
    expect(joinCliLogs(spans, logs).logsOfSpan.get('s1')).toEqual(['l1'])
  })

  test('records without a span are calls, copies are not', () => {
    const logs = [answer('l1', 'req_1'), answer('l1', 'req_1'), answer('l2', 'req_2'), answer('again', 'req_2')]
    expect(fromLogs([], logs)).toEqual(['again', 'l1'])
  })

  test('hosts without request ids: equal counts at the same time', () => {
    const spans = [
      request('s1', '', { endNs: at(1) }),
      request('s2', '', { startNs: at(1), endNs: at(2), usage: usage(200, 20) }),
    ]
    const logs = [
      answer('l2', '', { timeNs: at(2), usage: usage(200, 20) }),
      answer('l1', '', { timeNs: at(1) }),
      answer('l3', '', { timeNs: at(50) }),
    ]
    const joined = joinCliLogs(spans, logs)
    expect(Object.fromEntries(joined.logsOfSpan)).toEqual({ s1: ['l1'], s2: ['l2'], l3: ['l3'] })
  })

  test('attempts of one failing request are one failed call', () => {
    const failed = (logId: string, attempt: number, seconds: number) =>
      log({
        logId,
        dialect,
        role: 'llm_error',
        kind: 'llm',
        status: 'error',
        requestId: logId,
        attributes: { attempt: String(attempt) },
        timeNs: at(seconds),
      })
    expect(fromLogs([], [failed('a', 1, 0), failed('b', 2, 1), failed('c', 1, 2)])).toEqual(['a', 'c'])
  })

  test('a tool and its result are one call; refusals and failures reach it', () => {
    const spans = [
      span({ id: 't1', dialect, kind: 'tool', toolCallId: 'c1', toolName: 'Read' }),
      span({ id: 'x1', parent: 't1', dialect, kind: 'step', status: 'error', errorMessage: 'no file' }),
      span({ id: 't2', dialect, kind: 'tool', toolCallId: 'c2', toolName: 'Bash' }),
      span({ id: 'w2', parent: 't2', dialect, kind: 'wait', toolExecuted: false }),
    ]
    const logs = [
      log({ logId: 'l1', dialect, role: 'tool_result', kind: 'tool', toolCallId: 'c1', toolArgumentsHash: 'h1' }),
    ]
    expect(fromLogs(spans, logs)).toEqual([])
    expect(call(spans, logs, 't1')).toMatchObject({
      status: 'error',
      errorMessage: 'no file',
      toolArgumentsHash: 'h1',
      toolExecuted: true,
    })
    expect(call(spans, logs, 't2')).toMatchObject({ toolExecuted: false })
  })

  test('a refused call leaves only its decision; an accepted one waits for its result', () => {
    const decision = (logId: string, toolExecuted: boolean) =>
      log({ logId, dialect, role: 'tool_decision', kind: 'tool', toolCallId: logId, toolExecuted })
    expect(fromLogs([], [decision('no', false), decision('yes', true)])).toEqual(['no'])
  })

  test('text before a tool call is no answer, and the call asked for the tool', () => {
    const logs = [
      answer('l1', 'req_1'),
      log({
        logId: 'text',
        dialect,
        role: 'assistant_response',
        requestId: 'req_1',
        hasAnswer: true,
        outputPreview: 'Let me check.',
      }),
      log({
        logId: 'd',
        dialect,
        role: 'tool_decision',
        kind: 'tool',
        requestId: 'req_1',
        toolCallId: 'c1',
        toolName: 'Read',
      }),
      log({
        logId: 'r',
        dialect,
        role: 'tool_result',
        kind: 'tool',
        requestId: 'req_1',
        toolCallId: 'c1',
        toolName: 'Read',
        toolArgumentsHash: 'h1',
      }),
    ]
    expect(call([], logs, 'l1')).toMatchObject({
      hasAnswer: false,
      outputPreview: 'Let me check.',
      requestedTools: [{ id: 'c1', name: 'Read', argumentsHash: 'h1' }],
    })
    expect(call([], logs.slice(0, 2), 'l1')).toMatchObject({ hasAnswer: true })
  })

  test('the prompt belongs to the interaction, and opens the turn where there is none', () => {
    const prompt = log({ logId: 'p', dialect, role: 'user_prompt', spanId: 'i1', inputPreview: 'Fix it' })
    const interaction = span({ id: 'i1', dialect, kind: 'agent' })
    expect(call([interaction], [prompt], 'i1')).toMatchObject({ inputPreview: 'Fix it' })
    expect(fromLogs([interaction], [prompt])).toEqual([])
    expect(fromLogs([], [prompt])).toEqual(['p'])
  })
})

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
    expect(alone && call([alone], [], 'usage1')).toMatchObject({ kind: 'llm', usage: usage(100, 10) })
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
    expect(call([turn], [], 'turn')).toMatchObject({ usageClaim: 'aggregate' })
    expect(call([turn], [completed('l1', 1)], 'turn')).toMatchObject({ usageClaim: 'cumulative' })
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
    expect(call(spans, logs, 'sampling1')).toMatchObject({
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
    expect(call([...sampled(1), tool], [completed('l1', 13), result], 'sampling1')).toMatchObject({
      requestedTools: asked,
    })
    expect(call([...sampled(1), tool], [result], 'tool')).toMatchObject({ toolArgumentsHash: 'h1' })
    expect(call([], [completed('l1', 13), result], 'l1')).toMatchObject({ requestedTools: asked })
  })
})

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
    expect(call([], logs, 'l1')).toMatchObject({ responseId: 'id-d1' })
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
    expect(call([], [response('l1', 1), loop], 'l1')?.warnings.map(({ code }) => code)).toEqual(['loop_detected'])
  })
})

test('a record that says nothing of a call is shown with its span', () => {
  const joined = joinCliLogs(
    [span({ id: 's1', dialect: 'codex' })],
    [log({ logId: 'l1', dialect: 'codex', spanId: 's1' })],
  )
  expect(Object.fromEntries(joined.logsOfSpan)).toEqual({ s1: ['l1'] })
  expect(joined.fromLogs).toEqual([])
})
