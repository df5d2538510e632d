/** Namespaces of frameworks that speak OpenTelemetry's names and add a few of their own. */

export const pydantic = {
  scope: 'pydantic-ai',
  agentName: 'agent_name',
  modelName: 'model_name',
  allMessages: 'pydantic_ai.all_messages',
  allMessagesEvents: 'all_messages_events',
  events: 'events',
  finalResult: 'final_result',
  toolArguments: 'tool_arguments',
  toolResponse: 'tool_response',
  requestParameters: 'model_request_parameters',
  deferralName: 'pydantic_ai.tool.deferral.name',
  prefix: 'pydantic_ai.',
  operationCost: 'operation.cost',
  usageDetailsPrefix: 'gen_ai.usage.details.',
} as const

export const logfire = {
  message: 'logfire.msg',
  spanType: 'logfire.span_type',
  pendingSpan: 'pending_span',
  tags: 'logfire.tags',
} as const

export const mastra = {
  scope: '@mastra/otel-exporter',
  spanType: 'mastra.span.type',
  prefix: 'mastra.',
  runId: 'mastra.metadata.runId',
  tags: 'mastra.tags',
  completionStartTime: 'mastra.completion_start_time',
  stepIsContinued: 'mastra.model_step.is_continued',
  inputSuffix: '.input',
  outputSuffix: '.output',
} as const

export const adk = {
  scope: 'gcp.vertex.agent',
  prefix: 'gcp.vertex.agent.',
  invocationId: 'gcp.vertex.agent.invocation_id',
  llmRequest: 'gcp.vertex.agent.llm_request',
  llmResponse: 'gcp.vertex.agent.llm_response',
  toolCallArgs: 'gcp.vertex.agent.tool_call_args',
  toolResponse: 'gcp.vertex.agent.tool_response',
  data: 'gcp.vertex.agent.data',
  mergedTools: '(merged',
} as const

export const strands = {
  scopes: ['strands.telemetry.tracer', 'strands-agents', 'strands'],
  literal: 'strands-agents',
  timeToFirstTokenMs: 'gen_ai.server.time_to_first_token',
  systemPrompt: 'system_prompt',
  cycleId: 'event_loop.cycle_id',
  loopCycleId: 'agent_loop.cycle_id',
} as const

export const openlit = {
  scope: 'openlit',
  scopeJs: '@openlit',
  sdkName: 'openlit',
  applicationName: 'gen_ai.application_name',
  clientTokenUsage: 'gen_ai.client.token.usage',
  timeToFirstTokenSeconds: 'gen_ai.server.time_to_first_token',
  isStream: 'gen_ai.request.is_stream',
  agentVersionHash: 'openlit.agent.version_hash',
  prefix: 'openlit.',
} as const

export const microsoft = {
  agentFramework: 'agent_framework',
  agentsAi: 'Experimental.Microsoft.Agents.AI',
  extensionsAi: 'Experimental.Microsoft.Extensions.AI',
  semanticKernel: 'Microsoft.SemanticKernel',
  semanticKernelPython: 'semantic_kernel',
  autogen: 'autogen-core',
  workflowName: 'workflow.name',
  workflowId: 'workflow.id',
  executorId: 'executor.id',
} as const

export const anthropicSdk = {
  scopePrefix: 'com.anthropic.sdk.',
  platformScope: 'com.anthropic.claude-platform',
  requestId: 'anthropic.request.id',
  stopReason: 'anthropic.message.stop_reason',
  serviceTier: 'anthropic.response.service_tier',
  compactionInput: 'anthropic.usage.compaction.input_tokens',
  compactionOutput: 'anthropic.usage.compaction.output_tokens',
  truncated: 'anthropic.content.truncated',
  toolResultContent: 'anthropic.tool_result.content',
} as const

