import { parseAsString, type inferParserType } from 'nuqs/server'
import type { IngestHealthQuery } from '#lib/domain/ingest-health.ts'

export const ingestHealthParams = { from: parseAsString.withDefault('-24h'), to: parseAsString }

/** Outcomes are kept for 90 days: that is "all time". */
export const allTime = '-90d'

export function rangeOf({ from, to }: inferParserType<typeof ingestHealthParams>): IngestHealthQuery {
  return to === null ? { from } : { from, to }
}
