import { describe, expect, test } from 'vitest'
import { factsOf } from './test-support.ts'

const ofResponse = (body: object, more: Record<string, unknown> = {}) =>
  factsOf({
    scope: 'openinference.instrumentation.openai',
    attributes: {
      'openinference.span.kind': 'LLM',
      'llm.model_name': 'gpt-5.6-sol',
      'llm.token_count.prompt': 10_000,
      'llm.token_count.completion': 200,
      'output.value': JSON.stringify(body),
      ...more,
    },
  })

describe('writes to the cache that OpenAI charges', () => {
  const cached = { 'llm.token_count.prompt_details.cache_input': 3000 }

  test.each<[string, object]>([
    ['chat completions', { prompt_tokens: 10_000, completion_tokens: 200, prompt_tokens_details: { cached_tokens: 3000, cache_write_tokens: 5000 } }],
    ['responses', { input_tokens: 10_000, output_tokens: 200, input_tokens_details: { cached_tokens: 3000, cache_write_tokens: 5000 } }],
  ])('%s tell them as a part of the input', (_name, usage) => {
    expect(ofResponse({ usage }, cached)).toMatchObject({
      tokenBasis: 'inclusive',
      usage: { inputTokens: 10_000, inputUncachedTokens: 2000, cacheReadTokens: 3000, cacheWriteTokens: 5000, cacheWriteOtherTokens: 5000 },
    })
  }) // prettier-ignore

  test.each([
    ['gpt-5.6-sol', null],
    ['gpt-5-6-luna', null],
    ['gpt-6-astra', null],
    ['gpt-5.5', 0],
    ['gpt-5-2025-08-07', 0],
    ['gpt-4.1-mini', 0],
  ])('silence about them: %s wrote %j', (model, writes) => {
    const facts = ofResponse({}, { ...cached, 'llm.model_name': model })
    expect(facts.usage?.cacheWriteTokens).toBe(writes)
    expect(facts.usage?.inputTokens).toBe(10_000)
    expect(facts.warnings.map(({ code }) => code)).toEqual(writes === null ? ['cache_split_unknown'] : [])
  })

  test('LiteLLM’s split by lifetime', () => {
    const cache_creation_token_details = { ephemeral_5m_input_tokens: 300, ephemeral_1h_input_tokens: 700 }
    const usage = { prompt_tokens: 10_000, prompt_tokens_details: { cached_tokens: 0, cache_creation_tokens: 1000, cache_creation_token_details } } // prettier-ignore
    expect(ofResponse({ usage }).usage).toMatchObject({ cacheWrite5mTokens: 300, cacheWrite1hTokens: 700, cacheWriteOtherTokens: 0 }) // prettier-ignore
  })
})

describe('service tiers', () => {
  test.each<[string, object, string]>([
    ['OpenAI', { service_tier: 'flex', usage: {} }, 'flex'],
    ['Anthropic', { usage: { service_tier: 'batch' } }, 'batch'],
    ['Anthropic’s fast mode', { usage: { service_tier: 'standard', speed: 'fast' } }, 'fast'],
    ['Anthropic’s place of inference', { usage: { service_tier: 'standard', inference_geo: 'us' } }, 'inference_geo_us'],
    ['a place that is none', { usage: { service_tier: 'standard', inference_geo: 'us '.repeat(99) } }, 'standard'],
    ['no surcharge for a place', { usage: { service_tier: 'standard', inference_geo: 'global', speed: 'standard' } }, 'standard'],
    ['Gemini', { usageMetadata: { serviceTier: 'priority', trafficType: 'ON_DEMAND' } }, 'priority'],
    ['Vertex', { usage_metadata: { traffic_type: 'PROVISIONED_THROUGHPUT' } }, 'PROVISIONED_THROUGHPUT'],
    ['none', {}, ''],
  ])('%s', (_name, body, tier) => expect(ofResponse(body).serviceTier).toBe(tier)) // prettier-ignore

  test('what was served goes before what was asked for', () => {
    const asked = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-5', 'openai.request.service_tier': 'flex' } // prettier-ignore
    expect(factsOf({ attributes: asked }).serviceTier).toBe('flex')
    expect(factsOf({ attributes: { ...asked, 'openai.response.service_tier': 'default' } }).serviceTier).toBe('default')
  })
})

describe('what the provider says that it charged', () => {
  test.each<[string, object, string]>([
    ['OpenRouter', { usage: { cost: 0.00123, cost_details: {} } }, '0.00123'],
    ['Perplexity', { usage: { cost: { input_tokens_cost: 0.001, total_cost: 0.012 } } }, '0.012'],
    ['xAI', { usage: { cost_in_usd_ticks: 569_184_000 } }, '0.0569184'],
    ['nothing', { usage: { cost: 0 } }, ''],
    ['nonsense', { usage: { cost: { total_cost: 'much' } } }, ''],
  ])('%s', (_name, body, cost) => expect(ofResponse(body).reportedCostUsd).toBe(cost))

  test('what an attribute says goes before it', () =>
    expect(ofResponse({ usage: { cost: 0.5 } }, { 'llm.cost.total': 0.25 }).reportedCostUsd).toBe('0.25'))
})

test('tier and charge of the AI SDK’s metadata', () => {
  const metadata = { gateway: { cost: '0.0042' }, openai: { responseId: 'r', serviceTier: 'priority' } }
  const attributes = { 'ai.operationId': 'ai.streamText.doStream', 'ai.model.id': 'gpt-5', 'ai.response.providerMetadata': JSON.stringify(metadata) } // prettier-ignore
  expect(factsOf({ attributes })).toMatchObject({ serviceTier: 'priority', reportedCostUsd: '0.0042' })
  const wrapper = { ...attributes, 'ai.operationId': 'ai.streamText' }
  expect(factsOf({ attributes: wrapper })).toMatchObject({ serviceTier: '', reportedCostUsd: '' })
})
