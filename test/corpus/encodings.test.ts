import { describe, expect, it } from 'vitest'
import { decodeLogsJson, decodeTracesJson } from '#ingest/otlp/decode-json.ts'
import { decodeLogsProtobuf, decodeTracesProtobuf } from '#ingest/otlp/decode-protobuf.ts'
import {
  encodeLogsJson,
  encodeLogsProtobuf,
  encodeTracesJson,
  encodeTracesProtobuf,
} from '#test/support/encode-otlp.ts'
import { decodePayload } from './decode-payload.ts'
import { loadScenarios } from './payloads.ts'

describe('captured payloads', () => {
  it.each(loadScenarios())('$name decodes to the same records from JSON and protobuf', (scenario) => {
    const { spans, logs } = decodePayload(scenario)
    expect(decodeTracesProtobuf(encodeTracesProtobuf(spans)).records).toEqual(spans)
    expect(decodeTracesJson(Buffer.from(encodeTracesJson(spans))).records).toEqual(spans)
    expect(decodeLogsProtobuf(encodeLogsProtobuf(logs)).records).toEqual(logs)
    expect(decodeLogsJson(Buffer.from(encodeLogsJson(logs))).records).toEqual(logs)
  })
})
