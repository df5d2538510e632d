import { describe, expect, test } from 'vitest'
import { decodeLogsJson, decodeTracesJson } from './decode-json.ts'
import { MalformedOtlpError } from './decoded.ts'
import { otlpLimits } from './limits.ts'

const traceId = '5b8efff798038103d269b633813fc60c'
const spanId = 'eee19b7ec3c1b174'
const goodSpan = { traceId, spanId, name: 'chat', startTimeUnixNano: '1', endTimeUnixNano: '2' }

function traces(...spans: unknown[]): Buffer {
  return Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }))
}

function firstSpan(span: object) {
  const { records, rejected } = decodeTracesJson(traces({ ...goodSpan, ...span }))
  expect(rejected.reasons).toEqual([])
  const [record] = records
  if (!record) throw new Error('no span was decoded')
  return record.span
}

function firstValue(value: unknown) {
  return firstSpan({ attributes: [{ key: 'k', value }] }).attributes[0]?.value
}

describe('decodeTracesJson', () => {
  test('fills what a sender may leave out', () => {
    const { records } = decodeTracesJson(traces(goodSpan))
    expect(records).toEqual([
      {
        resource: { attributes: [], droppedAttributesCount: 0, schemaUrl: '' },
        scope: { name: '', version: '', attributes: [], droppedAttributesCount: 0, schemaUrl: '' },
        span: {
          ...goodSpan,
          parentSpanId: '',
          traceState: '',
          flags: 0,
          kind: 0,
          attributes: [],
          droppedAttributesCount: 0,
          events: [],
          droppedEventsCount: 0,
          links: [],
          droppedLinksCount: 0,
          status: { code: 0, message: '' },
        },
      },
    ])
  })

  test.each([
    ['upper-case hex', traceId.toUpperCase(), traceId],
    ['base64', Buffer.from(traceId, 'hex').toString('base64'), traceId],
  ])('reads ids in %s', (_form, sent, expected) => {
    expect(firstSpan({ traceId: sent }).traceId).toBe(expected)
  })

  test('takes an all-zero parent as none', () => {
    expect(firstSpan({ parentSpanId: '0000000000000000' }).parentSpanId).toBe('')
  })

  test.each([
    ['a string', '"1700000000123456789"'],
    ['a number', '1700000000123456789'],
  ])('keeps every digit of a time sent as %s', (_form, literal) => {
    const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [goodSpan] }] }] })
    const text = body.replace('"startTimeUnixNano":"1"', `"startTimeUnixNano":${literal}`)
    expect(decodeTracesJson(Buffer.from(text)).records[0]?.span.startTimeUnixNano).toBe('1700000000123456789')
  })

  test.each([
    [{ stringValue: 'x' }, { stringValue: 'x' }],
    [{ string_value: 'x' }, { stringValue: 'x' }],
    [{ stringValue: '' }, { stringValue: '' }],
    [{ intValue: '9007199254740993' }, { intValue: '9007199254740993' }],
    [{ intValue: 7 }, { intValue: '7' }],
    [{ intValue: '-007' }, { intValue: '-7' }],
    [{ doubleValue: 0.5 }, { doubleValue: 0.5 }],
    [{ doubleValue: 'NaN' }, { doubleValue: 'NaN' }],
    [{ doubleValue: '-Infinity' }, { doubleValue: '-Infinity' }],
    [{ boolValue: false }, { boolValue: false }],
    [{ bytesValue: 'AAE=' }, { bytesValue: 'AAE=' }],
    [{}, {}],
    [null, {}],
    [{ arrayValue: {} }, { arrayValue: { values: [] } }],
    [{ arrayValue: { values: [{ intValue: 1 }, {}] } }, { arrayValue: { values: [{ intValue: '1' }, {}] } }],
    [
      { kvlistValue: { values: [{ key: '__proto__', value: { stringValue: 'x' } }] } },
      { kvlistValue: { values: [{ key: '__proto__', value: { stringValue: 'x' } }] } },
    ],
    [{ futureValue: 1 }, {}],
  ])('reads the value %j', (sent, expected) => {
    expect(firstValue(sent)).toEqual(expected)
  })

  test('tolerates enum names and snake_case keys', () => {
    const span = {
      trace_id: traceId,
      span_id: spanId,
      start_time_unix_nano: 5,
      kind: 'SPAN_KIND_CLIENT',
      status: { code: 'STATUS_CODE_ERROR' },
    }
    const body = Buffer.from(JSON.stringify({ resource_spans: [{ scope_spans: [{ spans: [span] }] }] }))
    expect(decodeTracesJson(body).records[0]?.span).toMatchObject({
      traceId,
      spanId,
      kind: 3,
      startTimeUnixNano: '5',
      status: { code: 2, message: '' },
    })
  })

  test.each([
    ['no trace id', { traceId: '' }, 'traceId must be 16 bytes, not 0'],
    ['a zero span id', { spanId: '0000000000000000' }, 'spanId is all zero'],
    ['a short span id', { spanId: 'abcd' }, 'spanId must be 8 bytes, not 2'],
    ['an id that is no hex', { spanId: 'zzzzzzzzzzzzzzzz' }, 'spanId is not hexadecimal'],
    ['no start', { startTimeUnixNano: undefined }, 'startTimeUnixNano is missing or 0'],
    ['a start after 2262', { startTimeUnixNano: '9223372036854775808' }, 'startTimeUnixNano is after the year 2262'],
    ['a negative start', { startTimeUnixNano: '-5' }, 'startTimeUnixNano is negative'],
    ['a name of another type', { name: 5 }, 'name must be a string'],
    ['an attribute of another type', { attributes: [5] }, 'an attribute must be an object'],
    ['a fraction as integer', { attributes: [{ key: 'a', value: { intValue: 0.5 } }] }, 'intValue must be a 64-bit'],
    ['a long key', { attributes: [{ key: 'k'.repeat(257) }] }, 'an attribute key is longer than 256 bytes'],
    ['a deep value', { attributes: [{ key: 'k', value: nested(33) }] }, 'nested deeper than 32 levels'],
  ])('refuses a span with %s and keeps the others', (_what, change, reason) => {
    const { records, rejected } = decodeTracesJson(traces(goodSpan, { ...goodSpan, ...change }, goodSpan))
    expect(records).toHaveLength(2)
    expect(rejected.count).toBe(1)
    expect(rejected.reasons[0]).toContain(reason)
  })

  test('keeps a value of exactly 32 levels', () => {
    expect(firstValue(nested(32))).toBeDefined()
  })

  test('counts what is over a limit as dropped', () => {
    const attributes = Array.from({ length: otlpLimits.attributes + 3 }, (_, index) => ({ key: `k${index}` }))
    const events = Array.from({ length: otlpLimits.events + 2 }, () => ({ name: 'e' }))
    const span = firstSpan({ attributes, events, droppedAttributesCount: 1 })
    expect(span.attributes).toHaveLength(otlpLimits.attributes)
    expect(span.droppedAttributesCount).toBe(4)
    expect(span.droppedEventsCount).toBe(2)
  })

  test('refuses spans beyond the limit of a request', () => {
    const spans = Array.from({ length: otlpLimits.recordsPerRequest + 5 }, () => goodSpan)
    const { records, rejected } = decodeTracesJson(traces(...spans))
    expect(records).toHaveLength(otlpLimits.recordsPerRequest)
    expect(rejected.count).toBe(5)
  })

  test.each([
    ['{}'],
    ['{"resourceSpans":[]}'],
    ['{"resourceSpans":null}'],
    ['{"resourceSpans":[{}]}'],
    ['{"later":1}'],
  ])('takes %s as empty', (body) => {
    expect(decodeTracesJson(Buffer.from(body))).toMatchObject({ records: [], rejected: { count: 0 } })
  })

  test.each([
    ['', /no JSON/],
    ['{"resourceSpans":', /no JSON/],
    ['[]', /must be an object/],
    ['{"resourceSpans":{}}', /"resourceSpans" must be a list/],
    ['{"resourceSpans":[5]}', /must list objects/],
    ['{"resourceLogs":[]}', /send it to \/v1\/logs/],
    ['{"resourceMetrics":[]}', /send it to \/v1\/metrics/],
    ['['.repeat(100_000), /nested deeper/],
  ])('refuses the body %.40s', (body, message) => {
    expect(() => decodeTracesJson(Buffer.from(body))).toThrow(MalformedOtlpError)
    expect(() => decodeTracesJson(Buffer.from(body))).toThrow(message)
  })

  test('leaves prototypes alone', () => {
    const body = `{"__proto__":{"polluted":1},"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"${traceId}","spanId":"${spanId}","startTimeUnixNano":1,"__proto__":{"name":"x"},"attributes":[{"key":"__proto__","value":{"stringValue":"v"}}]}]}]}]}`
    const { records } = decodeTracesJson(Buffer.from(body))
    expect(records[0]?.span.attributes).toEqual([{ key: '__proto__', value: { stringValue: 'v' } }])
    expect(Object.prototype).not.toHaveProperty('polluted')
  })
})

describe('decodeLogsJson', () => {
  test('reads a log record without ids', () => {
    const body = {
      resourceLogs: [{ scopeLogs: [{ logRecords: [{ timeUnixNano: 7, body: { stringValue: 'hello' } }] }] }],
    }
    expect(decodeLogsJson(Buffer.from(JSON.stringify(body))).records[0]?.log).toMatchObject({
      timeUnixNano: '7',
      traceId: '',
      spanId: '',
      eventName: '',
      body: { stringValue: 'hello' },
    })
  })

  test('refuses spans', () => {
    expect(() => decodeLogsJson(traces(goodSpan))).toThrow(/send it to \/v1\/traces/)
  })
})

function nested(levels: number): unknown {
  let value: unknown = { stringValue: 'x' }
  for (let level = 0; level < levels; level += 1) value = { arrayValue: { values: [value] } }
  return value
}
