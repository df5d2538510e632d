import { describe, expect, test } from 'vitest'
import { claudeCode } from './claude-code.ts'
import { logInputOf, spanInputOf } from './log-test-support.ts'

const scope = 'com.anthropic.claude_code.tracing'

describe('spans', () => {
  test('a request leaves cached tokens out of its input', () => {
    const input = spanInputOf(
      'claude_code.llm_request',
      {
        'span.type': 'llm_request',
        model: 'claude-sonnet-4-5',
        input_tokens: 1000,
        output_tokens: 310,
        cache_read_tokens: 100_000,
        cache_creation_tokens: 200,
        request_id: 'req_1',
        'gen_ai.response.finish_reasons': ['tool_use'],
        success: true,
        ttft_ms: 412,
      },
      { scope },
    )
    expect(claudeCode.matchesSpan(input)).toBe(true)
    expect(claudeCode.mapSpan(input).facts).toMatchObject({
      kind: 'llm',
      provider: 'anthropic',
      modelRequested: 'claude-sonnet-4-5',
      modelResponse: '',
      requestId: 'req_1',
      finishReasons: ['tool_call'],
      status: 'ok',
      timeToFirstTokenNs: 412e6,
      tokenBasis: 'proved_exclusive',
      usageClaim: 'own',
      usage: { inputTokens: 101_200, inputUncachedTokens: 1000, cacheReadTokens: 100_000, cacheWriteTokens: 200 },
    })
  })

  test.each([
    ['claude_code.interaction', { 'span.type': 'interaction', user_prompt: 'Fix it' }, 'agent'],
    ['claude_code.tool', { 'span.type': 'tool', tool_name: 'Read', tool_use_id: 't1' }, 'tool'],
    ['claude_code.tool.blocked_on_user', { 'span.type': 'tool.blocked_on_user' }, 'wait'],
    ['claude_code.tool.execution', {}, 'step'],
    ['claude_code.hook', { 'span.type': 'hook' }, 'step'],
    ['claude_code.something_new', {}, 'plain'],
  ])('%s is %o: %s', (name, attributes, kind) => {
    expect(claudeCode.mapSpan(spanInputOf(name, attributes, { scope })).facts.kind).toBe(kind)
  })

  test('the person of the resource beats the hash of the installation', () => {
    const attributes = { 'span.type': 'interaction', 'user.id': 'f00d', 'enduser.id': 'user-7', 'session.id': 's1' }
    const { identity } = claudeCode.mapSpan(spanInputOf('claude_code.interaction', attributes, { scope })).facts
    expect(identity).toMatchObject({ user: 'user-7', session: 's1', sources: { user: 'enduser.id' } })
  })

  test('a tool gives its output from the event, and no hash of arguments that it only names in part', () => {
    const { facts, content } = claudeCode.mapSpan(
      spanInputOf(
        'claude_code.tool',
        { 'span.type': 'tool', tool_name: 'mcp__crm__find', tool_use_id: 't1', file_path: '/a.md' },
        { scope, events: [{ name: 'tool.output', attributes: { content: 'Refund policy' } }] },
      ),
    )
    expect(facts).toMatchObject({
      toolName: 'mcp__crm__find',
      toolType: 'mcp',
      mcpServer: 'crm',
      toolArgumentsHash: '',
    })
    expect(facts.outputPreview).toBe('Refund policy')
    expect(content).toMatchObject({ input: { file_path: '/a.md' }, output: 'Refund policy' })
  })

  test('a prompt that is withheld is redacted, not text', () => {
    const input = spanInputOf('claude_code.interaction', { user_prompt: '<REDACTED>' }, { scope })
    const { facts, content } = claudeCode.mapSpan(input)
    expect(facts.inputPreview).toBe('')
    expect(content.state).toBe('redacted')
  })

  test('a task notification names the tool call that it answers', () => {
    const user_prompt =
      '<task-notification>\n<task-id>a2</task-id>\n<tool-use-id>toolu_1</tool-use-id>\n</task-notification>'
    expect(
      claudeCode.mapSpan(spanInputOf('claude_code.interaction', { user_prompt }, { scope })).facts.toolCallId,
    ).toBe('toolu_1')
    const quoted = { user_prompt: `What is ${user_prompt}?` }
    expect(claudeCode.mapSpan(spanInputOf('claude_code.interaction', quoted, { scope })).facts.toolCallId).toBe('')
  })
})

