import { isRecord, recordOf } from './json.ts'
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
    return { ...usage, input: null, output: null, total: null, uncached: null, toolUse: null }
  }
  return nothingReported
}
