import { describe, expect, it } from 'vitest'
import { factsOf } from './test-support.ts'

describe('emitters that lose tokens', () => {
  const openAi = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'gpt-5-mini',
    'gen_ai.usage.input_tokens': 3000,
    'gen_ai.usage.output_tokens': 10,
  }
  const claude = { ...openAi, 'gen_ai.request.model': 'claude-sonnet-4-5' }
  const cases: [title: string, span: Parameters<typeof factsOf>[0], input: number | null, uncached: number | null][] = [
    [
      'Traceloop for JavaScript, OpenAI',
      { scope: '@traceloop/instrumentation-openai', attributes: { ...openAi, 'gen_ai.provider.name': 'openai' } },
      3000,
      null,
    ],
    [
      'OpenTelemetry for JavaScript, OpenAI',
      { scope: '@opentelemetry/instrumentation-openai', attributes: { ...openAi, 'gen_ai.system': 'openai' } },
      3000,
      null,
    ],
    [
      'AI SDK 5 without details',
      {
        scope: 'ai',
        attributes: {
          'ai.operationId': 'ai.generateText.doGenerate',
          'ai.model.provider': 'openai.responses',
          'ai.model.id': 'gpt-5-mini',
          'ai.usage.inputTokens': 3000,
          'ai.usage.outputTokens': 10,
        },
      },
      3000,
      null,
    ],
    [
      'AI SDK 5 without details, Anthropic',
      {
        scope: 'ai',
        attributes: {
          'ai.operationId': 'ai.generateText.doGenerate',
          'ai.model.provider': 'anthropic.messages',
          'ai.model.id': 'claude-sonnet-4-5',
          'ai.usage.inputTokens': 3000,
          'ai.usage.outputTokens': 10,
        },
      },
      null,
      3000,
    ],
    [
      'LiteLLM',
      { scope: 'litellm', name: 'litellm_request', attributes: { ...openAi, 'llm.request.type': 'acompletion' } },
      3000,
      null,
    ],
    ['LlamaIndex, Anthropic', { attributes: { ...claude, 'gen_ai.provider.name': 'llama_index' } }, null, 3000],
    [
      'OpenInference for JavaScript, Anthropic',
      {
        scope: '@arizeai/openinference-instrumentation-anthropic',
        attributes: {
          'openinference.span.kind': 'LLM',
          'llm.model_name': 'claude-sonnet-4-5',
          'llm.token_count.prompt': 3000,
          'llm.token_count.completion': 10,
        },
      },
      null,
      3000,
    ],
    ['OpenTelemetry before 1.37, Anthropic', { attributes: { ...claude, 'gen_ai.system': 'anthropic' } }, null, 3000],
  ]

  it.each(cases)('%s', (_title, span, input, uncached) => {
    const facts = factsOf(span)
    expect(facts.usage).toMatchObject({ inputTokens: input, inputUncachedTokens: uncached, cacheReadTokens: null })
    expect(facts.warnings.map(({ code }) => code)).toEqual(['cache_split_unknown'])
  })

  it('does not take counts of a tokenizer for a measurement', () => {
    const text = 'Why was the account charged twice in January? '.repeat(15)
    const { usage, warnings } = factsOf({
      scope: '@traceloop/instrumentation-openai',
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.input.messages': JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: text }] }]),
        'gen_ai.tool.definitions': JSON.stringify([{ name: 'get_account', description: 'x'.repeat(900) }]),
        'gen_ai.usage.input_tokens': Math.round(text.length / 4.5),
        'gen_ai.usage.output_tokens': 20,
      },
    })
    expect(usage).toBeNull()
    expect(warnings.map(({ code }) => code)).toEqual(['tokens_estimated'])
  })
})