describe('log records', () => {
  const map = (attributes: Parameters<typeof logInputOf>[0]) => {
    const input = logInputOf({ 'prompt.id': 'p1', 'event.sequence': 6, ...attributes }, { service: 'claude-code' })
    expect(claudeCode.matchesLog?.(input)).toBe(true)
    return claudeCode.mapLog?.(input)
  }

  test('numbers and booleans may be text, names may have the prefix', () => {
    const mapping = map({
      'event.name': 'claude_code.api_request',
      model: 'claude-sonnet-4-5-20250929',
      input_tokens: '3626',
      output_tokens: '44',
      cache_read_tokens: '0',
      cache_creation_tokens: '20546',
      cache_creation_5m_tokens: '20000',
      cache_creation_1h_tokens: '546',
      cost_usd: '0.08858549999999998',
      duration_ms: '90',
      request_id: 'req_1',
    })
    expect(mapping).toMatchObject({ role: 'llm_call', turnId: 'p1', sequence: 6, durationNs: 90e6 })
    expect(mapping?.facts).toMatchObject({
      modelResponse: 'claude-sonnet-4-5-20250929',
      reportedCostUsd: '0.0885855',
      usage: { inputTokens: 24_172, cacheWrite5mTokens: 20_000, cacheWrite1hTokens: 546, cacheWriteOtherTokens: 0 },
    })
  })

  test('micro-dollars serve where dollars are missing; a subscription without price reports none', () => {
    expect(map({ 'event.name': 'api_request', cost_usd_micros: 88_585 })?.facts.reportedCostUsd).toBe('0.088585')
    expect(map({ 'event.name': 'api_request' })?.facts.reportedCostUsd).toBe('')
  })

  test.each([
    ['user_prompt', { prompt: 'Hi' }, 'user_prompt'],
    ['api_error', { error: 'Internal server error', status_code: '500' }, 'llm_error'],
    ['assistant_response', { response: 'Done.' }, 'assistant_response'],
    ['tool_result', { tool_name: 'Read', success: 'false', error: 'no file' }, 'tool_result'],
    ['tool_decision', { decision: 'reject' }, 'tool_decision'],
    ['plugin_loaded', {}, 'other'],
  ])('%s has the role %s', (event, attributes, role) => {
    expect(map({ 'event.name': event, ...attributes })?.role).toBe(role)
  })

  test('a tool result tells arguments and failure', () => {
    const attributes = {
      'event.name': 'tool_result',
      tool_name: 'Read',
      tool_use_id: 't1',
      success: 'false',
      error: 'no file',
    }
    const mapping = map({ ...attributes, error_type: 'ENOENT', tool_input: '{"file_path":"/a"}' })
    expect(mapping?.facts).toMatchObject({
      toolCallId: 't1',
      status: 'error',
      errorType: 'ENOENT',
      errorMessage: 'no file',
    })
    expect(mapping?.facts.toolArgumentsHash).not.toBe('')
    expect(mapping?.content.input).toEqual({ file_path: '/a' })
  })

  test('a refused tool did not run', () => {
    expect(map({ 'event.name': 'tool_decision', decision: 'reject', tool_use_id: 't1' })?.facts.toolExecuted).toBe(
      false,
    )
  })

  test('a sub-agent is named by the query source', () => {
    const named = { 'event.name': 'api_request', agent_id: 'a1', query_source: 'agent:builtin:general-purpose' }
    expect(map(named)?.facts).toMatchObject({ agentName: 'general-purpose', agentRunId: 'a1' })
    expect(map({ 'event.name': 'api_request', query_source: 'sdk' })?.facts.agentName).toBe('claude-code')
  })
})
