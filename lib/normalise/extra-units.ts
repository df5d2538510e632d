import type { Message, MessagePart } from '#lib/domain/message.ts'
import { ExtraUnit, type ExtraUnits } from '#lib/domain/usage.ts'
import { extraUnitKeys } from '#lib/semconv/extra-unit-keys.ts'
import { type Attributes, toCount } from './attributes.ts'
import { type JsonRecord, listOf, recordOf, textAt, valueAt } from './json.ts'

const keys: Readonly<Record<ExtraUnit, readonly string[]>> = extraUnitKeys
const allKeys = Object.values(keys).flat()

/** Audio, images and searches as attributes tell them. */
export function unitsOfAttributes(attributes: Attributes): ExtraUnits {
  return attributes.shape.presentOf(allKeys).length === 0 ? {} : collect((unit) => attributes.firstCount(keys[unit]))
}

/** The same of a usage object in any provider's spelling. */
export function unitsOfUsage(usage: JsonRecord): ExtraUnits {
  const input = detailsOf(usage, inputDetails)
  const output = detailsOf(usage, outputDetails)
  const cached = recordOf(input['cached_tokens_details']) ?? {}
  const byServer = recordOf(usage['server_tool_use'] ?? usage['serverToolUse'] ?? usage['server_side_tool_usage_details'])
  const told: Record<ExtraUnit, Tokens> = {
    inputAudioTokens: first(usage, ['input_audio_tokens']) ?? first(input, audioKeys),
    inputImageTokens: first(usage, ['input_image_tokens']) ?? first(input, imageKeys),
    cacheReadAudioTokens: first(usage, ['cache_audio_read_tokens']) ?? first(cached, audioKeys),
    cacheReadImageTokens: first(usage, ['cache_image_read_tokens']) ?? first(cached, imageKeys),
    outputAudioTokens: first(usage, ['output_audio_tokens']) ?? first(output, audioKeys),
    outputImageTokens: first(usage, ['output_image_tokens']) ?? first(output, imageKeys),
    webSearches: first(byServer ?? usage, ['web_search_requests', 'webSearchRequests', 'web_search_calls']),
    fileSearches: first(byServer ?? usage, ['file_search_requests', 'file_search_calls']),
    codeExecutions: first(byServer ?? usage, ['code_execution_requests', 'code_interpreter_calls']),
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

/** Gemini lists tokens by modality: `[{modality: "AUDIO", tokenCount: 12}]`. */
const modalityLists: Partial<Record<ExtraUnit, { modality: string; lists: readonly string[] }>> = {
  inputAudioTokens: { modality: 'AUDIO', lists: ['promptTokensDetails', 'prompt_tokens_details'] },
  inputImageTokens: { modality: 'IMAGE', lists: ['promptTokensDetails', 'prompt_tokens_details'] },
  cacheReadAudioTokens: { modality: 'AUDIO', lists: ['cacheTokensDetails', 'cache_tokens_details'] },
  cacheReadImageTokens: { modality: 'IMAGE', lists: ['cacheTokensDetails', 'cache_tokens_details'] },
  outputAudioTokens: { modality: 'AUDIO', lists: ['candidatesTokensDetails', 'candidates_tokens_details'] },
  outputImageTokens: { modality: 'IMAGE', lists: ['candidatesTokensDetails', 'candidates_tokens_details'] },
}

function modalityCount(usage: JsonRecord, unit: ExtraUnit): Tokens {
  const wanted = modalityLists[unit]
  const list = wanted?.lists.map((key) => usage[key]).find((value) => Array.isArray(value))
  if (wanted === undefined || !Array.isArray(list)) return null
  const counts = list.flatMap((entry) => {
    if (textAt(entry, 'modality').toUpperCase() !== wanted.modality) return []
    return toCount(valueAt(entry, 'tokenCount') ?? valueAt(entry, 'token_count')) ?? []
  })
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Tools by which providers search or run code themselves; a tool of the application is never one of them. */
const serverTools: readonly [RegExp, ExtraUnit][] = [
  [/^web_search/, 'webSearches'],
  [/^file_search/, 'fileSearches'],
  [/^(?:code_(?:interpreter|execution)|bash_code_execution)/, 'codeExecutions'],
]

/** What the provider did by itself, counted from the answer: for emitters that pass on no counts of it. */
export function unitsOfAnswer(messages: readonly Message[]): ExtraUnits {
  return countedTools(messages.flatMap(({ parts }) => parts.map(serverToolOf)))
}

function serverToolOf(part: MessagePart): string {
  return part.type === 'tool_call' && part.server === true && isSearch(part.arguments) ? part.name : ''
}

/** The same of the list that OpenAI's responses have as `output`. */
export function unitsOfResponse(body: unknown): ExtraUnits {
  const items = listOf(valueAt(body, 'output')) ?? []
  return countedTools(items.map((item) => (isSearch(valueAt(item, 'action')) ? textAt(item, 'type') : '')))
}

/** Opening a page that was found, or looking through it, is charged as no search. */
function isSearch(action: unknown): boolean {
  return !/^(?:open_page|find(?:_in_page)?)$/.test(textAt(action, 'type'))
}

function countedTools(names: readonly string[]): ExtraUnits {
  const units: ExtraUnits = {}
  for (const name of names) {
    const unit = serverTools.find(([pattern]) => pattern.test(name))?.[1]
    if (unit !== undefined) units[unit] = (units[unit] ?? 0) + 1
  }
  return units
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
