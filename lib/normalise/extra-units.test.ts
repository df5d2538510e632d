import { describe, expect, test } from 'vitest'
import { factsOf } from './test-support.ts'

const call = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-realtime', 'gen_ai.provider.name': 'openai', 'gen_ai.usage.input_tokens': 1000, 'gen_ai.usage.output_tokens': 200 } // prettier-ignore
const ofGenAi = (more: Record<string, unknown>) => factsOf({ attributes: { ...call, ...more } }).extraUnits
const ofOpenInference = (more: Record<string, unknown>) =>
  factsOf({ attributes: { 'openinference.span.kind': 'LLM', 'llm.model_name': 'gpt-4o', 'llm.token_count.prompt': 1000, 'llm.token_count.completion': 200, ...more } }).extraUnits // prettier-ignore

describe('attributes', () => {
  test.each<[string, object, object]>([
    ['OpenTelemetry', { 'gen_ai.usage.audio.input_tokens': 400, 'gen_ai.usage.audio.cache_read.input_tokens': 0, 'gen_ai.usage.audio.output_tokens': 90, 'gen_ai.usage.image.input_tokens': 258 }, { inputAudioTokens: 400, cacheReadAudioTokens: 0, outputAudioTokens: 90, inputImageTokens: 258 }],
    ['LiveKit', { 'gen_ai.usage.input_audio_tokens': 400, 'gen_ai.usage.output_audio_tokens': 90 }, { inputAudioTokens: 400, outputAudioTokens: 90 }],
    ['Mastra', { 'gen_ai.usage.audio_input_tokens': 400, 'gen_ai.usage.audio_output_tokens': 90 }, { inputAudioTokens: 400, outputAudioTokens: 90 }],
    ['Pydantic AI', { 'gen_ai.usage.details.input_audio_tokens': 400, 'gen_ai.usage.details.cache_audio_read_tokens': 100, 'gen_ai.usage.details.web_search_requests': 2 }, { inputAudioTokens: 400, cacheReadAudioTokens: 100, webSearches: 2 }],
    ['a proxy before Anthropic', { 'anthropic.usage.server_tool_use.web_search_requests': 3, 'anthropic.usage.server_tool_use.web_fetch_requests': 1, 'anthropic.usage.server_tool_use.code_execution_requests': 2 }, { webSearches: 3, codeExecutions: 2 }],
    ['zeros', { 'gen_ai.usage.audio.input_tokens': 0, 'gen_ai.usage.audio.cache_read.input_tokens': 0, 'gen_ai.usage.web_search_requests': 0 }, {}],
    ['nonsense', { 'gen_ai.usage.audio.input_tokens': -4, 'gen_ai.usage.web_search_requests': 'many' }, {}],
  ])('%s', (_name, attributes, units) => expect(ofGenAi({ ...attributes })).toEqual(units)) // prettier-ignore

  test('OpenInference', () =>
    expect(ofOpenInference({ 'llm.token_count.prompt_details.audio': 12, 'llm.token_count.completion_details.audio': 5 })).toEqual({ inputAudioTokens: 12, outputAudioTokens: 5 })) // prettier-ignore

  test('a call that reports no tokens has no units of them either', () => {
    const { usage, extraUnits } = factsOf({ attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.audio.input_tokens': 4 } }) // prettier-ignore
    expect([usage, extraUnits]).toEqual([null, {}])
  })
})

describe('captured responses', () => {
  test('OpenAI: details of usage, and what its tools did', () => {
    const body = {
      id: 'resp_1',
      output: [
        { type: 'web_search_call', id: 'ws_1', action: { type: 'search', query: 'rates' } },
        { type: 'web_search_call', id: 'ws_2', action: { type: 'open_page', url: 'https://a.example' } },
        { type: 'file_search_call', id: 'fs_1', queries: ['terms'] },
        { type: 'code_interpreter_call', id: 'ci_1', code: '1+1' },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'done' }] },
      ],
      usage: { input_tokens: 1000, output_tokens: 200, input_tokens_details: { cached_tokens: 300, audio_tokens: 400, cached_tokens_details: { audio_tokens: 250 } }, output_tokens_details: { image_tokens: 60 } },
    } // prettier-ignore
    expect(ofOpenInference({ 'output.value': JSON.stringify(body) })).toEqual({
      inputAudioTokens: 400,
      cacheReadAudioTokens: 250,
      outputImageTokens: 60,
      webSearches: 1,
      fileSearches: 1,
      codeExecutions: 1,
    })
  })

  test('Gemini: tokens by modality', () => {
    const usageMetadata = {
      promptTokenCount: 1000,
      candidatesTokenCount: 200,
      promptTokensDetails: [{ modality: 'TEXT', tokenCount: 342 }, { modality: 'AUDIO', tokenCount: 400 }, { modality: 'IMAGE', tokenCount: 258 }],
      cacheTokensDetails: [{ modality: 'AUDIO', tokenCount: 100 }],
      candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 129 }],
    } // prettier-ignore
    const attributes = { 'gcp.vertex.agent.llm_response': JSON.stringify({ usageMetadata }) }
    expect(factsOf({ scope: 'gcp.vertex.agent', name: 'call_llm', attributes }).extraUnits).toEqual({
      inputAudioTokens: 400,
      inputImageTokens: 258,
      cacheReadAudioTokens: 100,
      cacheReadImageTokens: 0,
      outputImageTokens: 129,
    })
  })

  test('Anthropic through the AI SDK', () => {
    const usage = { input_tokens: 1000, output_tokens: 200, server_tool_use: { web_search_requests: 2, web_fetch_requests: 7 } } // prettier-ignore
    const attributes = {
      'ai.operationId': 'ai.generateText.doGenerate',
      'ai.model.id': 'claude-sonnet-4-5',
      'ai.usage.inputTokens': 1000,
      'ai.usage.outputTokens': 200,
      'ai.response.providerMetadata': JSON.stringify({ anthropic: { usage } }),
    }
    expect(factsOf({ attributes }).extraUnits).toEqual({ webSearches: 2 })
  })

  test('Langfuse: its buckets are disjoint, so that no audio is cached', () => {
    const details = { input: 600, input_audio_tokens: 400, input_cached_tokens: 300, output: 110, output_audio_tokens: 90 } // prettier-ignore
    const { usage, extraUnits } = factsOf({
      attributes: {
        'langfuse.observation.type': 'generation',
        'langfuse.observation.usage_details': JSON.stringify(details),
      },
    })
    expect(usage).toMatchObject({ inputUncachedTokens: 1000, cacheReadTokens: 300, outputTokens: 200 })
    expect(extraUnits).toEqual({ inputAudioTokens: 400, cacheReadAudioTokens: 0, outputAudioTokens: 90 })
  })
})

describe('answers', () => {
  const answer = (...parts: object[]) => JSON.stringify([{ role: 'assistant', parts }])
  const search = (name: string) => ({ type: 'server_tool_call', id: 'st_1', name, server_tool_call: { type: name } })

  test('tools of the provider count where no number is told', () => {
    const messages = answer(search('web_search'), search('web_search'), search('code_execution'), { type: 'text', content: 'x' }) // prettier-ignore
    expect(ofGenAi({ 'gen_ai.output.messages': messages })).toEqual({ webSearches: 2, codeExecutions: 1 })
    const told = { 'gen_ai.output.messages': messages, 'gen_ai.usage.web_search_requests': 1 }
    expect(ofGenAi(told)).toEqual({ webSearches: 1, codeExecutions: 1 })
    expect(ofGenAi({ ...told, 'gen_ai.usage.web_search_requests': 0 })).toEqual({ codeExecutions: 1 })
  })

  test('tools of the application never do', () => {
    const messages = answer({ type: 'tool_call', id: 'c1', name: 'web_search', arguments: { query: 'x' } })
    expect(ofGenAi({ 'gen_ai.output.messages': messages })).toEqual({})
  })
})
