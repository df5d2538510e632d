import { describe, expect, it } from 'vitest'
import { factsOf } from './test-support.ts'

type Case = {
  title: string
  reported: 'sum' | 'bare'
  write?: '5m' | 'other'
  reasoning?: number | null
  provider?: string
} & Parameters<typeof factsOf>[0]

const model = 'claude-sonnet-4-5'

/**
 * One physical call (Claude: 1,000 fresh, 100,000 read from the cache, 200 written, 310 out) as each
 * emitter describes it. `bare`: the emitter leaves the cache out of the input.
 */
const cases: Case[] = [
  {
    title: 'OpenTelemetry, current',
    reported: 'sum',
    reasoning: 120,
    scope: 'opentelemetry.instrumentation.anthropic',
    name: `chat ${model}`,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.request.model': model,
      'gen_ai.usage.input_tokens': 101_200,
      'gen_ai.usage.cache_read.input_tokens': 100_000,
      'gen_ai.usage.cache_write.input_tokens': 200,
      'gen_ai.usage.output_tokens': 310,
      'gen_ai.usage.reasoning.output_tokens': 120,
    },
  },
  {
    title: 'Anthropic SDK',
    reported: 'sum',
    write: '5m',
    reasoning: 120,
    scope: 'com.anthropic.sdk.typescript',
    name: 'anthropic.messages.create',
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.request.model': model,
      'gen_ai.usage.input_tokens': 101_200,
      'gen_ai.usage.cache_read.input_tokens': 100_000,
      'gen_ai.usage.cache_write.input_tokens': 200,
      'anthropic.usage.cache_creation.ephemeral_5m_input_tokens': 200,
      'anthropic.usage.cache_creation.ephemeral_1h_input_tokens': 0,
      'gen_ai.usage.output_tokens': 310,
      'gen_ai.usage.reasoning.output_tokens': 120,
    },
  },
  {
    title: 'OpenInference for Python',
    reported: 'sum',
    scope: 'openinference.instrumentation.anthropic',
    name: 'Messages',
    attributes: {
      'openinference.span.kind': 'LLM',
      'llm.provider': 'anthropic',
      'llm.model_name': model,
      'llm.token_count.prompt': 101_200,
      'llm.token_count.completion': 310,
      'llm.token_count.total': 101_510,
      'llm.token_count.prompt_details.cache_read': 100_000,
      'llm.token_count.prompt_details.cache_write': 200,
    },
  },
  {
    title: 'OpenInference for JavaScript before it knew the cache, response captured',
    reported: 'bare',
    scope: '@arizeai/openinference-instrumentation-anthropic',
    name: 'Anthropic Messages',
    attributes: {
      'openinference.span.kind': 'LLM',
      'llm.provider': 'anthropic',
      'llm.model_name': model,
      'llm.token_count.prompt': 1000,
      'llm.token_count.completion': 310,
      'llm.token_count.total': 1310,
      'output.value': JSON.stringify({
        id: 'msg_9',
        role: 'assistant',
        model,
        content: [],
        usage: {
          input_tokens: 1000,
          output_tokens: 310,
          cache_read_input_tokens: 100_000,
          cache_creation_input_tokens: 200,
        },
      }),
    },
  },
  {
    title: 'Traceloop for Python',
    reported: 'sum',
    scope: 'opentelemetry.instrumentation.anthropic',
    name: 'anthropic.chat',
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.request.model': model,
      'gen_ai.is_streaming': false,
      'gen_ai.usage.input_tokens': 101_200,
      'gen_ai.usage.output_tokens': 310,
      'gen_ai.usage.total_tokens': 101_510,
      'gen_ai.usage.cache_read.input_tokens': 100_000,
      'gen_ai.usage.cache_creation.input_tokens': 200,
      'traceloop.workflow.name': 'weather',
    },
  },
  {
    title: 'Traceloop for JavaScript',
    reported: 'bare',
    scope: '@traceloop/instrumentation-anthropic',
    name: `chat ${model}`,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.request.model': model,
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 310,
      'gen_ai.usage.total_tokens': 1310,
      'gen_ai.usage.cache_read.input_tokens': 100_000,
      'gen_ai.usage.cache_creation.input_tokens': 200,
    },
  },
  {
    title: 'AI SDK 7',
    reported: 'sum',
    scope: 'gen_ai',
    name: `chat ${model}`,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.request.model': model,
      'gen_ai.client.operation.time_to_first_chunk': 0.41,
      'gen_ai.usage.input_tokens': 101_200,
      'gen_ai.usage.output_tokens': 310,
      'gen_ai.usage.cache_read.input_tokens': 100_000,
      'gen_ai.usage.cache_creation.input_tokens': 200,
    },
  },
  {
    title: 'AI SDK 6',
    reported: 'sum',
    scope: 'ai',
    name: 'ai.generateText.doGenerate',
    attributes: {
      'ai.operationId': 'ai.generateText.doGenerate',
      'ai.model.id': model,
      'ai.model.provider': 'anthropic.messages',
      'ai.usage.inputTokens': 101_200,
      'ai.usage.outputTokens': 310,
      'ai.usage.inputTokenDetails.noCacheTokens': 1000,
      'ai.usage.inputTokenDetails.cacheReadTokens': 100_000,
      'ai.usage.inputTokenDetails.cacheWriteTokens': 200,
    },
  },
  {
    title: 'AI SDK 5',
    reported: 'bare',
    write: '5m',
    scope: 'ai',
    name: 'ai.streamText.doStream',
    attributes: {
      'ai.operationId': 'ai.streamText.doStream',
      'ai.model.id': model,
      'ai.model.provider': 'anthropic.messages',
      'ai.usage.inputTokens': 1000,
      'ai.usage.outputTokens': 310,
      'ai.usage.cachedInputTokens': 100_000,
      'ai.response.providerMetadata': JSON.stringify({
        anthropic: { usage: { cache_creation: { ephemeral_5m_input_tokens: 200, ephemeral_1h_input_tokens: 0 } } },
      }),
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 310,
    },
  },
  {
    title: 'LangSmith',
    reported: 'sum',
    scope: 'langsmith',
    name: 'ChatAnthropic',
    attributes: {
      'langsmith.span.kind': 'llm',
      'gen_ai.operation.name': 'chat',
      'gen_ai.system': 'anthropic',
      'gen_ai.request.model': model,
      'gen_ai.usage.input_tokens': 101_200,
      'gen_ai.usage.output_tokens': 310,
      'gen_ai.usage.total_tokens': 101_510,
      'gen_ai.usage.input_token_details': '{"cache_read":100000,"cache_creation":200}',
    },
  },
  {
    title: 'Langfuse, its own keys',
    reported: 'bare',
    scope: 'langfuse-sdk',
    name: 'answer',
    attributes: {
      'langfuse.observation.type': 'generation',
      'langfuse.observation.model.name': model,
      'langfuse.observation.usage_details':
        '{"input":1000,"input_cached_tokens":100000,"input_cache_creation":200,"output":310,"total":101510}',
    },
  },
  {
    title: 'Pydantic AI',
    reported: 'sum',
    scope: 'pydantic-ai',
    name: `chat ${model}`,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.request.model': model,
      'gen_ai.usage.input_tokens': 101_200,
      'gen_ai.usage.output_tokens': 310,
      'gen_ai.usage.cache_read.input_tokens': 100_000,
      'gen_ai.usage.cache_creation.input_tokens': 200,
    },
  },
  {
    title: 'Mastra',
    reported: 'sum',
    write: '5m',
    reasoning: 120,
    scope: '@mastra/otel-exporter',
    name: `chat ${model}`,
    attributes: {
      'mastra.span.type': 'model_inference',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.request.model': model,
      'gen_ai.usage.input_tokens': 101_200,
      'gen_ai.usage.output_tokens': 310,
      'gen_ai.usage.cache_read.input_tokens': 100_000,
      'gen_ai.usage.cache_creation.5m_input_tokens': 200,
      'gen_ai.usage.reasoning_tokens': 120,
    },
  },
  {
    title: 'Microsoft Agent Framework',
    reported: 'bare',
    scope: 'agent_framework',
    name: `chat ${model}`,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.request.model': model,
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 310,
      'gen_ai.usage.cache_read.input_tokens': 100_000,
      'gen_ai.usage.cache_creation.input_tokens': 200,
    },
  },
  {
    title: 'Strands on Bedrock',
    reported: 'bare',
    provider: 'aws.bedrock',
    scope: 'strands.telemetry.tracer',
    name: 'chat',
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.system': 'strands-agents',
      'gen_ai.request.model': 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      'gen_ai.usage.prompt_tokens': 1000,
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.completion_tokens': 310,
      'gen_ai.usage.output_tokens': 310,
      'gen_ai.usage.total_tokens': 101_510,
      'gen_ai.usage.cache_read_input_tokens': 100_000,
      'gen_ai.usage.cache_write_input_tokens': 200,
    },
  },
  {
    title: 'OpenLIT',
    reported: 'bare',
    scope: 'openlit.instrumentation.anthropic',
    name: `chat ${model}`,
    attributes: {
      'telemetry.sdk.name': 'openlit',
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.request.model': model,
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 310,
      'gen_ai.client.token.usage': 1310,
      'gen_ai.usage.cache_read.input_tokens': 100_000,
      'gen_ai.usage.cache_creation.input_tokens': 200,
    },
  },
  {
    title: 'MLflow',
    reported: 'sum',
    name: 'Messages',
    attributes: {
      'mlflow.spanType': '"CHAT_MODEL"',
      'mlflow.llm.model': `"${model}"`,
      'mlflow.chat.tokenUsage':
        '{"input_tokens":101200,"output_tokens":310,"total_tokens":101510,"cache_read_input_tokens":100000,"cache_creation_input_tokens":200}',
    },
  },
]

describe('one call, as every emitter reports it', () => {
  it.each(cases)('$title', ({ reported, write = 'other', reasoning = null, provider = 'anthropic', ...span }) => {
    const facts = factsOf(span)
    expect(facts).toMatchObject({ kind: 'llm', operation: 'chat', usageClaim: 'own', provider })
    expect(facts.usage).toEqual({
      inputTokens: 101_200,
      inputUncachedTokens: 1000,
      cacheReadTokens: 100_000,
      cacheWriteTokens: 200,
      cacheWrite5mTokens: write === '5m' ? 200 : 0,
      cacheWrite1hTokens: 0,
      cacheWriteOtherTokens: write === 'other' ? 200 : 0,
      outputTokens: 310,
      reasoningTokens: reasoning,
    })
    const bases = reported === 'sum' ? ['inclusive'] : ['exclusive', 'proved_exclusive']
    expect(bases).toContain(facts.tokenBasis)
    expect(facts.warnings).toEqual([])
  })
})
