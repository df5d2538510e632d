/**
 * Names that Claude Code (and the Claude Agent SDK, which drives it) writes.
 * https://code.claude.com/docs/en/monitoring-usage
 */
export const claudeCodeKeys = {
  scopePrefix: 'com.anthropic.claude_code',
  spanPrefix: 'claude_code.',
  serviceName: 'claude-code',

  spanType: 'span.type',
  userPrompt: 'user_prompt',
  model: 'model',
  requestModel: 'gen_ai.request.model',
  providerHost: 'anthropic.provider',
  requestId: 'request_id',
  stopReason: 'stop_reason',
  finishReasons: 'gen_ai.response.finish_reasons',
  speed: 'speed',
  attempt: 'attempt',
  totalAttempts: 'total_attempts',
  success: 'success',
  error: 'error',
  errorType: 'error.type',
  errorTypeLog: 'error_type',
  errorClass: 'error_class',
  statusCode: 'status_code',
  durationMs: 'duration_ms',
  timeToFirstTokenMs: 'ttft_ms',

  inputTokens: 'input_tokens',
  outputTokens: 'output_tokens',
  cacheReadTokens: 'cache_read_tokens',
  cacheCreationTokens: 'cache_creation_tokens',
  cacheCreation5mTokens: 'cache_creation_5m_tokens',
  cacheCreation1hTokens: 'cache_creation_1h_tokens',
  costUsd: 'cost_usd',
  costUsdMicros: 'cost_usd_micros',

  toolName: 'tool_name',
  toolNameSafe: 'tool_name_safe',
  toolUseId: 'tool_use_id',
  toolInput: 'tool_input',
  toolParameters: 'tool_parameters',
  toolOutput: 'tool_output',
  toolSource: 'tool_source',
  mcpServerName: 'mcp_server.name',
  mcpServerNameLog: 'mcp_server_name',
  decision: 'decision',
  filePath: 'file_path',
  fullCommand: 'full_command',

  agentId: 'agent_id',
  agentName: 'agent.name',
  agentType: 'agent_type',
  querySource: 'query_source',
  querySourceSafe: 'query_source_safe',

  promptId: 'prompt.id',
  prompt: 'prompt',
  response: 'response',
  eventName: 'event.name',
  eventSequence: 'event.sequence',
  appVersion: 'app.version',

  /** Event of a tool's span; its text is in one of the attributes. */
  toolOutputEvent: 'tool.output',
  toolOutputContent: 'content',
  toolOutputText: 'output',
} as const

/** Who the person is; `user.id` is a hash of the installation. */
export const claudeCodePeople = ['enduser.id', 'user.email', 'user.account_uuid'] as const

/** Values of `span.type`. */
export const claudeCodeSpanTypes = {
  interaction: 'interaction',
  llmRequest: 'llm_request',
  tool: 'tool',
  blockedOnUser: 'tool.blocked_on_user',
  execution: 'tool.execution',
  hook: 'hook',
} as const
