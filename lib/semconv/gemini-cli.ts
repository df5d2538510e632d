/**
 * Names that Google's Gemini CLI writes.
 * https://github.com/google-gemini/gemini-cli/blob/main/docs/cli/telemetry.md
 */
export const geminiCliKeys = {
  name: 'gemini-cli',
  eventPrefix: 'gemini_cli.',

  operation: 'gen_ai.operation.name',
  agentName: 'gen_ai.agent.name',
  requestModel: 'gen_ai.request.model',
  responseModel: 'gen_ai.response.model',
  responseId: 'gen_ai.response.id',
  finishReasons: 'gen_ai.response.finish_reasons',
  providerName: 'gen_ai.provider.name',
  promptName: 'gen_ai.prompt.name',
  conversationId: 'gen_ai.conversation.id',
  inputMessages: 'gen_ai.input.messages',
  outputMessages: 'gen_ai.output.messages',
  systemInstructions: 'gen_ai.system_instructions',
  toolDefinitions: 'gen_ai.tool.definitions',
  spanInputTokens: 'gen_ai.usage.input_tokens',
  spanOutputTokens: 'gen_ai.usage.output_tokens',
  toolName: 'gen_ai.tool.name',
  toolCallId: 'gen_ai.tool.call_id',

  eventName: 'event.name',
  sessionId: 'session.id',
  promptId: 'prompt_id',
  prompt: 'prompt',
  model: 'model',
  durationMs: 'duration_ms',
  inputTokens: 'input_token_count',
  outputTokens: 'output_token_count',
  cachedTokens: 'cached_content_token_count',
  thoughtsTokens: 'thoughts_token_count',
  toolTokens: 'tool_token_count',
  logFinishReasons: 'finish_reasons',
  statusCode: 'status_code',
  responseText: 'response_text',
  requestText: 'request_text',
  role: 'role',
  functionName: 'function_name',
  functionArgs: 'function_args',
  success: 'success',
  decision: 'decision',
  toolType: 'tool_type',
  mcpServerName: 'mcp_server_name',
  error: 'error',
  errorMessage: 'error.message',
  errorType: 'error.type',
  errorTypeLog: 'error_type',
  agentNameLog: 'agent_name',
  terminateReason: 'terminate_reason',
} as const

/** Values of `gen_ai.operation.name` on its spans: its own words, not OpenTelemetry's. */
export const geminiCliOperations = {
  llmCall: 'llm_call',
  toolCall: 'tool_call',
  scheduleToolCalls: 'schedule_tool_calls',
  agentCall: 'agent_call',
  userPrompt: 'user_prompt',
  systemPrompt: 'system_prompt',
} as const

/** Values of `event.name`. */
export const geminiCliEvents = {
  config: 'gemini_cli.config',
  userPrompt: 'gemini_cli.user_prompt',
  apiRequest: 'gemini_cli.api_request',
  apiResponse: 'gemini_cli.api_response',
  apiError: 'gemini_cli.api_error',
  toolCall: 'gemini_cli.tool_call',
  agentStart: 'gemini_cli.agent.start',
  agentFinish: 'gemini_cli.agent.finish',
  loopDetected: 'loop_detected',
  loopDetectedPrefixed: 'gemini_cli.loop_detected',
  operationDetails: 'gen_ai.client.inference.operation.details',
} as const
