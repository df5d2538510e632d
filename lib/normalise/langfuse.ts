import type { SpanKind } from '#lib/domain/span.ts'
import { langfuse } from '#lib/semconv/langfuse.ts'
import { buildSpan } from './build-span.ts'
import { costOfDocument } from './cost-text.ts'
import type { Dialect, SpanInput } from './dialect.ts'
import { passesThrough, reportsEverything, unknownEmitter } from './emitter-knowledge.ts'
import { decodeJson, type JsonRecord, recordOf } from './json.ts'
import { toCount } from './attributes.ts'
import { unitsOfUsage } from './extra-units.ts'
import { usageOfRecord } from './reported-usage.ts'
import { notUnderstood } from './not-understood.ts'
import { kindOfWord } from './span-kind.ts'
import { type EmitterKnowledge, nothingReported, type ReportedUsage } from './usage.ts'

/** Langfuse's SDKs: one observation a span, everything as JSON text. */
export const langfuseSdk: Dialect = {
  name: 'langfuse',
  matchesSpan: ({ attributes, record }) =>
    record.scope.name === langfuse.scope || attributes.hasPrefix(langfuse.prefix),
  mapSpan: (input) => {
    const { attributes, record } = input
    const type = attributes.text(langfuse.type)
    const kind = kindOf(input, type)
    const details = usageOf(attributes.get(langfuse.usageDetails))
    const given = decodeJson(attributes.get(langfuse.input) ?? null)
    const returned = decodeJson(attributes.get(langfuse.output) ?? null)
    const failed = attributes.text(langfuse.level) === 'ERROR'
    const model = attributes.text(langfuse.model)
    return buildSpan(input, {
      dialect: langfuseSdk.name,
      kind: kind ?? 'plain',
      reported: details.reported,
      emitter: details.emitter,
      content: { inputMessages: given ?? '', outputMessages: returned ?? '', input: given, output: returned },
      facts: {
        modelResponse: details.reported === nothingReported ? '' : model,
        reportedCostUsd: costOfDocument(attributes.get(langfuse.costDetails), 'total'),
        ...(kind === 'tool' ? { toolName: record.span.name } : {}),
        ...(kind === 'agent' ? { agentName: record.span.name } : {}),
        ...(failed ? { status: 'error', errorMessage: attributes.text(langfuse.statusMessage) } : {}),
        ...(kind ? {} : { warnings: notUnderstood(langfuse.type, type) }),
      },
    })
  },
}

function kindOf({ attributes, record }: SpanInput, type: string): SpanKind | null {
  // Python up to 3.3 typed generations as spans.
  const isGeneration = attributes.has(langfuse.model) || attributes.has(langfuse.usageDetails)
  if (type === 'span' || type === '') return isGeneration ? 'llm' : 'plain'
  return type === 'event' ? 'plain' : kindOfWord(type, record.span.parentSpanId === '')
}

type Details = {
  reported: ReportedUsage
  emitter: EmitterKnowledge | ((provider: string, model: string) => EmitterKnowledge)
}

/**
 * `usage_details` in Langfuse's own keys is disjoint (`input` without the cache, `output` without
 * reasoning), and lists everything that was used; in OpenAI's keys it overlaps as usual.
 */
function usageOf(value: unknown): Details {
  const details = recordOf(value)
  if (!details) return { reported: nothingReported, emitter: reportsEverything }
  if (!('input' in details) && !('output' in details)) {
    const hasDetails = 'prompt_tokens_details' in details || 'input_tokens_details' in details
    const knowledge: EmitterKnowledge = hasDetails ? reportsEverything : { ...unknownEmitter, reasoning: 'included' }
    return {
      reported: usageOfRecord(details),
      emitter: (provider, model) => passesThrough(knowledge, provider, model),
    }
  }
  return { reported: disjoint(details), emitter: reportsEverything }
}

const readKeys = ['input_cached_tokens', 'input_cache_read', 'cache_read_input_tokens', 'input_cache_read_tokens']
const writeKeys = ['input_cache_creation', 'input_cache_write', 'cache_creation_input_tokens']
const write5mKeys = ['input_cache_creation_5m']
const write1hKeys = ['input_cache_creation_1h']
const reasoningKeys = ['output_reasoning_tokens', 'output_reasoning', 'reasoning_tokens']

/** Details may name any unit: those of time and text length are no tokens. */
function isTokens(key: string, prefix: string): boolean {
  return key.startsWith(prefix) && !/second|minute|duration|char|image_count|images$|request|cost/i.test(key)
}

function disjoint(details: JsonRecord): ReportedUsage {
  const first = (keys: readonly string[]) =>
    keys.map((key) => toCount(details[key])).find((count) => count !== null) ?? null
  const cached = new Set([...readKeys, ...writeKeys, ...write5mKeys, ...write1hKeys])
  const sumOf = (prefix: string) =>
    Object.entries(details).reduce(
      (sum, [key, count]) => (isTokens(key, prefix) && !cached.has(key) ? sum + (toCount(count) ?? 0) : sum),
      0,
    )
  const caches = {
    cacheRead: first(readKeys),
    cacheWrite: first(writeKeys),
    cacheWrite5m: first(write5mKeys),
    cacheWrite1h: first(write1hKeys),
  }
  const plain = {
    input: toCount(details['input']),
    output: toCount(details['output']),
    total: toCount(details['total']),
  }
  const reasoning = first(reasoningKeys)
  const subsets = Object.values(caches).reduce<number>((sum, count) => sum + (count ?? 0), reasoning ?? 0)
  // Supplied by hand, the details may overlap after all: then the two totals alone give the sum.
  const overlaps = subsets > 0 && plain.total !== null && plain.total === (plain.input ?? 0) + (plain.output ?? 0)
  const told = unitsOfUsage(details)
  if (overlaps) return { ...nothingReported, ...caches, ...plain, reasoning, units: told }
  // Disjoint like all the others: nothing of the audio is among what the cache gave.
  const units = { cacheReadAudioTokens: 0, cacheReadImageTokens: 0, ...told }
  return { ...nothingReported, ...caches, uncached: sumOf('input'), output: sumOf('output'), reasoning, units }
}
