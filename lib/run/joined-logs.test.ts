import { describe, expect, test } from 'vitest'
import type { LogFacts } from '#lib/domain/span.ts'
import { joinLogs } from './joined-logs.ts'
import { log, span, startOfTest, usage } from './test-support.ts'

const message = (logId: string, eventName: string, more: Partial<LogFacts> = {}): LogFacts =>
  log({ logId, eventName, spanId: 's1', role: 'messages', inputHash: `hash-${logId}`, ...more })
const tool = (id: string) => ({ id, name: 'get_account', argumentsHash: 'h' })

describe('message events', () => {
  const conversation = [
    message('system', 'gen_ai.system.message'),
    message('user', 'gen_ai.user.message', { inputPreview: 'Why twice?' }),
    message('asked-2', 'gen_ai.assistant.message', { requestedTools: [tool('c2')] }),
    message('result-2', 'gen_ai.tool.message', { toolCallId: 'c2' }),
    message('asked-1', 'gen_ai.assistant.message', { requestedTools: [tool('c1')] }),
    message('result-1', 'gen_ai.tool.message', { toolCallId: 'c1' }),
    message('answer', 'gen_ai.choice', {
      hasAnswer: true,
      outputPreview: 'Charged twice.',
      finishReasons: ['stop'],
      timeNs: startOfTest + 9n,
    }),
  ]
  const spans = [span({ id: 's1', kind: 'llm', usage: usage(1, 1) })]

  test('give the call its content', () => {
    const [joined] = joinLogs(spans, conversation).spans
    expect(joined).toMatchObject({
      inputPreview: 'Why twice?',
      outputPreview: 'Charged twice.',
      hasAnswer: true,
      finishReasons: ['stop'],
      requestedTools: [],
      messageCount: 5,
    })
    expect(joined?.messagesHash).toMatch(/^[0-9a-f]{16}$/)
  })

  test('any order gives the same conversation', () => {
    const first = joinLogs(spans, conversation)
    expect(joinLogs(spans, conversation.toReversed()).spans).toEqual(first.spans)
    expect(joinLogs(spans, [...conversation, ...conversation]).spans).toEqual(first.spans)
  })

  test('what the span says itself stays', () => {
    const own = [span({ id: 's1', kind: 'llm', inputPreview: 'Own', finishReasons: ['length'] })]
    expect(joinLogs(own, conversation).spans[0]).toMatchObject({ inputPreview: 'Own', finishReasons: ['length'] })
  })

  test('an answer that asks for tools', () => {
    const asks = message('answer', 'gen_ai.choice', { requestedTools: [tool('c1')], finishReasons: ['tool_call'] })
    expect(joinLogs(spans, [asks]).spans[0]).toMatchObject({ hasAnswer: false, requestedTools: [tool('c1')] })
  })

  test('are no calls where their span never came', () => {
    expect(joinLogs([], conversation).fromLogs).toEqual([])
  })

  test('a record with the whole conversation speaks for itself', () => {
    const whole = log({
      logId: 'w',
      eventName: 'strands.telemetry.tracer',
      spanId: 's1',
      role: 'messages',
      inputPreview: 'Weather?',
      messagesHash: 'm',
      messageCount: 3,
    })
    expect(joinLogs(spans, [whole]).spans[0]).toMatchObject({
      inputPreview: 'Weather?',
      messagesHash: 'm',
      messageCount: 3,
    })
  })
})

