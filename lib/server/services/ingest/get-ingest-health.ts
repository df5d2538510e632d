import { outcomeBuckets, type OutcomeBucketRow } from '#clickhouse/queries/ingest/outcome-buckets.ts'
import { outcomeSamples, type OutcomeSampleRow } from '#clickhouse/queries/ingest/outcome-samples.ts'
import { outcomeSums } from '#clickhouse/queries/ingest/outcome-sums.ts'
import { runsOfTraces } from '#clickhouse/queries/runs/runs-of-traces.ts'
import type { Actor } from '#lib/domain/access/actor.ts'
import { can } from '#lib/domain/access/can.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { IngestBucket, IngestHealth, IngestHealthQuery, OutcomeExample } from '#lib/domain/ingest-health.ts'
import type { Project } from '#lib/domain/project.ts'
import { listKeys } from '#lib/server/keys.ts'
import { parseInstant } from '#lib/server/time-range.ts'
import type { ServiceContext } from '../context.ts'
import { layBuckets, maxBuckets, type Buckets } from '../runs/lay-buckets.ts'
import { getIngestState } from './get-ingest-state.ts'
import { keyFinder, keysOf, reasonsOf, totalsOf, type KeyOf } from './group-outcomes.ts'

type HealthInput = {
  ctx: ServiceContext
  input: IngestHealthQuery
  /** Whether requests without a valid key, which belong to no project, are shown too. */
  withUnowned: boolean
}

const minuteMs = 60_000
const rateMinutes = 5
const samplesPerReason = 10
const maxSamples = 50
const nsPerSecond = 1_000_000_000n

export async function getIngestHealth({ ctx, input, withUnowned }: HealthInput): Promise<IngestHealth> {
  const { db, project, scope, nowMs } = ctx
  const range = { ...rangeOf(input, nowMs), withUnowned }
  const buckets = layBuckets(BigInt(range.fromSeconds) * nsPerSecond, BigInt(range.toSeconds) * nsPerSecond, 60)
  const [keys, sums, bucketRows, samples, storedPerMinute, state] = await Promise.all([
    listKeys(db, project),
    outcomeSums(db, scope, range),
    queryBuckets(ctx, range, buckets),
    outcomeSamples(db, scope, { ...range, perReason: samplesPerReason, limit: maxSamples }),
    queryRate(ctx),
    getIngestState(ctx),
  ])
  const keyOf = keyFinder(keys)
  return {
    fromNs: nsOfSeconds(range.fromSeconds),
    toNs: nsOfSeconds(range.toSeconds),
    bucketSeconds: buckets.bucketSeconds,
    buckets: bucketsOf(buckets, bucketRows),
    totals: totalsOf(sums),
    storedPerMinute,
    reasons: reasonsOf(sums),
    keys: keysOf(sums, keyOf),
    examples: await examplesOf(ctx, samples, keyOf),
    state,
  }
}

/** Where there is one project they can only be meant for it; who may not see keys is not told of others' attempts. */
export function seesUnowned(actor: Actor, projects: readonly Project[]): boolean {
  const [only, ...others] = projects
  return only !== undefined && others.length === 0 && can(actor, 'key:read', { project: only.project })
}

type Range = { fromSeconds: number; toSeconds: number }

/** Whole minutes: that is what is stored. */
function rangeOf({ from, to }: IngestHealthQuery, nowMs: number): Range {
  const fromMs = Number(BigInt(parseInstant('from', from ?? '-24h', nowMs)) / 1_000_000n)
  const toMs = Number(BigInt(parseInstant('to', to ?? 'now', nowMs)) / 1_000_000n)
  if (fromMs >= toMs) throw new AppError('bad_request', '`from` is not before `to`: give an earlier `from`.')
  const seconds = (ms: number): number => Math.round(ms / minuteMs) * 60
  return {
    fromSeconds: seconds(fromMs - (fromMs % minuteMs)),
    toSeconds: seconds(Math.ceil(toMs / minuteMs) * minuteMs),
  }
}

function queryBuckets(
  { db, scope }: ServiceContext,
  range: Range & { withUnowned: boolean },
  { bucketSeconds, startsNs: [firstNs = 0n] }: Buckets,
): Promise<OutcomeBucketRow[]> {
  const firstSeconds = Number(firstNs / nsPerSecond)
  return outcomeBuckets(db, scope, { ...range, bucketSeconds, firstSeconds, limit: maxBuckets + 1 })
}

/** The minute under way is not complete, and its outcomes arrive some seconds late: the five before it count. */
async function queryRate({ db, scope, nowMs }: ServiceContext): Promise<number> {
  const toSeconds = Math.floor(nowMs / minuteMs) * 60
  const range = { withUnowned: false, fromSeconds: toSeconds - rateMinutes * 60, toSeconds }
  const rows = await outcomeSums(db, scope, range)
  return totalsOf(rows).accepted.records / rateMinutes
}

function bucketsOf({ startsNs }: Buckets, rows: readonly OutcomeBucketRow[]): IngestBucket[] {
  const rowOfSlot = new Map(rows.map((row) => [row.slot, row]))
  return startsNs.map((startNs, slot) => {
    const row = rowOfSlot.get(slot)
    return {
      startNs: startNs.toString(),
      accepted: row?.accepted ?? 0,
      refused: row?.refused_requests ?? 0,
      cut: row?.cut ?? 0,
      notUnderstood: row?.not_understood ?? 0,
    }
  })
}

async function examplesOf(
  { db, scope }: ServiceContext,
  samples: readonly OutcomeSampleRow[],
  keyOf: KeyOf,
): Promise<OutcomeExample[]> {
  const traceIds = [...new Set(samples.map((row) => row.sample_trace_id))].filter((traceId) => traceId !== '')
  const runs = traceIds.length === 0 ? [] : await runsOfTraces(db, scope, { traceIds, limit: 1_000 })
  const runOfTrace = new Map(runs.flatMap(({ run_id, trace_ids }) => trace_ids.map((traceId) => [traceId, run_id])))
  return samples.map((row) => ({
    kind: row.kind,
    reason: row.reason,
    signal: row.signal,
    transport: row.transport,
    key: keyOf(row),
    atNs: (BigInt(row.sample_ms) * 1_000_000n).toString(),
    message: row.sample_message,
    attribute: known(row.sample_attribute),
    service: known(row.sample_service),
    traceId: known(row.sample_trace_id),
    spanId: known(row.sample_span_id),
    runId: runOfTrace.get(row.sample_trace_id) ?? null,
  }))
}

function known(text: string): string | null {
  return text === '' ? null : text
}

function nsOfSeconds(seconds: number): string {
  return (BigInt(seconds) * nsPerSecond).toString()
}
