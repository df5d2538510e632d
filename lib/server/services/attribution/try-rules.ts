import { loadRunRecords } from '#clickhouse/queries/spans/load-run-records.ts'
import { rawOfRunLogs, rawOfRunSpans } from '#clickhouse/queries/spans/raw-of-run.ts'
import { attributedAnew } from '#lib/attribution/attributed-anew.ts'
import { RunRef } from '#lib/domain/access/run-ref.ts'
import type { AttributionRules } from '#lib/domain/attribution.ts'
import { isCliDialect } from '#lib/domain/cli-dialect.ts'
import type { Run } from '#lib/domain/run.ts'
import { assembleGroup } from '#lib/run/assemble-group.ts'
import type { ServiceContext } from '../context.ts'

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
    records.spans.length === 0
      ? []
      : rawOfRunSpans(ctx.db, ref, {
          ...rangeOf(records.spans.map(({ startNs }) => startNs)),
          traceIds: [...new Set(records.spans.map(({ traceId }) => traceId))],
          spanIds: [...new Set(records.spans.map(({ spanId }) => spanId))],
        }),
    records.logs.length === 0
      ? []
      : rawOfRunLogs(ctx.db, ref, {
          ...rangeOf(records.logs.map(({ timeNs }) => timeNs)),
          logIds: records.logs.map(({ logId }) => logId),
        }),
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

function rangeOf(times: readonly bigint[]): { fromNs: string; toNs: string } {
  const [first = 0n] = times
  let [from, to] = [first, first]
  for (const time of times) {
    if (time < from) from = time
    if (time > to) to = time
  }
  return { fromNs: String(from), toNs: String(to) }
}
