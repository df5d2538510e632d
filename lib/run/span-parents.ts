import type { SpanFacts } from '#lib/domain/span.ts'

/** Walks from spans to their parents within their trace; ends at missing parents and at cycles. */
export class SpanParents {
  private readonly byId = new Map<string, SpanFacts>()

  constructor(spans: readonly SpanFacts[]) {
    for (const span of spans) this.byId.set(`${span.traceId}/${span.spanId}`, span)
  }

  parent(span: SpanFacts): SpanFacts | undefined {
    return this.byId.get(`${span.traceId}/${span.parentSpanId}`)
  }

  /** The span itself or its nearest ancestor that fits. */
  nearest(span: SpanFacts, fits: (span: SpanFacts) => boolean): SpanFacts | undefined {
    const seen = new Set<SpanFacts>()
    for (let at: SpanFacts | undefined = span; at && !seen.has(at); at = this.parent(at)) {
      if (fits(at)) return at
      seen.add(at)
    }
    return undefined
  }
}
