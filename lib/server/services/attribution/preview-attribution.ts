import { newestRuns } from '#clickhouse/queries/runs/newest-runs.ts'
import { countRuns, spreadRuns } from '#clickhouse/queries/runs/spread-runs.ts'
import { runKeysOf } from '#clickhouse/sql/run-keys.ts'
import { runOf } from '#clickhouse/tables/run-row.ts'
import { compareAttribution } from '#lib/attribution/compare-attribution.ts'
import type { AttributionPreview, AttributionPreviewInput } from '#lib/domain/attribution.ts'
import type { Run } from '#lib/domain/run.ts'
import { fittingSpans, inParts } from '#lib/run/in-parts.ts'
import type { ServiceContext } from '../context.ts'
import { tryRules } from './try-rules.ts'

const dayMs = 86_400_000
/** Each record is mapped once more: of a day with more than this a sample must do. */
const most = { runs: 800, spans: 8_000 }
/** Done at one go; between two of them others get their answers. */
const part = { runs: 150, spans: 3_000 }

/** What rules would make of the runs of the last 24 hours. Nothing is stored. */
export async function previewAttribution({
  ctx,
  input,
}: {
  ctx: ServiceContext
  input: AttributionPreviewInput
}): Promise<AttributionPreview> {
  const { db, scope, nowMs } = ctx
  const period = { fromNs: nanosOf(nowMs - dayMs), toNs: nanosOf(nowMs) }
  const [found, [counted]] = await Promise.all([
    spreadRuns(db, scope, { ...period, limit: most.runs }),
    countRuns(db, scope, period),
  ])
  const before: Run[] = []
  const after = new Map<string, Run>()
  // Those of an hour lie together.
  const chosen = fittingSpans(found, most.spans).toSorted((a, b) => a.bucket_hour.localeCompare(b.bucket_hour))
  for (const keys of inParts(chosen, part)) {
    const runs = (await newestRuns(db, scope, runKeysOf(keys))).map(runOf)
    before.push(...runs)
    for (const [runId, run] of await tryRules(ctx, input.rules, runs)) after.set(runId, run)
  }
  const allRuns = Math.max(counted?.run_count ?? 0, before.length)
  return {
    runs: before.length,
    allRuns,
    isAll: before.length === allRuns,
    ...compareAttribution(before, after),
  }
}

function nanosOf(ms: number): string {
  return String(BigInt(ms) * 1_000_000n)
}
