import { genAiUsage, llmUsage, openInferenceUsage, aiSdkUsage, type UsageKeys } from '#lib/semconv/usage-keys.ts'
import { type Attributes, toCount } from './attributes.ts'
import { mergeUnits, unitsOfAttributes, unitsOfUsage } from './extra-units.ts'
import { type JsonRecord, recordOf, valueAt } from './json.ts'
import { nothingReported, type ReportedUsage } from './usage.ts'

const fields = [
  'input',
  'output',
  'cacheRead',
  'cacheWrite',
  'cacheWrite5m',
  'cacheWrite1h',
  'reasoning',
  'total',
  'uncached',
] as const

/** All vocabularies, for spans of unknown origin. */
export const allUsageKeys: readonly UsageKeys[] = [genAiUsage, openInferenceUsage, aiSdkUsage, llmUsage]

/** Counts from the first vocabulary that has any, completed with classes that only others have. */
export function reportedUsage(attributes: Attributes, vocabularies: readonly UsageKeys[]): ReportedUsage {
  let merged = nothingReported
  for (const keys of vocabularies) {
    if (attributes.shape.presentOf(namesOf(keys)).length === 0) continue
    merged = mergeUsage(merged, readVocabulary(attributes, keys))
  }
  return { ...merged, units: unitsOfAttributes(attributes) }
}

/** `first` completed with what only `second` reports. */
export function mergeUsage(first: ReportedUsage, second: ReportedUsage): ReportedUsage {
  return {
    input: first.input ?? second.input,
    output: first.output ?? second.output,
    cacheRead: first.cacheRead ?? second.cacheRead,
    cacheWrite: first.cacheWrite ?? second.cacheWrite,
    cacheWrite5m: first.cacheWrite5m ?? second.cacheWrite5m,
    cacheWrite1h: first.cacheWrite1h ?? second.cacheWrite1h,
    reasoning: first.reasoning ?? second.reasoning,
    total: first.total ?? second.total,
    uncached: first.uncached ?? second.uncached,
    toolUse: first.toolUse ?? second.toolUse,
    reasoningOutside: first.reasoningOutside || second.reasoningOutside,
    units: mergeUnits(first.units, second.units),
  }
}

const names = new WeakMap<UsageKeys, readonly string[]>()

/** All names of a vocabulary: a span mostly has those of one. */
function namesOf(keys: UsageKeys): readonly string[] {
  const known = names.get(keys) ?? fields.flatMap((field) => keys[field])
  names.set(keys, known)
  return known
}

function readVocabulary(attributes: Attributes, keys: UsageKeys): ReportedUsage {
  const reported = { ...nothingReported }
  for (const field of fields) reported[field] = attributes.firstCount(keys[field])
  return reported
}

/** Paths into a usage object, per class; the first one with a count wins. */
type UsagePaths = Partial<
  Record<Exclude<keyof ReportedUsage, 'units' | 'reasoningOutside'>, readonly (readonly string[])[]>
>

/** Every provider's and framework's spelling of a usage object. */
const usagePaths: UsagePaths = {
  input: [
    ['input_tokens'],
    ['inputTokens'],
    ['prompt_tokens'],
    ['promptTokens'],
    ['promptTokenCount'],
    ['prompt_token_count'],
  ],
  output: [
    ['output_tokens'],
    ['outputTokens'],
    ['completion_tokens'],
    ['completionTokens'],
    ['candidatesTokenCount'],
    ['candidates_token_count'],
  ],
  cacheRead: [
    ['input_token_details', 'cache_read'],
    ['input_tokens_details', 'cached_tokens'],
    ['prompt_tokens_details', 'cached_tokens'],
    ['cache_read_input_tokens'],
    ['cacheReadInputTokens'],
    ['inputTokenDetails', 'cacheReadTokens'],
    ['cachedInputTokens'],
    ['cachedContentTokenCount'],
    ['cached_content_token_count'],
    ['cachedContentTokens'],
    ['cachedPromptTokens'],
  ],
  cacheWrite: [
    ['input_token_details', 'cache_creation'],
    ['input_tokens_details', 'cache_write_tokens'],
    ['prompt_tokens_details', 'cache_write_tokens'],
    ['cache_creation_input_tokens'],
    ['prompt_tokens_details', 'cache_creation_tokens'],
    ['cacheWriteInputTokens'],
    ['cacheCreationInputTokens'],
    ['inputTokenDetails', 'cacheWriteTokens'],
  ],
  cacheWrite5m: [
    ['cache_creation', 'ephemeral_5m_input_tokens'],
    ['input_token_details', 'ephemeral_5m_input_tokens'],
    ['prompt_tokens_details', 'cache_creation_token_details', 'ephemeral_5m_input_tokens'],
  ],
  cacheWrite1h: [
    ['cache_creation', 'ephemeral_1h_input_tokens'],
    ['input_token_details', 'ephemeral_1h_input_tokens'],
    ['prompt_tokens_details', 'cache_creation_token_details', 'ephemeral_1h_input_tokens'],
  ],
  reasoning: [
    ['output_token_details', 'reasoning'],
    ['output_tokens_details', 'reasoning_tokens'],
    ['output_tokens_details', 'thinking_tokens'],
    ['completion_tokens_details', 'reasoning_tokens'],
    ['outputTokenDetails', 'reasoningTokens'],
    ['reasoningTokens'],
    ['reasoning_tokens'],
    ['thoughtsTokenCount'],
    ['thoughts_token_count'],
    ['thoughtsTokens'],
  ],
  total: [['total_tokens'], ['totalTokens'], ['totalTokenCount'], ['total_token_count']],
  toolUse: [['toolUsePromptTokenCount'], ['tool_use_prompt_token_count']],
}

/** Counts of a usage object (any provider's spelling, possibly JSON text); nothing when it is none. */
export function usageOfRecord(value: unknown): ReportedUsage {
  const record = recordOf(value)
  const reported = { ...nothingReported }
  if (!record) return reported
  for (const field of [...fields, 'toolUse'] as const) {
    for (const path of usagePaths[field] ?? []) {
      const count = toCount(valueAt(record, ...path))
      if (count === null) continue
      reported[field] = count
      break
    }
  }
  return { ...reported, reasoningOutside: isPerplexity(record), units: unitsOfUsage(record) }
}

const perplexityKeys = ['num_search_queries', 'citation_tokens', 'numSearchQueries', 'citationTokens']

/** Only Perplexity counts its searches and citations so; its total leaves reasoning out, too, and so proves nothing. */
function isPerplexity(usage: JsonRecord): boolean {
  return perplexityKeys.some((key) => toCount(usage[key]) !== null)
}
