/**
 * Token counts by vocabulary. A span's counts are taken from one vocabulary; another one only
 * fills classes that the first lacks.
 */
export type UsageKeys = {
  input: readonly string[]
  output: readonly string[]
  cacheRead: readonly string[]
  cacheWrite: readonly string[]
  cacheWrite5m: readonly string[]
  cacheWrite1h: readonly string[]
  reasoning: readonly string[]
  total: readonly string[]
  uncached: readonly string[]
}

export const genAiUsage: UsageKeys = {
  input: ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens', 'gen_ai.response.prompt_tokens'],
  output: ['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens', 'gen_ai.response.completion_tokens'],
  cacheRead: [
    'gen_ai.usage.cache_read.input_tokens',
    'gen_ai.usage.cache_read_input_tokens',
    'gen_ai.usage.input_tokens.cached',
    'gen_ai.usage.details.cache_read_tokens',
    'gen_ai.usage.details.cache_read_input_tokens',
    'gen_ai.usage.details.cached_tokens',
    'gen_ai.usage.prompt_tokens_details.cached_tokens',
    'gen_ai.usage.cached_input_tokens',
    'gen_ai.usage.cached_tokens',
  ],
  cacheWrite: [
    'gen_ai.usage.cache_write.input_tokens',
    'gen_ai.usage.cache_creation.input_tokens',
    'gen_ai.usage.cache_creation_input_tokens',
    'gen_ai.usage.cache_write_input_tokens',
    'gen_ai.usage.input_tokens.cache_write',
    'gen_ai.usage.details.cache_write_tokens',
    'gen_ai.usage.details.cache_creation_input_tokens',
    'gen_ai.usage.prompt_tokens_details.cache_creation_tokens',
  ],
  cacheWrite5m: [
    'anthropic.usage.cache_creation.ephemeral_5m_input_tokens',
    'gen_ai.usage.cache_creation.5m_input_tokens',
    'gen_ai.usage.cache_creation.input_tokens.ephemeral_5m',
  ],
  cacheWrite1h: [
    'anthropic.usage.cache_creation.ephemeral_1h_input_tokens',
    'gen_ai.usage.cache_creation.1h_input_tokens',
    'gen_ai.usage.cache_creation.input_tokens.ephemeral_1h',
  ],
  reasoning: [
    'gen_ai.usage.reasoning.output_tokens',
    'gen_ai.usage.reasoning_tokens',
    'gen_ai.usage.output_tokens.reasoning',
    'gen_ai.usage.completion_tokens_details.reasoning_tokens',
    'gen_ai.usage.experimental.reasoning_tokens',
    'gen_ai.usage.details.reasoning_tokens',
  ],
  total: ['gen_ai.usage.total_tokens', 'llm.usage.total_tokens', 'gen_ai.client.token.usage'],
  uncached: [],
}

export const openInferenceUsage: UsageKeys = {
  input: ['llm.token_count.prompt'],
  output: ['llm.token_count.completion'],
  cacheRead: ['llm.token_count.prompt_details.cache_read', 'llm.token_count.prompt_details.cache_input'],
  cacheWrite: ['llm.token_count.prompt_details.cache_write'],
  cacheWrite5m: [],
  cacheWrite1h: [],
  reasoning: ['llm.token_count.completion_details.reasoning'],
  total: ['llm.token_count.total'],
  uncached: [],
}

export const aiSdkUsage: UsageKeys = {
  input: ['ai.usage.inputTokens', 'ai.usage.promptTokens', 'ai.usage.tokens'],
  output: ['ai.usage.outputTokens', 'ai.usage.completionTokens'],
  cacheRead: ['ai.usage.inputTokenDetails.cacheReadTokens', 'ai.usage.cachedInputTokens'],
  cacheWrite: ['ai.usage.inputTokenDetails.cacheWriteTokens'],
  cacheWrite5m: [],
  cacheWrite1h: [],
  reasoning: ['ai.usage.outputTokenDetails.reasoningTokens', 'ai.usage.reasoningTokens'],
  total: ['ai.usage.totalTokens'],
  uncached: ['ai.usage.inputTokenDetails.noCacheTokens'],
}

/** Before OpenTelemetry named them. */
export const llmUsage: UsageKeys = {
  input: ['llm.usage.prompt_tokens'],
  output: ['llm.usage.completion_tokens'],
  cacheRead: ['llm.usage.cache_read_input_tokens'],
  cacheWrite: ['llm.usage.cache_creation_input_tokens'],
  cacheWrite5m: [],
  cacheWrite1h: [],
  reasoning: ['llm.usage.reasoning_tokens'],
  total: ['llm.usage.total_tokens'],
  uncached: [],
}
