import { describe, expect, test } from 'vitest'
import { codex } from './codex.ts'
import { logInputOf, spanInputOf } from './log-test-support.ts'

const conversation = '01a1fd3c-0ddc-7cf0-a0d0-db99f1064231'
const turn = '01a1fd3c-0df9-7b51-96b9-fa81b848d8b8'
const service = 'codex_exec'

const mapSpan = (
  name: string,
  attributes: Parameters<typeof spanInputOf>[1],
  events?: { name: string; attributes: Record<string, string | number> }[],
) => {
  const input = spanInputOf(name, attributes, { service, resource: { env: 'staging' }, ...(events ? { events } : {}) })
  expect(codex.matchesSpan(input)).toBe(true)
  return codex.mapSpan(input)
}

describe('spans', () => {
  test('the last event of a stream carries the usage: cached and reasoning tokens are inside', () => {
    const { facts } = mapSpan('handle_responses', {
      'gen_ai.usage.input_tokens': 12_000,
      'gen_ai.usage.cache_read.input_tokens': 9000,
      'gen_ai.usage.cache_write.input_tokens': 0,
      'gen_ai.usage.output_tokens': 400,
      'codex.usage.reasoning_output_tokens': 250,
    })
    expect(facts).toMatchObject({
      kind: 'llm',
      provider: 'openai',
      usageClaim: 'own',
      tokenBasis: 'inclusive',
      usage: {
        inputTokens: 12_000,
        inputUncachedTokens: 3000,
        cacheReadTokens: 9000,
        outputTokens: 400,
        reasoningTokens: 250,
      },
    })
    expect(mapSpan('handle_responses', { from: 'output_item_done' }).facts.kind).toBe('plain')
  })

  test("a turn's totals are an aggregate", () => {
    const { facts, turnId } = mapSpan('session_task.turn', {
      'thread.id': conversation,
      'turn.id': turn,
      model: 'gpt-5-mini',
      'codex.turn.token_usage.input_tokens': 81_356,
      'codex.turn.token_usage.cached_input_tokens': 55_680,
      'codex.turn.token_usage.output_tokens': 1003,
    })
    expect(turnId).toBe(turn)
    expect(facts).toMatchObject({
      kind: 'agent',
      agentName: 'codex',
      usageClaim: 'aggregate',
      usage: { cacheReadTokens: 55_680 },
    })
  })

  test('thread.id is a conversation only where it is one', () => {
    expect(mapSpan('run_turn', { 'thread.id': 4 }).facts.identity.session).toBe('')
    expect(mapSpan('codex.exec', { 'thread.id': conversation }).facts.identity).toMatchObject({
      session: conversation,
      environment: 'staging',
    })
  })

  test('of the spans with a call id only the outermost is the tool call', () => {
    const attributes = { call_id: 'c1', tool_name: 'exec_command', turn_id: turn }
    expect(mapSpan('exec_command', { ...attributes, 'codex.tool.phase': 'dispatch' }).facts).toMatchObject({
      kind: 'tool',
      toolName: 'exec_command',
      toolCallId: 'c1',
    })
    expect(mapSpan('unified_exec.exec_command', attributes).facts.kind).toBe('plain')
  })

  test('an HTTP request failed when its last attempt did', () => {
    const attempt = (status: number, number: number) => ({
      name: 'event otel/src/events/session_telemetry.rs:803',
      attributes: {
        'event.name': 'codex.api_request',
        'http.response.status_code': status,
        attempt: number,
        model: 'gpt-5-mini',
      },
    })
    const failed = mapSpan('endpoint_session.stream_encoded_json_with', {}, [attempt(500, 0), attempt(500, 1)])
    expect(failed.facts).toMatchObject({ status: 'error', errorType: '500', modelRequested: 'gpt-5-mini' })
    const retried = mapSpan('endpoint_session.stream_encoded_json_with', {}, [attempt(500, 0), attempt(200, 1)])
    expect(retried.facts.status).toBe('unset')
  })
})

test.each([
  ['codex_cli_rs', true],
  ['codex-app-server', true],
  ['codex-of-law', false],
  ['billing', false],
])('the service %s is Codex: %s', (name, expected) => {
  expect(codex.matchesSpan(spanInputOf('x', {}, { service: name }))).toBe(expected)
})

describe('log records', () => {
  const map = (attributes: Parameters<typeof logInputOf>[0]) => {
    const all = { 'conversation.id': conversation, model: 'gpt-5-mini', ...attributes }
    const input = logInputOf(all, { service, eventName: 'event otel/src/events/session_telemetry.rs:1153' })
    expect(codex.matchesLog?.(input)).toBe(true)
    return codex.mapLog?.(input)
  }

  test('a completed response with counts is a call; counts come as text', () => {
    const attributes = { 'event.name': 'codex.sse_event', 'event.kind': 'response.completed' }
    const counted = map({
      ...attributes,
      input_token_count: '11251',
      cached_token_count: '8832',
      output_token_count: '143',
      reasoning_token_count: '128',
      tool_token_count: '11394',
    })
    expect(counted?.role).toBe('llm_call')
    expect(counted?.facts).toMatchObject({
      modelRequested: 'gpt-5-mini',
      identity: { session: conversation },
      usage: { inputTokens: 11_251, inputUncachedTokens: 2419, outputTokens: 143, reasoningTokens: 128 },
    })
    expect(map(attributes)?.role).toBe('other')
  })

  test.each([
    [{ 'event.name': 'codex.api_request', 'http.response.status_code': 500, 'error.message': 'http 500' }, 'llm_error'],
    [{ 'event.name': 'codex.api_request', 'http.response.status_code': 200 }, 'other'],
    [{ 'event.name': 'codex.api_request', 'http.response.status_code': 500, endpoint: '/models' }, 'other'],
    [{ 'event.name': 'codex.user_prompt', prompt: 'Fix it' }, 'user_prompt'],
    [{ 'event.name': 'codex.conversation_starts' }, 'session_start'],
    [{ 'event.name': 'codex.tool_decision', decision: 'denied' }, 'tool_decision'],
    [{ 'event.name': 'codex.sse_event', 'event.kind': 'response.output_text.done' }, 'assistant_response'],
    [{ 'event.name': 'codex.sse_event', 'event.kind': 'response.failed', 'error.message': 'cut off' }, 'llm_error'],
    [{ 'event.name': 'codex.sse_event', 'event.kind': 'response.created' }, 'other'],
  ])('%o has the role %s', (attributes, role) => {
    expect(map(attributes)?.role).toBe(role)
  })

  test('a tool result has arguments and output', () => {
    const mapping = map({
      'event.name': 'codex.tool_result',
      tool_name: 'shell',
      call_id: 'c1',
      arguments: '{"cmd":"ls"}',
      output: 'a.txt',
      success: 'false',
    })
    expect(mapping?.facts).toMatchObject({
      toolCallId: 'c1',
      status: 'error',
      errorMessage: 'a.txt',
      outputPreview: 'a.txt',
    })
    expect(mapping?.content).toMatchObject({ input: { cmd: 'ls' }, output: 'a.txt' })
  })
})
