import type { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import type { Rng } from './rng.ts'

type SerializerInput = Parameters<typeof ProtobufTraceSerializer.serializeRequest>[0]
export type FinishedSpan = SerializerInput extends readonly (infer Span)[] ? Span : never
type HrTime = FinishedSpan['startTime']
type AttributeValue = string | number | boolean | string[]
export type DraftAttributes = Record<string, AttributeValue | undefined>

export type SpanDraft = {
  name: string
  /** '' for a root. */
  parent: string
  startMs: number
  endMs: number
  attributes: DraftAttributes
  /** OpenTelemetry's API numbering: 0 internal, 2 client. */
  kind?: 0 | 2
  error?: { type: string; message: string }
}

/** One trace being written: spans of one service and one instrumentation scope each. */
export class TraceDraft {
  readonly traceId: string
  readonly spans: FinishedSpan[] = []
  private readonly rng: Rng
  private readonly resource: FinishedSpan['resource']

  constructor(rng: Rng, resourceAttributes: Record<string, string>) {
    this.rng = rng
    this.traceId = rng.hex(16)
    this.resource = resourceOf(resourceAttributes)
  }

  /** An id for a span that is added later: children are written before their parent ends. */
  reserveSpanId(): string {
    return this.rng.hex(8)
  }

  add(scope: { name: string; version: string }, draft: SpanDraft, spanId = this.reserveSpanId()): string {
    const attributes = withoutUndefined(
      draft.error === undefined ? draft.attributes : { ...draft.attributes, 'error.type': draft.error.type },
    )
    this.spans.push({
      name: draft.name,
      // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the enum is not exported to us, its numbers are OTel's
      kind: draft.kind ?? 0,
      spanContext: () => ({ traceId: this.traceId, spanId, traceFlags: 1 }),
      ...(draft.parent === ''
        ? {}
        : { parentSpanContext: { traceId: this.traceId, spanId: draft.parent, traceFlags: 1 } }),
      startTime: hrTime(draft.startMs),
      endTime: hrTime(draft.endMs),
      duration: hrTime(draft.endMs - draft.startMs),
      // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- as above: 0 is unset, 2 is error
      status: draft.error === undefined ? { code: 0 } : { code: 2, message: draft.error.message },
      attributes,
      links: [],
      events: draft.error === undefined ? [] : [exceptionEvent(draft.error, draft.endMs)],
      ended: true,
      resource: this.resource,
      instrumentationScope: scope,
      droppedAttributesCount: 0,
      droppedEventsCount: 0,
      droppedLinksCount: 0,
    })
    return spanId
  }
}

function exceptionEvent(error: { type: string; message: string }, timeMs: number): FinishedSpan['events'][number] {
  return {
    name: 'exception',
    time: hrTime(timeMs),
    attributes: { 'exception.type': error.type, 'exception.message': error.message },
    droppedAttributesCount: 0,
  }
}

function resourceOf(attributes: Record<string, string>): FinishedSpan['resource'] {
  const resource: FinishedSpan['resource'] = {
    attributes,
    merge: () => resource,
    getRawAttributes: () => Object.entries(attributes),
  }
  return resource
}

function withoutUndefined(attributes: DraftAttributes): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}

function hrTime(milliseconds: number): HrTime {
  const seconds = Math.floor(milliseconds / 1000)
  return [seconds, Math.round((milliseconds - seconds * 1000) * 1_000_000)]
}
