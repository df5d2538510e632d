import { describe, expect, it } from 'vitest'
import { hash64 } from './hashes.ts'
import { factsOf, type SpanCase } from './test-support.ts'

const oslo = hash64('{"city":"Oslo"}')

const tools: SpanCase[] = [
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
