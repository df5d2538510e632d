import { describe, expect, test } from 'vitest'
import { logInputOf, logRecordOf } from './log-test-support.ts'
import { contentOfLogs } from './logs.ts'
import { otelLogEvents } from './otel-log-events.ts'

const map = (...given: Parameters<typeof logInputOf>) => {
  const input = logInputOf(...given)
  expect(otelLogEvents.matchesLog?.(input)).toBe(true)
  return otelLogEvents.mapLog?.(input)
}

const call = { id: 'c1', type: 'function', function: { name: 'get_account', arguments: '{"id":"A"}' } }

describe('message events', () => {
  test('an answer in the body', () => {
    const body = { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Charged twice.' } }
    const mapping = map({ 'gen_ai.system': 'openai' }, { eventName: 'gen_ai.choice', body })
    expect(mapping?.role).toBe('messages')
    expect(mapping?.facts).toMatchObject({
      hasAnswer: true,
      outputPreview: 'Charged twice.',
      finishReasons: ['stop'],
      usage: null,
    })
  })

  test('an answer that asks for a tool', () => {
    const body = { index: 0, finish_reason: 'tool_calls', message: { tool_calls: [call] } }
    expect(map({}, { eventName: 'gen_ai.choice', body })?.facts).toMatchObject({
      hasAnswer: false,
      requestedTools: [{ id: 'c1', name: 'get_account' }],
    })
  })

  test('older emitters write the event name and the fields as attributes', () => {
    const mapping = map({ 'event.name': 'gen_ai.user.message', content: 'Why twice?' })
    expect(mapping?.content.inputMessages).toMatchObject([
      { role: 'user', parts: [{ type: 'text', text: 'Why twice?' }] },
    ])
  })

  test("ADK's body wraps Gemini's content", () => {
    const body = { content: { role: 'user', parts: [{ text: 'Weather?' }] } }
    expect(map({}, { eventName: 'gen_ai.user.message', body })?.facts.inputPreview).toBe('Weather?')
  })

  test('content that is not recorded is absent', () => {
    expect(map({}, { eventName: 'gen_ai.system.message', body: {} })?.content.state).toBe('absent')
  })
})

test('operation details read like the span of the call', () => {
  const mapping = map(
    {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-5-mini',
      'gen_ai.response.id': 'r1',
      'gen_ai.usage.input_tokens': 120,
      'gen_ai.usage.output_tokens': 30,
      'gen_ai.output.messages': [
        { role: 'assistant', parts: [{ type: 'text', content: 'Hello' }], finish_reason: 'stop' },
      ],
    },
    { eventName: 'gen_ai.client.inference.operation.details' },
  )
  expect(mapping?.role).toBe('llm_call')
  expect(mapping?.facts).toMatchObject({
    kind: 'llm',
    provider: 'openai',
    responseId: 'r1',
    outputPreview: 'Hello',
    usage: { inputTokens: 120, outputTokens: 30 },
  })
})

test('an evaluation is a score', () => {
  const mapping = map(
    { 'gen_ai.evaluation.name': 'Relevance', 'gen_ai.evaluation.score.value': 0.8, 'gen_ai.response.id': 'r1' },
    { eventName: 'gen_ai.evaluation.result' },
  )
  expect(mapping?.role).toBe('evaluation')
  expect(mapping?.scores).toMatchObject([{ name: 'Relevance', value: 0.8, responseId: 'r1' }])
})

test('the exception of a call is a failure, any other exception a record', () => {
  const exception = { 'exception.type': 'TimeoutError', 'exception.message': 'no answer' }
  expect(map(exception, { eventName: 'gen_ai.client.operation.exception' })).toMatchObject({
    role: 'llm_error',
    facts: { status: 'error', errorType: 'TimeoutError' },
  })
  expect(map(exception)).toMatchObject({ role: 'other', facts: { status: 'unset', errorMessage: 'no answer' } })
})

test("AgentCore's bodies hold whole conversations", () => {
  const body = {
    input: { messages: [{ role: 'user', content: { content: '[{"text":"Weather?"}]' } }] },
    output: {
      messages: [{ role: 'assistant', content: { message: '[{"text":"Sunny"}]', finish_reason: 'end_turn' } }],
    },
  }
  const mapping = map({ 'event.name': 'strands.telemetry.tracer' }, { body })
  expect(mapping?.role).toBe('messages')
  expect(mapping?.facts).toMatchObject({ inputPreview: 'Weather?', outputPreview: 'Sunny' })
})

describe('content of the records beside a span', () => {
  const message = (eventName: string, body: Parameters<typeof logRecordOf>[0], timeMs = 0) =>
    logRecordOf({}, { eventName, body, timeMs })

  test('messages of one millisecond come back in the order of the conversation', () => {
    const content = contentOfLogs([
      message('gen_ai.choice', { message: { content: 'Done' }, finish_reason: 'stop' }, 5),
      message('gen_ai.tool.message', { id: 'c1', content: '{"plan":"Team"}' }),
      message('gen_ai.assistant.message', { tool_calls: [call] }),
      message('gen_ai.user.message', { content: 'Why twice?' }),
      message('gen_ai.system.message', { content: 'Be brief' }),
    ])
    expect(content.systemInstructions).toEqual([{ type: 'text', text: 'Be brief' }])
    expect(content.inputMessages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool'])
    expect(content.outputMessages).toMatchObject([{ parts: [{ text: 'Done' }] }])
    expect(content.state).toBe('full')
  })

  test('arguments and prompts of a coding CLI', () => {
    const service = 'claude-code'
    const content = contentOfLogs([
      logRecordOf({ 'event.name': 'user_prompt', prompt: 'Fix it' }, { service }),
      logRecordOf({ 'event.name': 'tool_result', tool_name: 'Read', tool_input: '{"file_path":"/a"}' }, { service }),
    ])
    expect(content.inputMessages).toMatchObject([{ role: 'user', parts: [{ text: 'Fix it' }] }])
    expect(content.input).toEqual({ file_path: '/a' })
  })

  test('nothing gives nothing', () => {
    expect(contentOfLogs([]).state).toBe('absent')
  })
})
