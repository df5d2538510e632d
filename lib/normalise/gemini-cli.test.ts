import { describe, expect, test } from 'vitest'
import { geminiCli } from './gemini-cli.ts'
import { geminiCliPrompt } from './gemini-cli-prompt.ts'
import { logInputOf, spanInputOf } from './log-test-support.ts'

const scope = 'gemini-cli'

const mapSpan = (attributes: Parameters<typeof spanInputOf>[1]) => {
  const input = spanInputOf(
    'span',
    { 'gen_ai.agent.name': 'gemini-cli', 'gen_ai.conversation.id': 's1', ...attributes },
    { scope },
  )
  expect(geminiCli.matchesSpan(input)).toBe(true)
  return geminiCli.mapSpan(input)
}

const chunks = [
  { role: 'model', parts: [{ text: 'Account ACC' }] },
  { role: 'model', parts: [{ text: '-1042 was charged twice.' }] },
]

describe('spans', () => {
  const messages = [
    { role: 'user', parts: [{ text: '<session_context>\nlinux</session_context>' }, { text: 'Why twice?' }] },
  ]

  test('a call: what came from the cache and what was thought is not told, so output stays unknown', () => {
    const { facts, turnId, content } = mapSpan({
      'gen_ai.operation.name': 'llm_call',
      'gen_ai.request.model': 'gemini-2.5-flash',
      'gen_ai.prompt.name': 'p1',
      'gen_ai.usage.input_tokens': 7474,
      'gen_ai.usage.output_tokens': 40,
      'gen_ai.input.messages': JSON.stringify(messages),
      'gen_ai.output.messages': JSON.stringify(chunks),
      'gen_ai.system_instructions': '"You are an agent."',
    })
    expect(turnId).toBe('p1')
    expect(facts).toMatchObject({
      kind: 'llm',
      provider: 'gcp.gemini',
      agentName: 'gemini-cli',
      inputPreview: 'Why twice?',
      outputPreview: 'Account ACC-1042 was charged twice.',
      hasAnswer: true,
      usage: { inputTokens: 7474, inputUncachedTokens: null, outputTokens: null },
    })
    expect(facts.warnings.map(({ code }) => code)).toEqual(['cache_split_unknown', 'output_incomplete'])
    expect(content.outputMessages).toHaveLength(1)
    expect(content.systemInstructions).toEqual([{ type: 'text', text: 'You are an agent.' }])
  })

  test('a call that asks for a tool is no answer', () => {
    const asked = [{ role: 'model', parts: [{ functionCall: { name: 'read_file', args: { path: '/a' }, id: 'c1' } }] }]
    const { facts } = mapSpan({ 'gen_ai.operation.name': 'llm_call', 'gen_ai.output.messages': JSON.stringify(asked) })
    expect(facts).toMatchObject({
      hasAnswer: false,
      finishReasons: ['tool_call'],
      requestedTools: [{ id: 'c1', name: 'read_file' }],
    })
  })

  test("a tool's status is inside its output", () => {
    const request = { callId: 'c1', name: 'read_file', args: { path: '/a' }, prompt_id: 'p1' }
    const outcome = { status: 'error', response: { error: { message: 'File not found' }, errorType: 'file_not_found' } }
    const { facts, turnId } = mapSpan({
      'gen_ai.operation.name': 'tool_call',
      'gen_ai.tool.name': 'read_file',
      'gen_ai.tool.call_id': 'c1',
      'gen_ai.input.messages': JSON.stringify(request),
      'gen_ai.output.messages': JSON.stringify(outcome),
    })
    expect(turnId).toBe('p1')
    expect(facts).toMatchObject({
      kind: 'tool',
      toolCallId: 'c1',
      status: 'error',
      errorType: 'file_not_found',
      errorMessage: 'File not found',
    })
  })

  test.each([
    ['schedule_tool_calls', 'step'],
    ['agent_call', 'agent'],
    ['user_prompt', 'workflow'],
    ['something_new', 'plain'],
  ])('%s is %s', (operation, kind) => {
    expect(mapSpan({ 'gen_ai.operation.name': operation }).facts.kind).toBe(kind)
  })
})

