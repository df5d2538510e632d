import { describe, expect, test } from 'vitest'
import { provider } from '#lib/normalise/provider.ts'
import { catalogueOffer } from './catalogue-offer.ts'
import { formatDecimal } from './fixed-usd.ts'

const november2026 = 1_795_000_000_000_000_000n

const offerOf = (literal: string, model: string, startNs = november2026) =>
  catalogueOffer({ provider: provider(literal, model), model, requestedModel: '', startNs })

describe('names of models, as hosts and gateways write them', () => {
  test.each([
    ['aws.bedrock', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'aws/regional.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['bedrock', 'global.anthropic.claude-opus-4-5-20251101-v1:0', 'aws/global.anthropic.claude-opus-4-5-v1:0'],
    ['', 'bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0', 'aws/regional.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['aws.bedrock', 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'aws/regional.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['aws.bedrock', 'us.amazon.nova-lite-v1:0', 'aws/amazon.nova-lite-v1:0'],
    ['az.ai.openai', 'gpt-4o', 'azure/gpt-4o'],
    ['azure.openai', 'azure/gpt-4o', 'azure/gpt-4o'],
    ['vertexai', 'claude-sonnet-4-5@20250929', 'google/claude-sonnet-4-5'],
    ['gcp.vertex_ai', 'publishers/google/models/gemini-2.5-flash', 'google/gemini-2.5-flash'],
    ['gcp.vertex_ai', 'projects/p/locations/us/publishers/google/models/gemini-2.5-flash', 'google/gemini-2.5-flash'],
    ['', 'models/gemini-2.5-flash', 'google/gemini-2.5-flash'],
    ['litellm', 'openai/gpt-4.1-mini', 'openai/gpt-4.1-mini'],
    ['openrouter', 'openai/gpt-4o-mini', 'openrouter/openai/gpt-4o-mini'],
    ['openrouter.chat', 'anthropic/claude-sonnet-4.5', 'openrouter/anthropic/claude-sonnet-4.5'],
    ['', 'openrouter/anthropic/claude-sonnet-4.5', 'openrouter/anthropic/claude-sonnet-4.5'],
    ['openai', 'ft:gpt-4o-2024-08-06:acme::abc', 'openai/ft:gpt-4o'],
  ])('%s %s', (literal, model, name) => {
    expect(offerOf(literal, model)).toMatchObject({ name, doubts: [] })
  }) // prettier-ignore

  test.each([
    ['a model of one’s own at OpenAI', 'openai', 'ft:gpt-4.1-mini-2025-04-14:acme::abc'],
    ['a profile that does not name its model', 'aws.bedrock', 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3'],
    ['a deployment', 'azure.openai', 'my-deployment'],
    ['whatever a router chose', 'openrouter', 'openrouter/auto'],
    ['a model to come', 'anthropic', 'claude-9-nova'],
    ['weights that anybody hosts', 'deepinfra', 'meta-llama/Llama-3.3-70B-Instruct'],
  ])('%s has no price', (_name, literal, model) => expect(offerOf(literal, model)).toBeNull()) // prettier-ignore
})

describe('free and unknown are not the same', () => {
  const priceOf = (literal: string, model: string) => {
    const base = offerOf(literal, model)?.list.get('input')?.base
    return base === undefined || base === null ? null : formatDecimal(base)
  }

  test.each([
    ['openrouter', 'deepseek/deepseek-r1:free', '0'],
    ['', 'deepseek/deepseek-chat-v9:free', '0'],
    ['openrouter', 'deepseek/deepseek-r1', '0.45'],
    ['cerebras', 'qwen-3-coder-480b', null],
  ])('%s %s costs %s', (literal, model, price) => expect(priceOf(literal, model)).toBe(price))
})

test('the price of another provider than the one that was called is a guess', () => {
  expect(offerOf('my-gateway', 'gpt-4.1-mini')?.doubts).toEqual(['price_of_provider:openai'])
  expect(offerOf('ibm.watsonx', 'mistral-large')?.doubts).toEqual(['price_of_provider:mistral'])
  expect(offerOf('', 'gpt-4.1-mini')?.doubts).toEqual([])
  expect(offerOf('my-gateway', 'openai/gpt-4.1-mini')?.doubts).toEqual([])
})

test('what was asked for goes before a guess about what answered', () => {
  const call = { provider: 'groq', model: 'gpt-4o', requestedModel: 'llama-3.3-70b-versatile', startNs: november2026 }
  expect(catalogueOffer(call)).toMatchObject({ name: 'groq/llama-3.3-70b-versatile', doubts: [] })
  expect(catalogueOffer({ ...call, requestedModel: '' })?.doubts).toEqual(['price_of_provider:openai'])
})

test('prices that depend on the call are the highest', () => {
  expect(offerOf('perplexity', 'sonar-pro')?.doubts).toEqual(['highest_price:request'])
  expect(offerOf('perplexity', 'sonar-deep-research')?.doubts).toEqual([])
})

test('a price holds from its day on', () => {
  const before = offerOf('openai', 'gpt-5.6-sol', BigInt(Date.UTC(2026, 7, 20, 23, 59, 59)) * 1_000_000n)
  const after = offerOf('openai', 'gpt-5.6-sol', BigInt(Date.UTC(2026, 7, 21)) * 1_000_000n)
  expect([before, after].map((offer) => offer?.list.get('input')?.base)).toEqual([
    { digits: 5n, scale: 0 },
    { digits: 4n, scale: 0 },
  ])
})
