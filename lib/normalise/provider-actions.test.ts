import { describe, expect, test } from 'vitest'
import { factsOf } from './test-support.ts'
import { chargedActions } from './provider-actions.ts'

const openInference = { 'openinference.span.kind': 'LLM', 'llm.token_count.prompt': 1000, 'llm.token_count.completion': 200 } // prettier-ignore
const ofResponse = (model: string, body: object) =>
  factsOf({ attributes: { ...openInference, 'llm.model_name': model, 'output.value': JSON.stringify(body) } })

describe('what the provider did by itself, as its response tells it', () => {
  const output = [
    { type: 'web_search_call', action: { type: 'search', query: 'rates' } },
    { type: 'image_generation_call', result: 'iVBORw0' },
    { type: 'image_generation_call', result: 'iVBORw0' },
  ]

  test('OpenAI: its own count of searches before those that are listed', () => {
    expect(ofResponse('gpt-5', { output }).extraUnits).toEqual({ webSearches: 1, imageGenerations: 2 })
    const tool_usage = { image_gen: { input_tokens: 50, output_tokens: 1056 }, web_search: { num_requests: 3 } }
    expect(ofResponse('gpt-5', { output, tool_usage }).extraUnits).toEqual({ webSearches: 3, imageGenerations: 2 })
    const none = { ...tool_usage, web_search: { num_requests: 0 } }
    expect(ofResponse('gpt-5', { output, tool_usage: none }).extraUnits).toEqual({ imageGenerations: 2 })
  })

  test('xAI', () => {
    const server_side_tool_usage_details = { web_search_calls: 2, x_search_calls: 7, code_interpreter_calls: 1, file_search_calls: 0, mcp_calls: 4, image_generation_calls: 1 } // prettier-ignore
    const usage = { input_tokens: 1000, output_tokens: 200, num_sources_used: 9, server_side_tool_usage_details }
    expect(ofResponse('grok-4.3', { usage }).extraUnits).toEqual({
      webSearches: 2,
      socialSearches: 7,
      codeExecutions: 1,
      imageGenerations: 1,
    })
  })

  test.each([
    ['gemini-2.5-flash', 1],
    ['gemini-2.0-flash-001', 1],
    ['gemini-3-pro-preview', 3],
  ])('Gemini: %s charges its grounding as %d', (model, webSearches) => {
    const grounded = { webSearchQueries: ['rates', 'rates ecb', 'rates fed'], groundingChunks: [] }
    const camel = { candidates: [{ content: { parts: [{ text: 'x' }] }, groundingMetadata: grounded }] }
    expect(ofResponse(model, camel).extraUnits).toEqual({ webSearches })
    const snake = { candidates: [{ grounding_metadata: { web_search_queries: grounded.webSearchQueries } }] }
    expect(ofResponse(model, snake).extraUnits).toEqual({ webSearches })
    const blob = { 'gcp.vertex.agent.llm_response': JSON.stringify({ modelVersion: model, usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 1 }, groundingMetadata: grounded }) } // prettier-ignore
    expect(factsOf({ scope: 'gcp.vertex.agent', name: 'call_llm', attributes: blob }).extraUnits).toEqual({ webSearches }) // prettier-ignore
  })

  test('an answer that was not grounded', () => {
    const body = { candidates: [{ groundingMetadata: {} }, { groundingMetadata: { webSearchQueries: [] } }] }
    expect(ofResponse('gemini-3-pro-preview', body).extraUnits).toEqual({})
  })

  test('Perplexity: deep research charges searches, citations and reasoning that lies outside its output', () => {
    const usage = { prompt_tokens: 33, completion_tokens: 7163, total_tokens: 7196, citation_tokens: 19_899, num_search_queries: 21, reasoning_tokens: 5000 } // prettier-ignore
    const attributes = { ...openInference, 'llm.token_count.prompt': 33, 'llm.token_count.completion': 7163, 'llm.token_count.total': 7196, 'llm.model_name': 'sonar-deep-research', 'output.value': JSON.stringify({ usage }) } // prettier-ignore
    const facts = factsOf({ attributes })
    expect(facts.usage).toMatchObject({ inputTokens: 33, outputTokens: 12_163, reasoningTokens: 5000 })
    expect(facts.extraUnits).toEqual({ webSearches: 21, citationTokens: 19_899 })
    expect(ofResponse('sonar-pro', { usage }).extraUnits).toEqual({})
  })
})

describe('through the AI SDK', () => {
  const ofMetadata = (model: string, metadata: object) =>
    factsOf({
      attributes: {
        'ai.operationId': 'ai.generateText.doGenerate',
        'ai.model.id': model,
        'ai.usage.inputTokens': 1000,
        'ai.usage.outputTokens': 200,
        'ai.response.providerMetadata': JSON.stringify(metadata),
      },
    }).extraUnits

  test('Google, also where one call became several requests', () => {
    const one = { webSearchQueries: ['a', 'b'] }
    expect(ofMetadata('gemini-3-flash', { google: { groundingMetadata: one } })).toEqual({ webSearches: 2 })
    const perRequest = { groundingMetadata: one, groundingMetadataPerRequest: [one, null, { webSearchQueries: ['c'] }] }
    expect(ofMetadata('gemini-3-flash', { google: perRequest })).toEqual({ webSearches: 3 })
  })

  test('Perplexity, behind a gateway that has an entry of its own', () => {
    const perplexity = { usage: { citationTokens: 500, numSearchQueries: 4 }, images: null }
    const metadata = { gateway: { routing: {}, cost: '0.01' }, perplexity }
    expect(ofMetadata('sonar-deep-research', metadata)).toEqual({ webSearches: 4, citationTokens: 500 })
  })
})

test.each([
  ['gcp.gemini', 'models/gemini-1.5-pro', { webSearches: 4 }, { webSearches: 1 }],
  ['gcp.vertex_ai', 'gemini-3.1-pro', { webSearches: 4 }, { webSearches: 4 }],
  ['gcp.gemini', 'gemini-2.5-pro', { inputAudioTokens: 7 }, { inputAudioTokens: 7 }],
  ['anthropic', 'claude-sonnet-4-5', { webSearches: 4 }, { webSearches: 4 }],
  ['perplexity', 'sonar', { webSearches: 4, citationTokens: 9, characters: 2 }, { characters: 2 }],
])('%s %s charges %j as %j', (provider, model, told, charged) =>
  expect(chargedActions(told, provider, model)).toEqual(charged),
)
