/**
 * Names that OpenAI's Codex CLI writes: spans of Rust's `tracing`, log records of its `codex_otel` targets.
 * https://github.com/openai/codex (codex-rs/otel)
 */
export const codexKeys = {
  eventPrefix: 'codex.',
  target: 'target',

  conversationId: 'conversation.id',
  /** A UUID (the conversation) on some spans, the operating system's thread number on others. */
  threadId: 'thread.id',
  threadIdUnderscore: 'thread_id',
  turnId: 'turn.id',
  turnIdUnderscore: 'turn_id',

  model: 'model',
  providerName: 'provider_name',
  reasoningEffort: 'codex.request.reasoning_effort',

  inputTokens: 'gen_ai.usage.input_tokens',
  cacheReadTokens: 'gen_ai.usage.cache_read.input_tokens',
  cacheWriteTokens: 'gen_ai.usage.cache_write.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  reasoningTokens: 'codex.usage.reasoning_output_tokens',
  turnUsagePrefix: 'codex.turn.token_usage.',

  logInputTokens: 'input_token_count',
  logCachedTokens: 'cached_token_count',
  logCacheWriteTokens: 'cache_write_token_count',
  logOutputTokens: 'output_token_count',
  logReasoningTokens: 'reasoning_token_count',

  toolName: 'tool_name',
  toolPhase: 'codex.tool.phase',
  toolSource: 'tool_source',
  toolNamespace: 'tool_namespace',
  callId: 'call_id',
  arguments: 'arguments',
  output: 'output',
  mcpServer: 'mcp_server',
  aborted: 'aborted',
  decision: 'decision',
  success: 'success',

  eventName: 'event.name',
  eventKind: 'event.kind',
  durationMs: 'duration_ms',
  timeToFirstTokenMs: 'ttft_ms',
  prompt: 'prompt',
  attempt: 'attempt',
  statusCode: 'http.response.status_code',
  statusCodeOld: 'http.status_code',
  errorMessage: 'error.message',
  requestId: 'auth.request_id',
  samplingPhase: 'codex.turn.phase',
  endpoint: 'endpoint',
  outputTruncated: 'output_truncated',
  appVersion: 'app.version',
  env: 'env',
} as const

/** Names of the spans that mean something to a person; the hundreds of others are internals. */
export const codexSpans = {
  exec: 'codex.exec',
  turn: 'session_task.turn',
  runTurn: 'run_turn',
  sampling: 'codex.sampling',
  samplingRequest: 'try_run_sampling_request',
  response: 'handle_responses',
} as const

/** Values of `event.name`. */
export const codexEvents = {
  conversationStarts: 'codex.conversation_starts',
  userPrompt: 'codex.user_prompt',
  apiRequest: 'codex.api_request',
  sseEvent: 'codex.sse_event',
  websocketEvent: 'codex.websocket_event',
  toolDecision: 'codex.tool_decision',
  toolResult: 'codex.tool_result',
} as const

/** Values of `event.kind`: the events of OpenAI's streamed responses. */
export const codexStream = {
  completed: 'response.completed',
  failed: 'response.failed',
  textDone: 'response.output_text.done',
} as const
