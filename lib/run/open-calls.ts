import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'

/** Log records are written just after the call returned; exporters round times to milliseconds. */
const slackNs = 250_000_000n

/** Spans of calls that no record was joined to yet, found by the time of the record. */
export class OpenCalls {
  private readonly byEnd: readonly SpanFacts[]
  private readonly taken = new Set<SpanFacts>()

  constructor(spans: readonly SpanFacts[]) {
    this.byEnd = spans.toSorted((a, b) => (a.endNs < b.endNs ? -1 : a.endNs > b.endNs ? 1 : 0))
  }

  /**
   * Takes the span that a record written at the end of a call describes: running at the record's time
   * and, of several, the one that ended nearest to it. Null when none fits.
   */
  take(log: LogFacts, fits: (span: SpanFacts) => boolean): SpanFacts | null {
    let best: SpanFacts | null = null
    let bestGapNs = 0n
    for (let at = this.firstEndingAt(log.timeNs - slackNs); at < this.byEnd.length; at += 1) {
      const span = this.byEnd[at]
      if (!span) break
      const gapNs = log.timeNs > span.endNs ? log.timeNs - span.endNs : span.endNs - log.timeNs
      // From the record's time on, every further span ended farther away.
      if (best !== null && span.endNs > log.timeNs && gapNs >= bestGapNs) break
      const isRunning = span.startNs - slackNs <= log.timeNs
      if (!isRunning || this.taken.has(span) || !fits(span)) continue
      if (best !== null && gapNs >= bestGapNs) continue
      best = span
      bestGapNs = gapNs
    }
    if (best) this.taken.add(best)
    return best
  }

  private firstEndingAt(timeNs: bigint): number {
    let low = 0
    let high = this.byEnd.length
    while (low < high) {
      const middle = (low + high) >> 1
      const span = this.byEnd[middle]
      if (span && span.endNs < timeNs) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Whether two reports of usage can be of one call; what either leaves out cannot contradict. */
export function usageAgrees(span: SpanFacts, log: LogFacts): boolean {
  const fields = ['inputTokens', 'outputTokens', 'cacheReadTokens', 'reasoningTokens'] as const
  const { usage: a } = span
  const { usage: b } = log
  if (a === null || b === null) return true
  return fields.every((field) => a[field] === null || b[field] === null || a[field] === b[field])
}
