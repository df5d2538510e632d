import { aiSdk } from './ai-sdk.ts'
import {
  adk,
  agentOps,
  anthropicSdk,
  dify,
  laminar,
  litellm,
  mastra,
  mlflow,
  n8n,
  openlit,
  pydantic,
  spring,
} from './frameworks.ts'
import { genAi, mcp } from './gen-ai.ts'
import { langfuse } from './langfuse.ts'
import { langsmith } from './langsmith.ts'
import { openInference } from './openinference.ts'
import { traceloop } from './traceloop.ts'

/** For each fact of a call its attributes in all vocabularies; the first one present wins. */
export const callKeys = {
  provider: [
    genAi.providerName,
    genAi.system,
    openInference.provider,
    openInference.system,
    aiSdk.modelProvider,
    langsmith.provider,
  ],
  modelRequested: [
    genAi.requestModel,
    openInference.requestModelName,
    openInference.modelName,
    openInference.embeddingModelName,
    openInference.rerankerModelName,
    aiSdk.modelId,
    langfuse.model,
    langsmith.modelName,
    pydantic.modelName,
    laminar.model,
  ],
  modelResponse: [genAi.responseModel, openInference.responseModelName, aiSdk.responseModel],
  responseId: [genAi.responseId, aiSdk.responseId],
  requestId: [anthropicSdk.requestId, 'request_id', 'http.response.header.x-request-id'],
  serviceTier: [
    'openai.response.service_tier',
    'gen_ai.openai.response.service_tier',
    anthropicSdk.serviceTier,
    langsmith.serviceTier,
    'aws.bedrock.service_tier',
  ],
  serviceTierRequested: ['openai.request.service_tier', 'gen_ai.openai.request.service_tier'],
  finishReasons: [
    genAi.finishReasons,
    genAi.finishReason,
    openInference.finishReason,
    aiSdk.responseFinishReason,
    aiSdk.finishReason,
    traceloop.firstFinishReason,
    anthropicSdk.stopReason,
  ],
  streaming: [
    genAi.requestStream,
    genAi.isStreaming,
    traceloop.isStreaming,
    litellm.streaming,
    openlit.isStream,
    langsmith.streaming,
    'dify.streaming',
  ],
  agentName: [
    genAi.agentName,
    openInference.agentName,
    pydantic.agentName,
    langsmith.agentName,
    'gen_ai.main_agent.name',
  ],
  agentRunId: [genAi.agentCallId, adk.invocationId, langsmith.spanId, mastra.runId, mlflow.requestId],
  agentVersion: [
    'app.agent.version',
    genAi.agentVersion,
    openlit.agentVersionHash,
    traceloop.entityVersion,
    langfuse.version,
  ],
  workflowName: [
    genAi.workflowName,
    traceloop.workflowName,
    langfuse.traceName,
    mlflow.traceName,
    n8n.workflowName,
    dify.workflowId,
    'workflow.name',
    'gen_ai.pipeline.name',
  ],
  toolName: [genAi.toolName, openInference.toolName, aiSdk.toolCallName, spring.toolName, mcp.toolName],
  toolCallId: [
    genAi.toolCallId,
    'gen_ai.tool.call_id',
    aiSdk.toolCallId,
    openInference.toolId,
    openInference.toolCallId,
    'tool_call_id',
  ],
  mcpServer: [litellm.mcpServer, mcp.serverName, 'mcp_server.name', 'mcp_server'],
  promptName: [genAi.promptName, langfuse.promptName, traceloop.promptKey, openInference.promptId],
  promptVersion: [
    genAi.promptVersion,
    langfuse.promptVersion,
    traceloop.promptVersion,
    openInference.promptTemplateVersion,
  ],
  reportedCost: [litellm.costTotal, genAi.usageCost, openInference.costTotal, pydantic.operationCost, genAi.costTotal],
  outcome: ['app.outcome', 'gen_ai.agent.outcome', 'outcome'],
  errorType: ['error.type', 'litellm.provider.error.type', 'error.code'],
  errorMessage: ['error.message', 'litellm.provider.error.message', langfuse.statusMessage],
} as const

/** The version of a service that is one agent. */
export const agentVersionOfResource = ['app.agent.version', 'agent.version'] as const

/** Lists of tags; JSON lists and comma-joined text occur. */
export const tagKeys = [
  'app.tags',
  openInference.tags,
  langfuse.traceTags,
  langfuse.tags,
  langsmith.tags,
  mastra.tags,
  aiSdk.tags,
  aiSdk.contextTags,
  laminar.tags,
  agentOps.tags,
  'metadata.tags',
  'logfire.tags',
] as const

/** Attributes with the text of calls: they are stored once as raw, never among the filterable ones. */
export const payloadKeyPattern =
  /^(gen_ai\.(prompt|completion|input|output|system_instructions|tool\.(call\.(arguments|result)|definitions|args|input|output|result))|llm\.(input_messages|output_messages|prompts|choices|tools|invocation_parameters|request\.functions)|(input|output)\.value|ai\.(prompt|response\.(text|toolCalls|reasoning|object|providerMetadata)|result|toolCall\.(args|result)|values?|embeddings?)\b|traceloop\.entity\.(input|output)|langfuse\.observation\.(input|output|usage_details|cost_details)|gcp\.vertex\.agent\.(llm_request|llm_response|tool_call_args|tool_response|data)|mlflow\.span(Inputs|Outputs)|genkit:(input|output)|agentops\.entity\.(input|output)|embedding\.embeddings|retrieval\.documents|reranker\.(input|output)_documents|pydantic_ai\.all_messages|all_messages_events|events$|final_result|tool_(arguments|response)$|mastra\..*\.(input|output)$|mastra\.metadata\.(body|headers)|lmnr\.span\.(input|output)|spring\.ai\.tool\.call|user_prompt|arguments$|tool\.(parameters|result)|lk\.)/
