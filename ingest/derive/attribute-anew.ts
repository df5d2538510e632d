import { rawOfLogs, rawOfSpans } from '#clickhouse/queries/changes/stored-raw.ts'
import { loadRelated } from '#clickhouse/queries/spans/load-related.ts'
import type { Database } from '#clickhouse/client.ts'
import { encodeRows } from '#clickhouse/tables/columns.ts'
import { logRecordsTable, type LogInsert } from '#clickhouse/tables/log-records.ts'
import { spansTable, type SpanInsert } from '#clickhouse/tables/spans.ts'
import { attributedLog, attributedSpan } from '#lib/attribution/attributed-anew.ts'
import { compileRules, type Attribute } from '#lib/attribution/attribute-by-rules.ts'
import type { Identity, LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { stableJson } from '#lib/run/stable-json.ts'
import { attributionEntries, attributionId } from '#lib/server/attribution-rules.ts'
import type { Log } from '#lib/server/log.ts'
import { formGroups } from './form-groups.ts'
import type { Seed } from './group-queue.ts'
import { ownsGroup, type Shard } from './shard.ts'

export type AttributeDeps = { db: Database; shard: Shard; nowMs: () => number; log: Log }

/** Records whose text is read at a time: some kilobytes each. */
const chunkSize = 1_000
const hourNs = 3_600_000_000_000n

/**
 * Attributes the stored records of groups by the rules that their project has now. Records that stay as they are are not
 * written, and of a span only its narrow row is: no rule changes what it said.
 */
export async function attributeAnew(deps: AttributeDeps, project: string, seeds: readonly Seed[]): Promise<void> {
  const rules = await attributionEntries.newest(deps.db, project, attributionId)
  const attribute = rules === null || rules.deleted ? null : compileRules(rules.body)
  const records = await loadRelated(deps.db, project, {
    traceIds: seeds.filter(({ session }) => session === '').map(({ traceId }) => traceId),
    sessions: seeds.map(({ session }) => session),
  })
  const own = formGroups(project, records).filter((group) => ownsGroup(deps.shard, group))
  const spans = own.flatMap((group) => group.spans)
  const logs = own.flatMap((group) => group.logs)
  for (const { hourMs, chunk } of chunksOf(spans, ({ startNs }) => startNs)) await attributeSpans(deps, project, hourMs, chunk, attribute)
  for (const { hourMs, chunk } of chunksOf(logs, ({ timeNs }) => timeNs)) await attributeLogs(deps, project, hourMs, chunk, attribute)
} // prettier-ignore

async function attributeSpans(
  { db, nowMs, log }: AttributeDeps,
  project: string,
  hourMs: number,
  spans: readonly SpanFacts[],
  attribute: Attribute | null,
): Promise<void> {
  const raws = await rawOfSpans(db, {
    project,
    hourMs,
    traceIds: [...new Set(spans.map(({ traceId }) => traceId))],
    spanIds: [...new Set(spans.map(({ spanId }) => spanId))],
  })
  const rawOf = new Map(raws.map((raw) => [`${raw.trace_id} ${raw.span_id}`, raw]))
  const writtenAt = nowMs()
  const changed = spans.flatMap((facts): SpanInsert[] => {
    const stored = rawOf.get(`${facts.traceId} ${facts.spanId}`)
    if (stored === undefined) return []
    const anew = changedBy(facts, log, () => attributedSpan(facts, stored.raw, attribute))
    return anew === null ? [] : [{ facts: anew, receivedAt: stored.received_ms, writtenAt }]
  })
  if (changed.length === 0) return
  const columns = spansTable.columns.map(({ name }) => name)
  await db.insert(spansTable.name, encodeRows(spansTable, changed), { format: 'Native', columns, repeatable: true })
}

async function attributeLogs(
  { db, nowMs, log }: AttributeDeps,
  project: string,
  hourMs: number,
  logs: readonly LogFacts[],
  attribute: Attribute | null,
): Promise<void> {
  const raws = await rawOfLogs(db, { project, hourMs, logIds: logs.map(({ logId }) => logId) })
  const rawOf = new Map(raws.map((raw) => [raw.log_id, raw]))
  const writtenAt = nowMs()
  const changed = logs.flatMap((facts): LogInsert[] => {
    const stored = rawOf.get(facts.logId)
    if (stored === undefined) return []
    const anew = changedBy(facts, log, () => attributedLog(facts, stored.raw, attribute))
    if (anew === null) return []
    const { raw, truncated_bytes: truncatedBytes, new_input: newInput, output_text: outputText } = stored
    return [{ facts: anew, raw, truncatedBytes, newInput, outputText, receivedAt: stored.received_ms, writtenAt }]
  })
  if (changed.length === 0) return
  const columns = logRecordsTable.columns.map(({ name }) => name)
  const bytes = encodeRows(logRecordsTable, changed)
  await db.insert(logRecordsTable.name, bytes, { format: 'Native', columns, repeatable: true })
}

/** Null where the rules say what is there, or cannot be asked: then the record stays as it is stored. */
function changedBy<Facts extends { identity: Identity }>(facts: Facts, log: Log, attribute: () => Facts): Facts | null {
  try {
    const anew = attribute()
    return stableJson(anew.identity) === stableJson(facts.identity) ? null : anew
  } catch (error) {
    log.error({ err: error }, 'a record cannot be attributed anew')
    return null
  }
}

/** Records of one hour each, as they are stored. */
function* chunksOf<Facts>(records: readonly Facts[], timeOf: (facts: Facts) => bigint) {
  for (const [hour, ofHour] of Map.groupBy(records, (facts) => timeOf(facts) / hourNs)) {
    for (let start = 0; start < ofHour.length; start += chunkSize) {
      yield { hourMs: Number(hour) * 3_600_000, chunk: ofHour.slice(start, start + chunkSize) }
    }
  }
}
