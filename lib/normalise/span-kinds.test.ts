import { describe, expect, it } from 'vitest'
import { factsOf, type SpanCase } from './test-support.ts'

const cases: SpanCase[] = [
  [
    'an agent of OpenTelemetry',
    { name: 'invoke_agent Weather', attributes: { 'gen_ai.operation.name': 'invoke_agent' } },
    { kind: 'agent', agentName: 'Weather' },
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
    'merged tools of ADK',
    {
      name: 'execute_tool (merged tools)',
      scope: 'gcp.vertex.agent',
      attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': '(merged tools)' },
    },
    { kind: 'plain', toolName: '' },
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
  ['vector stores', { name: 'pinecone.query', attributes: { 'db.system': 'pinecone' } }, { kind: 'retrieval' }],
  [
    'anything else',
    { name: 'GET /', attributes: { 'http.request.method': 'GET' } },
    { dialect: 'other', kind: 'plain', warnings: [] },
  ],
]

describe('what kind of span it is', () => {
  it.each(cases)('%s', (_title, span, expected) => {
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
