import type { LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import { decodeLogsJson, decodeTracesJson } from '#ingest/otlp/decode-json.ts'
import { decodeLogsProtobuf, decodeTracesProtobuf } from '#ingest/otlp/decode-protobuf.ts'
import { bodyOf, isJson, signalOf, type Scenario } from './payloads.ts'

/** All spans and log records of a scenario; a record that the decoder refuses fails loudly. */
export function decodePayload(scenario: Scenario): { spans: SpanRecord[]; logs: LogRecord[] } {
  const spans: SpanRecord[] = []
  const logs: LogRecord[] = []
  for (const request of scenario.requests) {
    const body = bodyOf(request)
    const signal = signalOf(request)
    if (signal === 'metrics') continue
    if (signal === 'traces') {
      const decoded = isJson(request) ? decodeTracesJson(body) : decodeTracesProtobuf(body)
      assertNothingRefused(scenario.name, request.file, decoded.rejected)
      spans.push(...decoded.records)
    } else {
      const decoded = isJson(request) ? decodeLogsJson(body) : decodeLogsProtobuf(body)
      assertNothingRefused(scenario.name, request.file, decoded.rejected)
      logs.push(...decoded.records)
    }
  }
  return { spans, logs }
}

function assertNothingRefused(name: string, file: string, rejected: { count: number; reasons: string[] }): void {
  if (rejected.count > 0)
    throw new Error(`${name} ${file}: ${rejected.count} records refused: ${rejected.reasons.join('; ')}`)
}