describe('tools known only from their results', () => {
  const spans = [span({ id: 's1', kind: 'llm' })]
  const question = message('user', 'gen_ai.user.message')
  const round = (id: string, timeNs = startOfTest): LogFacts[] => [
    message(`asked-${id}`, 'gen_ai.assistant.message', { requestedTools: [tool(id)], timeNs }),
    message(`result-${id}`, 'gen_ai.tool.message', { toolCallId: id, toolResultHash: `result-${id}`, timeNs }),
  ]
  const seen = (logs: LogFacts[]): string[] =>
    (joinLogs(spans, logs).spans[0]?.toolResultsSeen ?? []).map(({ name, resultHash }) => `${name} ${resultHash}`)

  test('the last round is new, the rounds before it are history', () => {
    expect(seen([question, ...round('c1')])).toEqual(['get_account result-c1'])
    expect(seen([...round('c2'), question, ...round('c1')])).toEqual(['get_account result-c2'])
    expect(seen([question, ...round('c9', startOfTest + 1n), ...round('c1', startOfTest + 2n)])).toEqual([
      'get_account result-c1',
    ])
  })

  test('nothing is new where the order cannot be told', () => {
    const next = message('user-2', 'gen_ai.user.message')
    expect(seen([question, ...round('c1'), message('said', 'gen_ai.assistant.message'), next])).toEqual([])
    expect(seen([question, ...round('c1'), next])).toEqual([])
  })

  test('a call without a result, and arguments that are no JSON', () => {
    const [asked, result] = round('c1')
    expect(asked && seen([question, asked])).toEqual([])
    const invalid = asked && result ? [question, { ...asked, toolExecuted: false }, result] : []
    expect(joinLogs(spans, invalid).spans[0]?.toolResultsSeen).toMatchObject([{ isExecuted: false }])
  })
})

describe('operation details', () => {
  const details = (logId: string, more: Partial<LogFacts> = {}) =>
    log({
      logId,
      eventName: 'gen_ai.client.inference.operation.details',
      role: 'llm_call',
      kind: 'llm',
      usage: usage(5, 5),
      usageClaim: 'own',
      ...more,
    })

  test('are the call of their span', () => {
    const joined = joinLogs([span({ id: 's1', kind: 'llm' })], [details('d1', { spanId: 's1', responseId: 'r1' })])
    expect(joined.fromLogs).toEqual([])
    expect(joined.spans[0]).toMatchObject({ responseId: 'r1', usage: usage(5, 5) })
  })

  test('count once where the span never came, request and response together', () => {
    const joined = joinLogs(
      [],
      [
        details('request', { spanId: 's1', usage: null }),
        details('response', { spanId: 's1' }),
        details('other', { spanId: 's2' }),
      ],
    )
    expect(joined.fromLogs).toMatchObject([{ logId: 'other' }, { logId: 'request', usage: usage(5, 5) }])
  })

  test('without any ids each is a call', () => {
    expect(joinLogs([], [details('a'), details('b')]).fromLogs).toHaveLength(2)
  })
})

describe('exceptions', () => {
  const exception = (role: LogFacts['role']) =>
    log({
      logId: 'e',
      spanId: 's1',
      role,
      status: role === 'llm_error' ? 'error' : 'unset',
      errorType: 'TimeoutError',
      errorMessage: 'no answer',
    })

  test('of the call itself make it fail', () => {
    expect(joinLogs([span({ id: 's1', kind: 'llm' })], [exception('llm_error')]).spans[0]).toMatchObject({
      status: 'error',
      errorType: 'TimeoutError',
    })
  })

  test('written by the application explain a failure and make none', () => {
    const spans = [span({ id: 's1', kind: 'tool' })]
    expect(joinLogs(spans, [exception('other')]).spans[0]).toMatchObject({ status: 'unset', errorMessage: '' })
    const failed = [span({ id: 's1', kind: 'tool', status: 'error' })]
    expect(joinLogs(failed, [exception('other')]).spans[0]).toMatchObject({
      status: 'error',
      errorMessage: 'no answer',
    })
  })
})

test('every record is shown with its span', () => {
  const joined = joinLogs([span({ id: 's1' })], [log({ logId: 'a', spanId: 's1' }), log({ logId: 'b', spanId: 's9' })])
  expect(Object.fromEntries(joined.logsOfSpan)).toEqual({ s1: ['a'] })
})