export const mlflow = {
  prefix: 'mlflow.',
  spanType: 'mlflow.spanType',
  requestId: 'mlflow.traceRequestId',
  inputs: 'mlflow.spanInputs',
  outputs: 'mlflow.spanOutputs',
  tokenUsage: 'mlflow.chat.tokenUsage',
  model: 'mlflow.llm.model',
  provider: 'mlflow.llm.provider',
  cost: 'mlflow.llm.cost',
  session: 'mlflow.trace.session',
  user: 'mlflow.trace.user',
  chatTools: 'mlflow.chat.tools',
  traceName: 'mlflow.traceName',
} as const

export const agentOps = {
  spanKind: 'agentops.span.kind',
  entityName: 'agentops.entity.name',
  entityInput: 'agentops.entity.input',
  entityOutput: 'agentops.entity.output',
  toolName: 'tool.name',
  toolParameters: 'tool.parameters',
  toolResult: 'tool.result',
  tags: 'agentops.tags',
} as const

export const litellm = {
  scope: 'litellm',
  prefix: 'litellm.',
  callId: 'litellm.call_id',
  providerModel: 'litellm.provider.model',
  costTotal: 'litellm.cost.total',
  streaming: 'litellm.request.streaming',
  guardrailName: 'litellm.guardrail.name',
  guardrailStatus: 'litellm.guardrail.status',
  guardrailCost: 'litellm.cost.guardrail',
  mcpServer: 'litellm.mcp.server.name',
  serviceName: 'litellm.service.name',
  hiddenParams: 'hidden_params',
  keyHash: 'metadata.user_api_key_hash',
  guardrailNameV1: 'guardrail_name',
} as const

export const dify = {
  prefix: 'dify.',
  framework: 'gen_ai.framework',
  workflowId: 'dify.workflow_id',
  appId: 'dify.app_id',
  timeToFirstTokenNs: 'gen_ai.user.time_to_first_token',
  retrievalQuery: 'retrieval.query',
  retrievalDocument: 'retrieval.document',
} as const

export const n8n = {
  prefix: 'n8n.',
  scope: '@n8n/agents',
  workflowName: 'n8n.workflow.name',
  nodeName: 'n8n.node.name',
  executionStatus: 'n8n.execution.status',
  errorType: 'n8n.execution.error_type',
  continuationReason: 'n8n.continuation.reason',
} as const

export const spring = {
  prefix: 'spring.ai.',
  kind: 'spring.ai.kind',
  literal: 'spring_ai',
  toolName: 'spring.ai.tool.definition.name',
  toolArguments: 'spring.ai.tool.call.arguments',
  toolResult: 'spring.ai.tool.call.result',
} as const

export const genkit = {
  scope: 'genkit-tracer',
  prefix: 'genkit:',
  type: 'genkit:type',
  subtype: 'genkit:metadata:subtype',
  name: 'genkit:name',
  input: 'genkit:input',
  output: 'genkit:output',
  state: 'genkit:state',
  flowName: 'genkit:metadata:flow:name',
} as const

export const laminar = {
  prefix: 'lmnr.',
  spanType: 'lmnr.span.type',
  input: 'lmnr.span.input',
  output: 'lmnr.span.output',
  tags: 'lmnr.association.properties.tags',
  model: 'aisdk.model.id',
} as const

export const livekit = {
  scope: 'livekit-agents',
  prefix: 'lk.',
  functionName: 'lk.function_tool.name',
  functionId: 'lk.function_tool.id',
  functionArguments: ['lk.function_tool.arguments', 'lk.pii.function_tool.arguments'],
  functionOutput: ['lk.function_tool.output', 'lk.pii.function_tool.output'],
  functionIsError: 'lk.function_tool.is_error',
  chatContext: ['lk.chat_ctx', 'lk.pii.chat_ctx'],
  responseText: ['lk.response.text', 'lk.pii.response.text'],
  userInput: ['lk.user_input', 'lk.pii.user_input'],
  spokenText: ['lk.input_text', 'lk.pii.input_text'],
  timeToFirstToken: 'lk.response.ttft',
  ttsMetrics: 'lk.tts_metrics',
} as const
