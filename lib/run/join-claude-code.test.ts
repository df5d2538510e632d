import { describe, expect, test } from 'vitest'
import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { joinCliLogs } from './cli-calls.ts'
import { at, fromLogs, joinedCall } from './cli-test-support.ts'
import { log, span, usage } from './test-support.ts'

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
    expect(joinedCall(spans, logs, 's1')).toMatchObject({
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
    expect(joinedCall(spans, logs, 't1')).toMatchObject({
      status: 'error',
      errorMessage: 'no file',
      toolArgumentsHash: 'h1',
      toolExecuted: true,
    })
    expect(joinedCall(spans, logs, 't2')).toMatchObject({ toolExecuted: false })
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
    expect(joinedCall([], logs, 'l1')).toMatchObject({
      hasAnswer: false,
      outputPreview: 'Let me check.',
      requestedTools: [{ id: 'c1', name: 'Read', argumentsHash: 'h1' }],
    })
    expect(joinedCall([], logs.slice(0, 2), 'l1')).toMatchObject({ hasAnswer: true })
  })

  test('the prompt belongs to the interaction, and opens the turn where there is none', () => {
    const prompt = log({ logId: 'p', dialect, role: 'user_prompt', spanId: 'i1', inputPreview: 'Fix it' })
    const interaction = span({ id: 'i1', dialect, kind: 'agent' })
    expect(joinedCall([interaction], [prompt], 'i1')).toMatchObject({ inputPreview: 'Fix it' })
    expect(fromLogs([interaction], [prompt])).toEqual([])
    expect(fromLogs([], [prompt])).toEqual(['p'])
  })
})