describe('log records', () => {
  const map = (attributes: Parameters<typeof logInputOf>[0]) => {
    const input = logInputOf({ 'session.id': 's1', prompt_id: 'p1', ...attributes }, { service: 'gemini-cli' })
    expect(geminiCli.matchesLog?.(input)).toBe(true)
    return geminiCli.mapLog?.(input)
  }

  test('thoughts are added to the output, cached tokens are part of the input', () => {
    const mapping = map({
      'event.name': 'gemini_cli.api_response',
      model: 'gemini-2.5-flash',
      input_token_count: 7426,
      output_token_count: 40,
      cached_content_token_count: 5888,
      thoughts_token_count: 128,
      tool_token_count: 0,
      duration_ms: 46,
      response_text: JSON.stringify(
        chunks.map((content) => ({
          candidates: [{ content }],
          responseId: 'r1',
          modelVersion: 'gemini-2.5-flash-001',
        })),
      ),
    })
    expect(mapping).toMatchObject({ role: 'llm_call', turnId: 'p1', durationNs: 46e6 })
    expect(mapping?.facts).toMatchObject({
      responseId: 'r1',
      modelResponse: 'gemini-2.5-flash-001',
      outputPreview: 'Account ACC-1042 was charged twice.',
      usage: {
        inputTokens: 7426,
        inputUncachedTokens: 1538,
        cacheReadTokens: 5888,
        outputTokens: 168,
        reasoningTokens: 128,
      },
    })
  })

  test('operation details repeat the answer and are no call', () => {
    const answer = [{ role: 'system', finish_reason: 'stop', parts: [{ type: 'text', content: 'Hello' }] }]
    const mapping = map({
      'event.name': 'gen_ai.client.inference.operation.details',
      'gen_ai.response.id': 'r1',
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.output.messages': JSON.stringify(answer),
    })
    expect(mapping?.role).toBe('messages')
    expect(mapping?.facts).toMatchObject({ usage: null, responseId: 'r1', outputPreview: 'Hello' })
  })

  test('a failed tool, with absent values written as "null"', () => {
    const mapping = map({
      'event.name': 'gemini_cli.tool_call',
      function_name: 'glob',
      success: false,
      decision: 'accept',
      mcp_server_name: 'null',
      'error.message': 'No such directory',
      'error.type': 'null',
      function_args: '{"pattern":"*"}',
    })
    expect(mapping?.facts).toMatchObject({
      toolName: 'glob',
      toolType: 'function',
      status: 'error',
      errorType: 'tool_error',
      toolExecuted: true,
    })
  })

  test.each([
    ['gemini_cli.api_error', 'llm_error'],
    ['gemini_cli.user_prompt', 'user_prompt'],
    ['gemini_cli.config', 'session_start'],
    ['gemini_cli.api_request', 'other'],
  ])('%s has the role %s', (event, role) => {
    expect(map({ 'event.name': event })?.role).toBe(role)
  })

  test('an agent that ran out of turns says so', () => {
    expect(map({ 'event.name': 'gemini_cli.agent.finish', terminate_reason: 'MAX_TURNS' })?.facts.endHint).toBe(
      'max_steps',
    )
  })
})

describe('prompt ids', () => {
  const session = '0aabcf84-0efa-4c7d-b278-ac2efc46ba3f'
  const nothing = { agentName: '', agentRunId: '' }

  test.each([
    [session, { turnId: session, ...nothing }],
    [`${session}########12`, { turnId: `${session}########12`, ...nothing }],
    ['p1', { turnId: 'p1', ...nothing }],
    ['classifier-router-fallback-1795249937567-ab12', { turnId: '', ...nothing }],
    [
      `${session}########2-codebase_investigator-ab12cd#0`,
      {
        turnId: `${session}########2`,
        agentName: 'codebase_investigator',
        agentRunId: `${session}########2-codebase_investigator-ab12cd`,
      },
    ],
    [
      `${session}-one-ab12cd#4-two-ef34gh#1`,
      { turnId: session, agentName: 'two', agentRunId: `${session}-one-ab12cd#4-two-ef34gh` },
    ],
  ])('%s', (promptId, expected) => {
    expect(geminiCliPrompt(promptId, session)).toEqual(expected)
  })
})
