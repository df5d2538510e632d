import { describe, expect, it } from 'vitest'
import type { SpanFacts } from '#lib/domain/span.ts'
import { hash64 } from './hashes.ts'
import { factsOf } from './test-support.ts'

type Case = [title: string, span: Parameters<typeof factsOf>[0], expected: Partial<SpanFacts>]

const oslo = hash64('{"city":"Oslo"}')

const tools: Case[] = [
  [
    'OpenTelemetry',
    {
      name: 'execute_tool get_weather',
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'get_weather',
        'gen_ai.tool.call.id': 'call_1',
        'gen_ai.tool.call.arguments': '{"city":"Oslo"}',
        'gen_ai.tool.call.result': { temp_c: 7 },
      },
    },
    { dialect: 'otel-genai', toolCallId: 'call_1', toolResultHash: hash64('{"temp_c":7}') },
  ],
  [
    'MCP client',
    {
      name: 'tools/call get_weather',
      kind: 3,
      attributes: {
        'mcp.method.name': 'tools/call',
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'get_weather',
        'gen_ai.tool.call.arguments': '{"city":"Oslo"}',
        'server.address': 'mcp.example.com',
        'gen_ai.prompt.name': 'not_a_managed_prompt',
      },
    },
    { dialect: 'otel-genai', toolType: 'mcp', mcpServer: 'mcp.example.com', promptName: '' },
  ],
  [
    'OpenInference, double encoded',
    {
      name: 'get_weather',
      attributes: {
        'openinference.span.kind': 'TOOL',
        'tool.name': 'get_weather',
        'tool.id': 'call_1',
        'tool.parameters': '"{\\"city\\": \\"Oslo\\"}"',
        'output.value': '7',
      },
    },
    { dialect: 'openinference', toolCallId: 'call_1' },
  ],
  [
    'OpenInference for LangChain',
    {
      name: 'get_weather',
      scope: '@arizeai/openinference-instrumentation-langchain',
      attributes: {
        'openinference.span.kind': 'TOOL',
        'tool.name': 'get_weather',
        'input.value': '{"city":"Oslo"}',
        'output.value': JSON.stringify({
          output: {
            lc: 1,
            id: ['langchain_core', 'messages', 'ToolMessage'],
            kwargs: { content: '{"temp_c":7}', tool_call_id: 'call_1' },
          },
        }),
      },
    },
    { toolCallId: 'call_1', toolResultHash: hash64('{"temp_c":7}') },
  ],
  [
    'Traceloop decorator',
    {
      name: 'get_weather.tool',
      attributes: {
        'traceloop.span.kind': 'tool',
        'traceloop.entity.name': 'get_weather',
        'traceloop.entity.input': '{"args":[],"kwargs":{"city":"Oslo"}}',
        'traceloop.entity.output': '{"temp_c":7}',
      },
    },
    { dialect: 'traceloop' },
  ],
  [
    'Traceloop for LangChain, named after the class',
    {
      name: 'execute_tool DynamicStructuredTool',
      scope: '@traceloop/instrumentation-langchain',
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'traceloop.span.kind': 'task',
        'traceloop.entity.name': 'DynamicStructuredTool',
        'traceloop.entity.input': '{"args":["{\\"city\\":\\"Oslo\\"}"]}',
        'traceloop.entity.output': JSON.stringify({
          lc: 1,
          kwargs: { name: 'get_weather', tool_call_id: 'call_1', content: '7' },
        }),
      },
    },
    { toolCallId: 'call_1' },
  ],
  [
    'AI SDK 6',
    {
      name: 'ai.toolCall',
      scope: 'ai',
      attributes: {
        'ai.operationId': 'ai.toolCall',
        'ai.toolCall.name': 'get_weather',
        'ai.toolCall.id': 'call_1',
        'ai.toolCall.args': '{"city":"Oslo"}',
        'ai.toolCall.result': '{"temp_c":7}',
      },
    },
    { dialect: 'ai-sdk-legacy', toolCallId: 'call_1' },
  ],
  [
    'Langfuse',
    {
      name: 'get_weather',
      scope: 'langfuse-sdk',
      attributes: { 'langfuse.observation.type': 'tool', 'langfuse.observation.input': '{"city":"Oslo"}' },
    },
    { dialect: 'langfuse' },
  ],
  [
    'LangSmith, arguments as Python',
    {
      name: 'get_weather',
      attributes: {
        'langsmith.span.kind': 'tool',
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.system': 'langchain',
        'gen_ai.prompt': '{"input":"{\'city\': \'Oslo\'}"}',
        'gen_ai.completion': '{"output":"7"}',
      },
    },
    { dialect: 'langsmith', provider: '' },
  ],
  [
    'Pydantic AI, format 2',
    {
      name: 'running tool',
      scope: 'pydantic-ai',
      attributes: { 'gen_ai.tool.name': 'get_weather', tool_arguments: '{"city":"Oslo"}', tool_response: '7' },
    },
    { dialect: 'pydantic-ai' },
  ],
  [
    'Google ADK',
    {
      name: 'execute_tool get_weather',
      scope: 'gcp.vertex.agent',
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'get_weather',
        'gen_ai.tool.type': 'FunctionTool',
        'gcp.vertex.agent.tool_call_args': '{"city":"Oslo"}',
        'gcp.vertex.agent.llm_request': '{}',
      },
    },
    { dialect: 'google-adk', toolType: 'function' },
  ],
  [
    'Strands',
    {
      name: 'execute_tool get_weather',
      scope: 'strands.telemetry.tracer',
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'get_weather',
        'gen_ai.tool.status': 'error',
      },
      events: [{ name: 'gen_ai.tool.message', attributes: { role: 'tool', content: '{"city":"Oslo"}' } }],
    },
    { dialect: 'strands', status: 'error' },
  ],
  [
    'Strands for JavaScript, which names scope and system after the service',
    {
      name: 'execute_tool get_weather',
      scope: 'my-service',
      attributes: {
        'gen_ai.event.start_time': '2026-11-21T10:00:00Z',
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.system': 'my-service',
        'gen_ai.tool.name': 'get_weather',
        'gen_ai.tool.call.id': 'c1',
      },
      events: [
        { name: 'gen_ai.tool.message', attributes: { role: 'tool', content: '{"city":"Oslo"}' } },
        { name: 'gen_ai.choice', attributes: { message: '[{"json":{"temp_c":7}}]' } },
      ],
    },
    { dialect: 'strands', toolCallId: 'c1', toolResultHash: hash64('{"temp_c":7}') },
  ],
  [
    'MCP client of Traceloop',
    {
      name: 'get_weather.tool',
      scope: '@traceloop/instrumentation-mcp',
      kind: 3,
      attributes: {
        'traceloop.span.kind': 'tool',
        'traceloop.entity.name': 'get_weather',
        'traceloop.entity.input': '{"tool_name":"get_weather","arguments":{"city":"Oslo"}}',
        'traceloop.entity.output': '{"result":"{\\"temp_c\\":7}"}',
      },
    },
    { toolType: 'mcp', toolResultHash: hash64('{"temp_c":7}') },
  ],
  [
    'MCP client of OpenLIT',
    {
      name: 'mcp tools/call get_weather',
      scope: '@openlit/instrumentation-mcp',
      attributes: {
        'telemetry.sdk.name': 'openlit',
        'mcp.operation.name': 'tools_call',
        'mcp.tool.name': 'get_weather',
        'mcp.tool.arguments': '{"city":"Oslo"}',
      },
    },
    { dialect: 'openlit', toolType: 'mcp' },
  ],
  [
    'Spring AI',
    {
      name: 'tool_call get_weather',
      attributes: {
        'gen_ai.operation.name': 'framework',
        'gen_ai.system': 'spring_ai',
        'spring.ai.kind': 'tool_call',
        'spring.ai.tool.definition.name': 'get_weather',
        'spring.ai.tool.call.arguments': '{"city":"Oslo"}',
      },
    },
    { dialect: 'spring-ai' },
  ],
  [
    'AgentOps',
    {
      name: 'get_weather.tool',
      attributes: { 'agentops.span.kind': 'tool', 'tool.name': 'get_weather', 'tool.parameters': '{"city":"Oslo"}' },
    },
    { dialect: 'agentops' },
  ],
  [
    'Genkit',
    {
      name: 'get_weather',
      scope: 'genkit-tracer',
      attributes: {
        'genkit:metadata:subtype': 'tool',
        'genkit:name': 'get_weather',
        'genkit:input': '{"city":"Oslo"}',
      },
    },
    { dialect: 'genkit' },
  ],
  [
    'MLflow',
    {
      name: 'get_weather',
      attributes: {
        'mlflow.spanType': '"TOOL"',
        'mlflow.spanInputs': '{"city":"Oslo"}',
        'mlflow.spanOutputs': '"7 C"',
      },
    },
    { dialect: 'mlflow' },
  ],
  [
    'Dify',
    {
      name: 'get_weather',
      attributes: { 'gen_ai.span.kind': 'TOOL', 'gen_ai.framework': 'dify', 'input.value': '{"city":"Oslo"}' },
    },
    { dialect: 'dify' },
  ],
]

