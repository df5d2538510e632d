import { loadRunRecords } from '#clickhouse/queries/spans/load-run-records.ts'
import { rawOfRunLogs, rawOfRunSpans } from '#clickhouse/queries/spans/raw-of-run.ts'
import { attributedAnew } from '#lib/attribution/attributed-anew.ts'
import { RunRef } from '#lib/domain/access/run-ref.ts'
import type { AttributionRules } from '#lib/domain/attribution.ts'
import { isCliDialect } from '#lib/domain/cli-dialect.ts'
import type { Run } from '#lib/domain/run.ts'
import { assembleGroup } from '#lib/run/assemble-group.ts'
import type { ServiceContext } from '../context.ts'
import { whereLogs, whereSpans } from '../runs/where-records.ts'

/** Stored runs as rules would have attributed them, by id. Nothing is stored. */
export async function tryRules(
  ctx: ServiceContext,
  rules: AttributionRules,
  runs: readonly Run[],
): Promise<Map<string, Run>> {
  const ref = RunRef.of(ctx.scope, runs)
  const sessions = runs.flatMap(({ session, dialects }) =>
    session !== null && dialects.some(isCliDialect) ? [session] : [],
  )
  const records = await loadRunRecords(ctx.db, ref, [...new Set(sessions)])
  const [spanRaws, logRaws] = await Promise.all([
    records.spans.length === 0 ? [] : rawOfRunSpans(ctx.db, ref, whereSpans(records.spans)),
    records.logs.length === 0 ? [] : rawOfRunLogs(ctx.db, ref, whereLogs(records.logs)),
  ])
  const raws = {
    spans: new Map(spanRaws.map(({ trace_id, span_id, raw }) => [`${trace_id}/${span_id}`, raw])),
    logs: new Map(logRaws.map(({ log_id, raw }) => [log_id, raw])),
  }
  const anew = attributedAnew(records, raws, rules)
  const prices = await ctx.prices.of(ctx.project)
  const assembled = assembleGroup({ ...anew, scores: [], prices, nowNs: BigInt(ctx.nowMs) * 1_000_000n })
  return new Map(assembled.map(({ run }) => [run.runId, run]))
}
