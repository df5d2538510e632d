import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { stableJson } from './stable-json.ts'
import { compare } from './work-node.ts'

/**
 * One record a span: its identity is (project, trace id, span id). Of two versions that differ, the newer
 * mapping wins, then the later end, then the larger record, then the text order: the same whatever came first. Ordered by start.
 */
export function dedupeSpans(spans: readonly SpanFacts[]): SpanFacts[] {
  const best = new Map<string, SpanFacts>()
  const conflicts = new Set<string>()
  for (const span of spans) {
    const key = `${span.project}\n${span.traceId}\n${span.spanId}`
    const known = best.get(key)
    if (known === undefined) {
      best.set(key, span)
      continue
    }
    if (known === span) continue
    const order = compareVersions(known, span)
    if (order !== 0 && contentOf(known) !== contentOf(span)) conflicts.add(key)
    if (order < 0) best.set(key, span)
  }
  const spansOnce = [...best].map(([key, span]) => (conflicts.has(key) ? withConflict(span) : span))
  return spansOnce.toSorted(
    (a, b) => compare(a.startNs, b.startNs) || compare(a.spanId, b.spanId) || compare(a.traceId, b.traceId),
  )
}

/** One record a log: its identity is the hash of the whole record. */
export function dedupeLogs(logs: readonly LogFacts[]): LogFacts[] {
  const best = new Map<string, LogFacts>()
  for (const log of logs) {
    const key = `${log.project}\n${log.logId}`
    const known = best.get(key)
    if (known === undefined || known.mappingVersion < log.mappingVersion) best.set(key, log)
  }
  return [...best.values()].toSorted(
    (a, b) => compare(a.timeNs, b.timeNs) || compare(a.sequence ?? -1, b.sequence ?? -1) || compare(a.logId, b.logId),
  )
}

function compareVersions(a: SpanFacts, b: SpanFacts): number {
  return (
    compare(a.mappingVersion, b.mappingVersion) ||
    compare(a.endNs, b.endNs) ||
    compare(b.startNs, a.startNs) ||
    compare(a.rawBytes, b.rawBytes) ||
    compare(stableJson(a), stableJson(b))
  )
}

/** What the emitter said, without what storing added to it. */
function contentOf(span: SpanFacts): string {
  return stableJson({ ...span, rawBytes: 0, mappingVersion: 0, warnings: [] })
}

function withConflict(span: SpanFacts): SpanFacts {
  const warning = {
    code: 'conflicting_span_versions',
    message: 'Span was sent more than once with different content; the latest and longest version is used',
  }
  return { ...span, warnings: [...span.warnings, warning] }
}