const others: Case[] = [
  [
    'an agent of OpenTelemetry',
    { name: 'invoke_agent Weather', attributes: { 'gen_ai.operation.name': 'invoke_agent' } },
    { kind: 'agent', agentName: 'Weather' },
  ],
  [
    'usage on an agent is a repetition',
    {
      attributes: {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.system': 'openai',
        'gen_ai.usage.input_tokens': 120,
      },
    },
    { kind: 'agent', usageClaim: 'aggregate' },
  ],
  [
    'usage of a Strands agent grows over its life',
    {
      scope: 'strands.telemetry.tracer',
      attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.usage.input_tokens': 9000 },
    },
    { kind: 'agent', usageClaim: 'cumulative' },
  ],
  [
    'usage of a CrewAI agent grows over the crew',
    {
      attributes: {
        'traceloop.span.kind': 'agent',
        'crewai.agent.role': 'Researcher',
        'gen_ai.usage.input_tokens': 4200,
      },
    },
    { kind: 'agent', usageClaim: 'cumulative' },
  ],
  [
    'the AI SDK root repeats its calls',
    {
      scope: 'ai',
      attributes: {
        'ai.operationId': 'ai.streamText',
        'ai.telemetry.functionId': 'support',
        'ai.usage.inputTokens': 2100,
      },
    },
    { kind: 'agent', agentName: 'support', usageClaim: 'aggregate' },
  ],
  [
    'embedding wrappers of the AI SDK',
    { scope: 'ai', attributes: { 'ai.operationId': 'ai.embed', 'ai.usage.tokens': 4 } },
    { kind: 'step', usageClaim: 'aggregate' },
  ],
  [
    'LangSmith writes chat on prompts',
    { attributes: { 'langsmith.span.kind': 'prompt', 'gen_ai.operation.name': 'chat' } },
    { kind: 'step' },
  ],
  [
    'LangSmith writes embeddings on retrievers',
    { attributes: { 'langsmith.span.kind': 'retriever', 'gen_ai.operation.name': 'embeddings' } },
    { kind: 'retrieval' },
  ],
  ['LangSmith roots', { parentSpanId: '', attributes: { 'langsmith.span.kind': 'chain' } }, { kind: 'workflow' }],
  [
    'Langfuse for Python up to 3.3',
    {
      scope: 'langfuse-sdk',
      attributes: { 'langfuse.observation.type': 'span', 'langfuse.observation.model.name': 'gpt-4o' },
    },
    { kind: 'llm' },
  ],
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
    'merged tools of ADK',
    {
      name: 'execute_tool (merged tools)',
      scope: 'gcp.vertex.agent',
      attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': '(merged tools)' },
    },
    { kind: 'plain', toolName: '' },
  ],
  [
    'a failed ADK call has no attribute',
    { name: 'call_llm', scope: 'gcp.vertex.agent' },
    { kind: 'llm', status: 'error' },
  ],
  [
    'handoffs of the Agents SDK',
    { name: 'handoff to Weather', attributes: { 'openinference.span.kind': 'TOOL' } },
    { kind: 'handoff' },
  ],
  [
    'handoffs by tool name',
    { attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'transfer_to_billing' } },
    { kind: 'handoff' },
  ],
  [
    'Mastra generations around inferences',
    { attributes: { 'mastra.span.type': 'model_generation' } },
    { kind: 'step' },
  ],
  [
    'Mastra generations of old',
    { attributes: { 'mastra.span.type': 'model_generation', 'gen_ai.usage.input_tokens': 5 } },
    { kind: 'llm', usageClaim: 'own' },
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
    'tools that OpenLIT lists beside a hidden answer',
    {
      name: 'chat m',
      scope: '@openlit/instrumentation-openai',
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.tool.name': 'search, read_file',
        'gen_ai.tool.call.id': 'c1, c2',
      },
    },
    { requestedTools: [{ id: 'c1', name: 'search', argumentsHash: '' }, { id: 'c2', name: 'read_file', argumentsHash: '' }] }, // prettier-ignore
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
    'embeddings of LlamaIndex, which are tasks',
    {
      name: 'base_embedding.get_query_embedding',
      scope: '@traceloop/instrumentation-llamaindex',
      attributes: { 'traceloop.span.kind': 'task', 'traceloop.entity.output': '[0.25,0.5]' },
    },
    { kind: 'embedding' },
  ],
  [
    'retrievers of LlamaIndex, which are tasks',
    {
      name: 'vector_index_retriever.retrieve',
      scope: '@traceloop/instrumentation-llamaindex',
      attributes: { 'traceloop.span.kind': 'task' },
    },
    { kind: 'retrieval' },
  ],
  [
    'MCP sessions',
    {
      name: 'mcp.client.session',
      scope: '@traceloop/instrumentation-mcp',
      attributes: { 'traceloop.span.kind': 'session' },
    },
    { kind: 'plain' },
  ],
  [
    'Strands cycles',
    { name: 'execute_agent_loop_cycle', scope: 'my-service', attributes: { 'agent_loop.cycle_id': 'c' } },
    { dialect: 'strands', kind: 'step' },
  ],
  [
    'agents of LangChain, which are chains',
    {
      name: 'billing_agent',
      attributes: { 'openinference.span.kind': 'CHAIN', metadata: '{"lc_agent_name":"billing_agent"}' },
    },
    { kind: 'agent', agentName: 'billing_agent' },
  ],
  [
    'Spring clients',
    {
      attributes: {
        'gen_ai.operation.name': 'framework',
        'gen_ai.system': 'spring_ai',
        'spring.ai.kind': 'chat_client',
      },
    },
    { kind: 'step' },
  ],
  [
    'AutoGen messages',
    { name: 'autogen process x', scope: 'autogen-core', attributes: { 'gen_ai.system': 'autogen' } },
    { kind: 'plain', warnings: [] },
  ],
  ['workflows of the Agent Framework', { name: 'workflow.run', scope: 'agent_framework' }, { kind: 'workflow' }],
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
    'the deployment that LiteLLM called',
    {
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'fast',
        'litellm.provider.model': 'azure/gpt-4o',
      },
    },
    { kind: 'llm', modelRequested: 'fast', modelResponse: 'gpt-4o' },
  ],
  ['n8n nodes', { name: 'node.execute', attributes: { 'n8n.node.name': 'AI Agent' } }, { kind: 'step' }],
  [
    'Dify workflows',
    { name: 'workflow_run', parentSpanId: '', attributes: { 'gen_ai.span.kind': 'CHAIN', 'dify.workflow_id': 'w1' } },
    { kind: 'workflow', workflowName: 'w1' },
  ],
  [
    'pending spans of Logfire',
    {
      name: 'chat gpt (pending)',
      attributes: {
        'logfire.span_type': 'pending_span',
        'gen_ai.operation.name': 'chat',
        'gen_ai.usage.input_tokens': 5,
      },
    },
    { kind: 'plain', usage: null, usageClaim: 'none' },
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
  ['vector stores', { name: 'pinecone.query', attributes: { 'db.system': 'pinecone' } }, { kind: 'retrieval' }],
  [
    'anything else',
    { name: 'GET /', attributes: { 'http.request.method': 'GET' } },
    { dialect: 'other', kind: 'plain', warnings: [] },
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
  [
    'a price list that did not load',
    {
      scope: 'openlit.instrumentation.openai',
      attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.cost': 0 },
    },
    { reportedCostUsd: '' },
  ],
  [
    'a reported cost',
    {
      scope: 'openlit.instrumentation.openai',
      attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.cost': 0.0384 },
    },
    { reportedCostUsd: '0.0384' },
  ],
]

describe('tool calls', () => {
  it.each(tools)('%s', (_title, span, expected) => {
    expect(factsOf(span)).toMatchObject({
      kind: 'tool',
      operation: 'execute_tool',
      toolName: 'get_weather',
      toolArgumentsHash: oslo,
      ...expected,
    })
  })
})

describe('spans of other kinds', () => {
  it.each(others)('%s', (_title, span, expected) => {
    expect(factsOf(span)).toMatchObject(expected)
  })
})

describe('what was not understood', () => {
  it('names the attribute', () => {
    const { kind, warnings } = factsOf({ attributes: { 'gen_ai.operation.name': 'teleport' } })
    expect(kind).toBe('plain')
    expect(warnings).toEqual([{ code: 'not_understood', message: expect.stringContaining('gen_ai.operation.name') }])
  })

  it('names a vocabulary that no dialect claims', () => {
    expect(factsOf({ attributes: { 'llm.something.new': 'x' } }).warnings[0]?.code).toBe('not_understood')
  })
})
