import type { SpanContent } from '#lib/domain/message.ts'
import type { LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import type { SpanDetail, SpanNode } from '#lib/domain/run.ts'
import { decodeAnyValue } from '#lib/normalise/attributes.ts'
import { attributeJson, jsonOf } from './attribute-json.ts'
import type { LoadedLog } from './load-logs.ts'

type DetailInput<Record> = {
  node: SpanNode
  record: Record
  content: SpanContent
  logs: readonly LoadedLog[]
  prompt: { name: string; version: string }
}

export function spanDetail({ node, record, content, logs, prompt }: DetailInput<SpanRecord>): SpanDetail {
  const { span } = record
  return {
    node,
    content,
    attributes: attributeJson(span.attributes),
    ...envelope(record),
    events: span.events.map(({ timeUnixNano, name, attributes }) => ({
      timeNs: timeUnixNano,
      name,
      attributes: attributeJson(attributes),
    })),
    links: span.links.map(({ traceId, spanId, attributes }) => ({
      traceId,
      spanId,
      attributes: attributeJson(attributes),
    })),
    logs: logs.map(joinedLog),
    promptName: prompt.name || null,
    promptVersion: prompt.version || null,
    raw: record,
  }
}

/** A call known only from logs: the record takes the place of the span. */
export function logDetail({ node, record, content, logs, prompt }: DetailInput<LogRecord>): SpanDetail {
  return {
    node,
    content,
    attributes: attributeJson(record.log.attributes),
    ...envelope(record),
    events: [],
    links: [],
    logs: logs.map(joinedLog),
    promptName: prompt.name || null,
    promptVersion: prompt.version || null,
    raw: record,
  }
}

function envelope({
  resource,
  scope,
}: Pick<SpanRecord, 'resource' | 'scope'>): Pick<SpanDetail, 'resourceAttributes' | 'scope'> {
  return {
    resourceAttributes: attributeJson(resource.attributes),
    scope: { name: scope.name, version: scope.version, attributes: attributeJson(scope.attributes) },
  }
}

export function joinedLog({ logId, timeNs, eventName, record }: LoadedLog): SpanDetail['logs'][number] {
  const { body, attributes } = record.log
  return {
    logId,
    timeNs,
    eventName,
    attributes: attributeJson(attributes),
    body: body === null ? null : jsonOf(decodeAnyValue(body)),
  }
}

// Safe: ingest wrote the text from these very types, and nothing else writes these tables.
export function rawSpan(text: string): SpanRecord {
  return JSON.parse(text)
}

export function rawLog(text: string): LogRecord {
  return JSON.parse(text)
}
