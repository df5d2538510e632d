import { isRecord, recordOf, valueAt } from './json.ts'
import { toCount } from './attributes.ts'
import { usageOfRecord } from './reported-usage.ts'
import { nothingReported, type ReportedUsage } from './usage.ts'

/**
 * Token classes that the AI SDK passes on only inside `providerMetadata` (`{anthropic: {usage: {...}}}`):
 * cache reads and writes, their TTL split, reasoning. Input and output are not taken from there.
 */
export function providerMetadataUsage(value: unknown): ReportedUsage {
  const metadata = recordOf(value)
  if (!metadata) return nothingReported
  for (const entry of Object.values(metadata)) {
    if (!isRecord(entry)) continue
    const usage = usageOfRecord({ ...entry, ...recordOf(entry['usage']) })
    return { ...usage, input: null, output: null, total: null, uncached: uncachedOf(entry['usage']), toolUse: null }
  }
  return nothingReported
}

/** Anthropic's own usage leaves the cache out of `input_tokens`: proof of how the emitter's number reads. */
export function uncachedOf(usage: unknown): number | null {
  const hasCache = toCount(valueAt(usage, 'cache_read_input_tokens')) !== null
  return hasCache ? toCount(valueAt(usage, 'input_tokens')) : null
}
