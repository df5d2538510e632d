import { expect, test } from 'vitest'
import { unknownUsage } from '#lib/domain/usage.ts'
import { factsOf } from './test-support.ts'

const spoken = { 'gen_ai.operation.name': 'text_to_speech', 'gen_ai.request.model': 'eleven_flash_v2', 'gen_ai.provider.name': 'elevenlabs' } // prettier-ignore
const heard = { 'gen_ai.operation.name': 'transcription', 'gen_ai.request.model': 'whisper-1', 'gen_ai.provider.name': 'openai' } // prettier-ignore
const drawn = { 'gen_ai.operation.name': 'image_generation', 'gen_ai.request.model': 'dall-e-3', 'gen_ai.provider.name': 'openai' } // prettier-ignore

/** Calls that have no tokens are paid for by what they heard, spoke or drew. */
test.each<[string, object, string, object]>([
  ['characters that were spoken', { ...spoken, 'gen_ai.usage.characters': 412 }, 'speech', { characters: 412 }],
  ['characters behind a gateway', { ...spoken, 'gen_ai.usage.input_chars': 412 }, 'speech', { characters: 412 }],
  ['Pipecat', { ...spoken, 'gen_ai.operation.name': 'tts', 'metrics.character_count': 31 }, 'speech', { characters: 31 }],
  ['seconds that were heard', { ...heard, 'gen_ai.usage.audio_duration_seconds': 2.5 }, 'transcription', { audioMilliseconds: 2500 }],
  ['seconds behind a gateway', { ...heard, 'gen_ai.usage.audio_seconds': 6 }, 'transcription', { audioMilliseconds: 6000 }],
  ['images that were drawn', { ...drawn, 'gen_ai.usage.image_count': 2 }, 'image', { imageGenerations: 2 }],
])('%s', (_name, attributes, operation, units) => {
  const facts = factsOf({ attributes: { ...attributes } })
  expect(facts).toMatchObject({ kind: 'llm', operation, usageClaim: 'own', tokenBasis: 'unknown', warnings: [] })
  expect(facts.usage).toEqual(unknownUsage)
  expect(facts.extraUnits).toEqual(units)
}) // prettier-ignore

test('a transcription whose captured response tells its duration', () => {
  const body = { text: 'hello', usage: { type: 'duration', seconds: 9 } }
  const attributes = { 'openinference.span.kind': 'LLM', 'llm.model_name': 'whisper-1', 'output.value': JSON.stringify(body) } // prettier-ignore
  expect(factsOf({ attributes })).toMatchObject({ usage: unknownUsage, extraUnits: { audioMilliseconds: 9000 } })
})

test('tokens stay what a call is read by, and tell what its images cost', () => {
  const both = { ...heard, 'gen_ai.usage.audio_seconds': 6, 'gen_ai.usage.input_tokens': 60, 'gen_ai.usage.output_tokens': 9 } // prettier-ignore
  const facts = factsOf({ attributes: both })
  expect([facts.usage?.inputTokens, facts.extraUnits]).toEqual([60, { audioMilliseconds: 6000 }])
  const image = { ...drawn, 'gen_ai.usage.image_count': 2, 'gen_ai.usage.input_tokens': 14, 'gen_ai.usage.output_tokens': 2112 } // prettier-ignore
  expect(factsOf({ attributes: image }).extraUnits).toEqual({})
})

test.each<[string, object]>([
  ['images that a model was shown', { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'm', 'gen_ai.usage.image_count': 3 }],
  ['nothing that counts', { ...heard, 'gen_ai.usage.audio_seconds': 0, 'gen_ai.usage.characters': -3 }],
  ['time that is none', { ...heard, 'gen_ai.usage.audio_seconds': 'long' }],
  ['absurd time', { ...heard, 'gen_ai.usage.audio_seconds': 1e12 }],
  ['searches alone', { ...heard, 'gen_ai.usage.web_search_requests': 2 }],
])('%s: no usage', (_name, attributes) => {
  const { usage, extraUnits, usageClaim } = factsOf({ attributes: { ...attributes } })
  expect([usage, extraUnits, usageClaim]).toEqual([null, {}, 'own'])
}) // prettier-ignore

test('LiveKit tells characters in its metrics, in the spelling of either language', () => {
  const ofMetrics = (metrics: object) =>
    factsOf({ scope: 'livekit-agents', name: 'tts_request', attributes: { 'lk.tts_metrics': JSON.stringify(metrics) } })
  const metadata = { model_name: 'sonic-3', model_provider: 'Cartesia' }
  expect(ofMetrics({ characters_count: 42, audio_duration: 2.1, metadata })).toMatchObject({
    kind: 'llm',
    operation: 'speech',
    modelRequested: 'sonic-3',
    provider: 'cartesia',
    usage: unknownUsage,
    extraUnits: { characters: 42 },
  })
  expect(ofMetrics({ charactersCount: 42 }).extraUnits).toEqual({ characters: 42 })
  expect(ofMetrics({ characters_count: 42, input_tokens: 11, output_tokens: 90 }).usage).toMatchObject({ inputTokens: 11, outputTokens: 90 }) // prettier-ignore
  expect(factsOf({ scope: 'livekit-agents', name: 'tts_request', attributes: { 'lk.tts.label': 'x' } }).kind).toBe('step') // prettier-ignore
})

test('Langfuse’s details may count anything, and seconds are no tokens', () => {
  const ofDetails = (details: object) =>
    factsOf({
      attributes: {
        'langfuse.observation.type': 'generation',
        'langfuse.observation.model.name': 'whisper-1',
        'langfuse.observation.usage_details': JSON.stringify(details),
      },
    })
  expect(ofDetails({ input_audio_seconds: 12.5 })).toMatchObject({ usage: unknownUsage, extraUnits: { audioMilliseconds: 12_500 } }) // prettier-ignore
  const both = ofDetails({ input: 40, input_audio_seconds: 12.5, output: 9, input_characters: 100 })
  expect(both.usage).toMatchObject({ inputTokens: 40, outputTokens: 9 })
  expect(both.extraUnits).toEqual({ audioMilliseconds: 12_500, characters: 100 })
})

test('LiveKit’s content, before and since its names say that it is personal', () => {
  const tool = (prefix: string) => ({ 'lk.function_tool.name': 'get_weather', [`${prefix}function_tool.arguments`]: '{"city":"Oslo"}' }) // prettier-ignore
  const [old, now] = ['lk.', 'lk.pii.'].map((prefix) => factsOf({ scope: 'livekit-agents', name: 'function_tool', attributes: tool(prefix) })) // prettier-ignore
  expect(now?.toolArgumentsHash).not.toBe('')
  expect(now?.toolArgumentsHash).toBe(old?.toolArgumentsHash)
})
