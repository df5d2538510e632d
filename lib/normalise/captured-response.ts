import { costOfUsage, tierOfUsage } from './captured-terms.ts'
import type { CapturedTerms } from './captured-terms.ts'
import { mergeUnits } from './extra-units.ts'
import { decodeJson, textAt, valueAt } from './json.ts'
import { actionsOfResponse } from './provider-actions.ts'
import { uncachedOf } from './provider-metadata.ts'
import { mergeUsage, usageOfRecord } from './reported-usage.ts'
import type { ReportedUsage } from './usage.ts'

/** What a provider's response, captured as payload, says beyond the attributes. */
export type CapturedResponse = { id: string; model: string; terms: CapturedTerms; usage: CapturedUsage }
type CapturedUsage = { reported: ReportedUsage; uncached: number | null }

/** Reads a provider's response, a list of them, or LangChain's result around one. */
export function responseOf(value: unknown): CapturedResponse {
  const document = decodeJson(value ?? null)
  const body = Array.isArray(document) ? document[0] : document
  const batch = valueAt(body, 'generations')
  const generation = Array.isArray(batch) ? batch.flat(1)[0] : null
  const info = valueAt(generation, 'generationInfo') ?? valueAt(generation, 'generation_info')
  const message = valueAt(generation, 'message', 'kwargs') ?? valueAt(generation, 'message')
  const metadata = valueAt(message, 'response_metadata') ?? valueAt(body, 'llm_output')
  const usage = valueAt(message, 'usage_metadata') ?? valueAt(metadata, 'usage') ?? usageOfBody(body)
  const first = (key: string) => textAt(body, key) || textAt(metadata, key) || textAt(info, key)
  return {
    id:
      textAt(body, 'id') ||
      textAt(body, 'responseId') ||
      providerId(textAt(metadata, 'id')) ||
      providerId(textAt(message, 'id')),
    model: first('model') || first('model_name') || textAt(body, 'modelVersion'),
    terms: { tier: first('service_tier') || tierOfUsage(usage), costUsd: costOfUsage(usage) },
    usage: usageOf(usage, body),
  }
}

/** Counts completed with the classes that only the captured response has. */
export function completedBy(counts: ReportedUsage, { reported, uncached }: CapturedUsage): ReportedUsage {
  const merged = mergeUsage(counts, reported)
  return {
    ...merged,
    total: counts.input === null ? merged.total : counts.total,
    uncached: counts.uncached ?? uncached,
  }
}

function usageOfBody(body: unknown): unknown {
  return valueAt(body, 'usage') ?? valueAt(body, 'usageMetadata') ?? valueAt(body, 'usage_metadata')
}

function usageOf(usage: unknown, body: unknown): CapturedUsage {
  const reported = usageOfRecord(usage)
  const units = mergeUnits(reported.units, actionsOfResponse(body))
  return { reported: { ...reported, units }, uncached: uncachedOf(usage) }
}

/** LangChain invents ids of its own (`run-...`) where the provider's is not kept. */
function providerId(text: string): string {
  return /^(run-|lc_run)/.test(text) ? '' : text
}
