import { ExtraUnit, type ExtraUnits } from '#lib/domain/usage.ts'
import { extraUnitKeys } from '#lib/semconv/extra-unit-keys.ts'
import { genAi } from '#lib/semconv/gen-ai.ts'
import { type Attributes, toCount, toFiniteNumber } from './attributes.ts'
import { type JsonRecord, recordOf, textAt, valueAt } from './json.ts'

const keys: Readonly<Record<ExtraUnit, readonly string[]>> = extraUnitKeys
const allKeys = Object.values(keys).flat()

/** Audio, images, video, searches and the like as attributes tell them. */
export function unitsOfAttributes(attributes: Attributes): ExtraUnits {
  if (attributes.shape.presentOf(allKeys).length === 0) return {}
  const draws = /image/.test(attributes.text(genAi.operationName))
  return collect((unit) => {
    if (unit === 'audioMilliseconds') return milliseconds(attributes.firstNumber(keys[unit]))
    return unit === 'imageGenerations' && !draws ? null : attributes.firstCount(keys[unit])
  })
}

/** The same of a usage object in any provider's spelling. */
export function unitsOfUsage(usage: JsonRecord): ExtraUnits {
  const input = detailsOf(usage, inputDetails)
  const output = detailsOf(usage, outputDetails)
  const cached = recordOf(input['cached_tokens_details']) ?? {}
  const byServer = recordOf(usage['server_tool_use'] ?? usage['serverToolUse'] ?? usage['server_side_tool_usage_details'])
  const told: Partial<Record<ExtraUnit, Tokens>> = {
    inputAudioTokens: first(usage, ['input_audio_tokens']) ?? first(input, audioKeys),
    inputImageTokens: first(usage, ['input_image_tokens']) ?? first(input, imageKeys),
    inputVideoTokens: first(input, videoKeys),
    cacheReadAudioTokens: first(usage, ['cache_audio_read_tokens']) ?? first(cached, audioKeys),
    cacheReadImageTokens: first(usage, ['cache_image_read_tokens']) ?? first(cached, imageKeys),
    cacheReadVideoTokens: first(cached, videoKeys),
    outputAudioTokens: first(usage, ['output_audio_tokens']) ?? first(output, audioKeys),
    outputImageTokens: first(usage, ['output_image_tokens']) ?? first(output, imageKeys),
    outputVideoTokens: first(output, videoKeys),
    citationTokens: first(usage, ['citation_tokens', 'citationTokens']),
    webSearches: first(byServer ?? usage, webSearchKeys) ?? first(input, ['web_search_requests']),
    socialSearches: first(byServer ?? {}, ['x_search_calls']),
    fileSearches: first(byServer ?? usage, ['file_search_requests', 'file_search_calls']),
    codeExecutions: first(byServer ?? usage, ['code_execution_requests', 'code_interpreter_calls']),
    imageGenerations: first(byServer ?? {}, ['image_generation_calls']),
    audioMilliseconds: milliseconds(secondsOf(usage)),
    characters: first(usage, ['input_characters', 'characters']),
  }
  return collect((unit) => told[unit] ?? modalityCount(usage, unit))
} // prettier-ignore

type Tokens = number | null

const inputDetails = ['input_tokens_details', 'prompt_tokens_details', 'input_token_details', 'inputTokenDetails']
const outputDetails = [
  'output_tokens_details',
  'completion_tokens_details',
  'output_token_details',
  'outputTokenDetails',
]
const audioKeys = ['audio_tokens', 'audio', 'audioTokens']
const imageKeys = ['image_tokens', 'image', 'imageTokens']
const videoKeys = ['video_tokens', 'video', 'videoTokens']
const webSearchKeys = [
  'web_search_requests',
  'webSearchRequests',
  'web_search_calls',
  'num_search_queries',
  'numSearchQueries',
]

function detailsOf(usage: JsonRecord, names: readonly string[]): JsonRecord {
  return names.map((key) => recordOf(usage[key])).find((details) => details !== null) ?? {}
}

function first(record: JsonRecord, names: readonly string[]): Tokens {
  for (const key of names) {
    const count = Object.hasOwn(record, key) ? toCount(record[key]) : null
    if (count !== null) return count
  }
  return null
}

/** OpenAI's usage of a transcription is tokens or a duration; Langfuse's details name what they count. */
function secondsOf(usage: JsonRecord): number | null {
  const told = textAt(usage, 'type') === 'duration' ? usage['seconds'] : usage['input_audio_seconds']
  return toFiniteNumber(told)
}

function milliseconds(seconds: number | null): Tokens {
  return seconds === null ? null : toCount(Math.round(seconds * 1000))
}

const inputLists = ['promptTokensDetails', 'prompt_tokens_details']
const cacheLists = ['cacheTokensDetails', 'cache_tokens_details']
const outputLists = ['candidatesTokensDetails', 'candidates_tokens_details']
/** Pages of documents are read, and charged, as images. */
const imageModalities = ['IMAGE', 'DOCUMENT']

/** Gemini lists tokens by modality: `[{modality: "AUDIO", tokenCount: 12}]`. */
const modalityLists: Partial<Record<ExtraUnit, { modalities: readonly string[]; lists: readonly string[] }>> = {
  inputAudioTokens: { modalities: ['AUDIO'], lists: inputLists },
  inputImageTokens: { modalities: imageModalities, lists: inputLists },
  inputVideoTokens: { modalities: ['VIDEO'], lists: inputLists },
  cacheReadAudioTokens: { modalities: ['AUDIO'], lists: cacheLists },
  cacheReadImageTokens: { modalities: imageModalities, lists: cacheLists },
  cacheReadVideoTokens: { modalities: ['VIDEO'], lists: cacheLists },
  outputAudioTokens: { modalities: ['AUDIO'], lists: outputLists },
  outputImageTokens: { modalities: imageModalities, lists: outputLists },
  outputVideoTokens: { modalities: ['VIDEO'], lists: outputLists },
}

function modalityCount(usage: JsonRecord, unit: ExtraUnit): Tokens {
  const wanted = modalityLists[unit]
  const list = wanted?.lists.map((key) => usage[key]).find((value) => Array.isArray(value))
  if (wanted === undefined || !Array.isArray(list)) return null
  const counts = list.flatMap((entry) => {
    if (!wanted.modalities.includes(textAt(entry, 'modality').toUpperCase())) return []
    return toCount(valueAt(entry, 'tokenCount') ?? valueAt(entry, 'token_count')) ?? []
  })
  return counts.reduce((sum, count) => sum + count, 0)
}

/** `first` completed with what only `second` tells. */
export function mergeUnits(first: ExtraUnits, second: ExtraUnits): ExtraUnits {
  return { ...second, ...first }
}

function collect(count: (unit: ExtraUnit) => Tokens): ExtraUnits {
  const units: ExtraUnits = {}
  for (const unit of ExtraUnit.options) {
    const found = count(unit)
    if (found !== null) units[unit] = found
  }
  return units
}
