import { costText } from './cost-text.ts'
import { type CapturedTerms, costOfUsage, noTerms, tierOfUsage } from './captured-terms.ts'
import { isRecord, type JsonRecord, recordOf, textAt, valueAt } from './json.ts'
import { toCount, toFiniteNumber } from './attributes.ts'
import { mergeUnits } from './extra-units.ts'
import { actionsOfGrounding } from './provider-actions.ts'
import { mergeUsage, usageOfRecord } from './reported-usage.ts'
import { nothingReported, type ReportedUsage } from './usage.ts'

/**
 * Token classes that the AI SDK passes on only inside `providerMetadata` (`{anthropic: {usage: {...}}}`):
 * cache reads and writes, their TTL split, reasoning, searches. Input and output are not taken from there.
 */
export function providerMetadataUsage(value: unknown): ReportedUsage {
  return entriesOf(value).map(usageOfEntry).reduce(mergeUsage, nothingReported)
}

function usageOfEntry(entry: JsonRecord): ReportedUsage {
  const given = recordOf(entry['usage']) ?? recordOf(entry['usageMetadata'])
  const usage = usageOfRecord({ ...entry, ...given })
  const perRequest = entry['groundingMetadataPerRequest']
  const grounded = Array.isArray(perRequest) ? perRequest.map((groundingMetadata) => ({ groundingMetadata })) : [entry]
  const units = mergeUnits(usage.units, actionsOfGrounding(...grounded))
  return { ...usage, input: null, output: null, total: null, uncached: uncachedOf(given), toolUse: null, units }
}

/** Service tier and charge of a call; a gateway before the provider says its charge in an entry of its own. */
export function providerMetadataTerms(value: unknown): CapturedTerms {
  return entriesOf(value).reduce<CapturedTerms>((terms, entry) => {
    const usage = valueAt(entry, 'usage') ?? valueAt(entry, 'usageMetadata')
    const cost = toFiniteNumber(entry['cost'])
    return {
      tier: terms.tier || textAt(entry, 'serviceTier') || tierOfUsage(usage),
      costUsd: terms.costUsd || costOfUsage(usage) || costText(cost),
    }
  }, noTerms)
}

function entriesOf(value: unknown): JsonRecord[] {
  return Object.values(recordOf(value) ?? {}).filter(isRecord)
}

/** Anthropic's own usage leaves the cache out of `input_tokens`: proof of how the emitter's number reads. */
export function uncachedOf(usage: unknown): number | null {
  const hasCache = toCount(valueAt(usage, 'cache_read_input_tokens')) !== null
  return hasCache ? toCount(valueAt(usage, 'input_tokens')) : null
}
