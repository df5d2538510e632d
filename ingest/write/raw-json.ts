import type { AnyValue, KeyValue, LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import { BadRecordError } from '../otlp/decoded.ts'

/** The stored copy of a record. */
export type Raw = {
  /** JSON of {resource, scope, span} or {resource, scope, log}. */
  json: string
  /** UTF-8 bytes of `json`. */
  bytes: number
  /** Bytes that were cut from values to keep the limit. */
  truncatedBytes: number
}

/** Values shorter than this are never cut: it is the long ones that make a record large. */
const minCutChars = 1_024

/** Writes records as JSON; what spans of one envelope share is written once. */
export class RawJson {
  private readonly envelopes = new WeakMap<object, string>()
  private readonly maxBytes: number

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes
  }

  ofSpan(record: SpanRecord): Raw {
    return this.measure(`${this.head(record)},"span":${JSON.stringify(record.span)}}`, (cut) => {
      const { span } = record
      const events = span.events.map((event) => ({ ...event, attributes: cutAttributes(event.attributes, cut) }))
      return { ...record, span: { ...span, attributes: cutAttributes(span.attributes, cut), events } }
    })
  }

  ofLog(record: LogRecord): Raw {
    return this.measure(`${this.head(record)},"log":${JSON.stringify(record.log)}}`, (cut) => {
      const { log } = record
      const body = log.body === null ? null : cutValue(log.body, cut)
      return { ...record, log: { ...log, body, attributes: cutAttributes(log.attributes, cut) } }
    })
  }

  private head({ resource, scope }: { resource: object; scope: object }): string {
    return `{"resource":${this.envelope(resource)},"scope":${this.envelope(scope)}`
  }

  private envelope(part: object): string {
    const known = this.envelopes.get(part)
    if (known !== undefined) return known
    const json = JSON.stringify(part)
    this.envelopes.set(part, json)
    return json
  }

  /** Cuts the longest values, shorter and shorter, until the record fits. */
  private measure(json: string, cutRecord: (cut: Cut) => SpanRecord | LogRecord): Raw {
    const bytes = Buffer.byteLength(json)
    if (bytes <= this.maxBytes) return { json, bytes, truncatedBytes: 0 }
    for (let maxChars = Math.floor(this.maxBytes / 2); maxChars >= minCutChars; maxChars = Math.floor(maxChars / 4)) {
      const shorter = JSON.stringify(cutRecord({ maxChars }))
      const shorterBytes = Buffer.byteLength(shorter)
      if (shorterBytes <= this.maxBytes)
        return { json: shorter, bytes: shorterBytes, truncatedBytes: bytes - shorterBytes }
    }
    throw new BadRecordError(
      'too_large',
      `a record is larger than ${this.maxBytes} bytes even with its long values cut`,
    )
  }
}

type Cut = { maxChars: number }

function cutAttributes(attributes: readonly KeyValue[], cut: Cut): KeyValue[] {
  return attributes.map(({ key, value }) => ({ key, value: cutValue(value, cut) }))
}

/** Depth is bounded by the decoder. */
function cutValue(value: AnyValue, cut: Cut): AnyValue {
  if (value.stringValue !== undefined) return { stringValue: cutText(value.stringValue, cut) }
  if (value.bytesValue !== undefined)
    return { bytesValue: value.bytesValue.slice(0, cut.maxChars - (cut.maxChars % 4)) }
  if (value.arrayValue) return { arrayValue: { values: value.arrayValue.values.map((entry) => cutValue(entry, cut)) } }
  if (value.kvlistValue) return { kvlistValue: { values: cutAttributes(value.kvlistValue.values, cut) } }
  return value
}

function cutText(text: string, { maxChars }: Cut): string {
  if (text.length <= maxChars) return text
  return `${text.slice(0, maxChars)}… [cut: ${text.length - maxChars} of ${text.length} characters]`
}
