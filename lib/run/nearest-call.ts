import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'

/** Log records are written just after the call returned; exporters round times to milliseconds. */
const slackNs = 250_000_000n

/**
 * The span, among those not taken yet, that a record written at the end of a call describes: running
 * at its time and, of several, the one that ended nearest to it.
 */
export function nearestCall(
  spans: readonly SpanFacts[],
  log: LogFacts,
  taken: ReadonlySet<SpanFacts>,
  fits: (span: SpanFacts) => boolean,
): SpanFacts | null {
  let best: SpanFacts | null = null
  let bestGapNs = 0n
  for (const span of spans) {
    if (taken.has(span) || !fits(span)) continue
    if (log.timeNs < span.startNs - slackNs || log.timeNs > span.endNs + slackNs) continue
    const gapNs = log.timeNs > span.endNs ? log.timeNs - span.endNs : span.endNs - log.timeNs
    if (best === null || gapNs < bestGapNs) {
      best = span
      bestGapNs = gapNs
    }
  }
  return best
}

/** Whether two reports of usage can be of one call; what either leaves out cannot contradict. */
export function usageAgrees(span: SpanFacts, log: LogFacts): boolean {
  const fields = ['inputTokens', 'outputTokens', 'cacheReadTokens', 'reasoningTokens'] as const
  const { usage: a } = span
  const { usage: b } = log
  if (a === null || b === null) return true
  return fields.every((field) => a[field] === null || b[field] === null || a[field] === b[field])
}
