import { describe, expect, it } from 'vitest'
import { factsOf, type SpanCase } from './test-support.ts'

const cases: SpanCase[] = [
  [
    'Langfuse errors',
    {
      scope: 'langfuse-sdk',
      attributes: {
        'langfuse.observation.type': 'generation',
        'langfuse.observation.level': 'ERROR',
        'langfuse.observation.status_message': 'boom',
      },
    },
    { kind: 'llm', status: 'error', errorMessage: 'boom' },
  ],
  [
    'a failed ADK call has no attribute',
    { name: 'call_llm', scope: 'gcp.vertex.agent' },
    { kind: 'llm', status: 'error' },
  ],
  [
    'tools that Mastra refused to run',
    {
      name: 'execute_tool x',
      attributes: {
        'mastra.span.type': 'tool_call',
        'gen_ai.tool.name': 'x',
        'gen_ai.tool.call.result': '{"error":true,"message":"Tool input validation failed for x."}',
      },
    },
    { kind: 'tool', toolExecuted: false, status: 'error' },
  ],
  [
    'LangSmith spans that other runs were written into',
    { name: 'support', attributes: { 'langsmith.span.kind': 'chain', 'langsmith.trace.name': '__start__' } },
    {
      warnings: [
        {
          code: 'calls_lost',
          message: 'The sender wrote other runs into this span, at last __start__; calls among them may be lost',
        },
      ],
    },
  ],
  [
    'runs of Genkit that are out of turns',
    {
      name: 'supportFlow',
      scope: 'genkit-tracer',
      status: { code: 2, message: 'ABORTED: Exceeded maximum tool call iterations (1)' },
      attributes: { 'genkit:type': 'action', 'genkit:metadata:subtype': 'flow' },
    },
    { endHint: 'max_steps', status: 'error' },
  ],
  [
    'LangSmith spans of one run',
    { name: 'support', attributes: { 'langsmith.span.kind': 'chain', 'langsmith.trace.name': 'support' } },
    { warnings: [] },
  ],
  [
    'arguments that an MCP server refused',
    {
      name: 'get_weather.tool',
      scope: '@traceloop/instrumentation-mcp',
      status: { code: 2, message: 'MCP error -32602: Input validation error: Invalid arguments for tool get_weather' },
      attributes: { 'traceloop.span.kind': 'tool', 'traceloop.entity.name': 'get_weather' },
    },
    { kind: 'tool', toolExecuted: false, status: 'error' },
  ],
  [
    'guardrails of LiteLLM are verdicts',
    {
      name: 'execute_guardrail pii',
      status: { code: 2, message: 'blocked' },
      attributes: { 'litellm.guardrail.name': 'pii', 'litellm.guardrail.status': 'guardrail_intervened' },
    },
    { kind: 'guardrail', status: 'ok', outcome: 'guardrail_intervened' },
  ],
  [
    'deferred tools of Pydantic AI',
    {
      scope: 'pydantic-ai',
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'pay',
        'pydantic_ai.tool.deferral.name': 'ApprovalRequired',
      },
    },
    { kind: 'wait', toolExecuted: false },
  ],
  [
    'control flow of LangGraph is no failure',
    {
      status: { code: 2, message: '' },
      attributes: { 'openinference.span.kind': 'CHAIN' },
      events: [{ name: 'exception', attributes: { 'exception.message': '\n\nParentCommand\n at x' } }],
    },
    { kind: 'step', status: 'unset', errorMessage: '' },
  ],
  [
    'a run that used up its turns',
    {
      status: { code: 2, message: 'Max turns (4) exceeded' },
      attributes: { 'openinference.span.kind': 'AGENT', 'agent.name': 'A' },
    },
    { endHint: 'max_steps', status: 'error' },
  ],
  [
    'a run that was cancelled',
    {
      status: { code: 2, message: '' },
      attributes: { 'gen_ai.operation.name': 'invoke_agent', 'error.type': 'AbortError' },
    },
    { endHint: 'cancelled', errorType: 'AbortError' },
  ],
  [
    'an error that only an event tells',
    {
      attributes: { 'gen_ai.operation.name': 'chat' },
      events: [{ name: 'exception', attributes: { 'exception.type': 'RateLimitError', 'exception.message': '429' } }],
    },
    { status: 'error', errorType: 'RateLimitError' },
  ],
]

describe('how a span ended', () => {
  it.each(cases)('%s', (_title, span, expected) => {
    expect(factsOf(span)).toMatchObject(expected)
  })
})
