import { Writer } from 'protobufjs/minimal.js'
import { array, assert, nat, oneof, property, tuple, uint8Array } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeLogsProtobuf, decodeTracesProtobuf } from './decode-protobuf.ts'
import { MalformedOtlpError } from './decoded.ts'
import { otlpLimits } from './limits.ts'

const traceId = Buffer.from('5b8efff798038103d269b633813fc60c', 'hex')
const spanId = Buffer.from('eee19b7ec3c1b174', 'hex')

type Write = (writer: Writer) => void

/** A length-delimited field. */
function field(writer: Writer, number: number, write: Write): Writer {
  writer.uint32((number << 3) | 2).fork()
  write(writer)
  return writer.ldelim()
}

/** Ids and times of a valid span, then what `extra` adds. */
function span(extra: Write = () => {}): Write {
  return (writer) => {
    writer.uint32(0x0a).bytes(traceId).uint32(0x12).bytes(spanId)
    writer.uint32(0x39).fixed64(5).uint32(0x41).fixed64(6)
    extra(writer)
  }
}

/** A request with one resource and scope around the records. */
function request(...records: Write[]): Uint8Array {
  const writer = Writer.create()
  field(writer, 1, (outer) =>
    field(outer, 2, (inner) => {
      for (const record of records) field(inner, 2, record)
    }),
  )
  return writer.finish()
}

function attribute(writer: Writer, key: string, value: Write): void {
  field(writer, 9, (entry) => {
    entry.uint32(0x0a).string(key)
    field(entry, 2, value)
  })
}

const nested =
  (levels: number): Write =>
  (writer) => {
    if (levels === 0) writer.uint32(0x0a).string('x')
    else field(writer, 5, (array) => field(array, 1, nested(levels - 1)))
  }

describe('decodeTracesProtobuf', () => {
  test('reads every form of value', () => {
    const body = request(
      span((writer) => {
        attribute(writer, 'int', (value) => value.uint32(0x18).int64(-7))
        attribute(writer, 'nan', (value) => value.uint32(0x21).double(NaN))
        attribute(writer, 'bytes', (value) => value.uint32(0x3a).bytes(Buffer.from([0, 1])))
        attribute(writer, '__proto__', () => {})
        attribute(writer, 'list', nested(1))
        writer.uint32((16 << 3) | 5).fixed32(0x301)
      }),
    )
    const [record] = decodeTracesProtobuf(body).records
    expect(record?.span.attributes).toEqual([
      { key: 'int', value: { intValue: '-7' } },
      { key: 'nan', value: { doubleValue: 'NaN' } },
      { key: 'bytes', value: { bytesValue: 'AAE=' } },
      { key: '__proto__', value: {} },
      { key: 'list', value: { arrayValue: { values: [{ stringValue: 'x' }] } } },
    ])
    expect(record?.span.flags).toBe(0x301)
  })

  test('finds the resource behind the spans', () => {
    const writer = Writer.create()
    field(writer, 1, (outer) => {
      field(outer, 2, (inner) => field(inner, 2, span()))
      field(outer, 1, (resource) => field(resource, 1, (entry) => entry.uint32(0x0a).string('late')))
      outer.uint32(0x1a).string('https://schema')
    })
    const [record] = decodeTracesProtobuf(writer.finish()).records
    expect(record?.resource).toEqual({
      attributes: [{ key: 'late', value: {} }],
      droppedAttributesCount: 0,
      schemaUrl: 'https://schema',
    })
  })

  test('keeps every digit of 64-bit times', () => {
    const time = Buffer.alloc(9, 0x39)
    time.writeBigUInt64LE(1_700_000_000_123_456_789n, 1)
    // A field that comes twice counts as it comes last.
    const body = request(span())
    const withTime = Buffer.concat([body, time])
    for (const lengthAt of [1, 3, 5]) withTime[lengthAt] = (withTime[lengthAt] ?? 0) + time.length
    expect(decodeTracesProtobuf(withTime).records[0]?.span.startTimeUnixNano).toBe('1700000000123456789')
  })

  test('ignores unknown fields of every wire type', () => {
    const body = request(
      span((writer) => {
        writer.uint32((100 << 3) | 0).uint32(1)
        writer.uint32((101 << 3) | 1).fixed64(1)
        writer.uint32((102 << 3) | 2).string('x')
        writer.uint32((103 << 3) | 5).fixed32(1)
      }),
    )
    expect(decodeTracesProtobuf(body).records).toHaveLength(1)
  })

  test.each<[string, Write, string]>([
    ['no ids', (writer) => writer.uint32(0x39).fixed64(5), 'traceId must be 16 bytes, not 0'],
    ['a deep value', span((writer) => attribute(writer, 'k', nested(33))), 'nested deeper than 32 levels'],
    ['a long key', span((writer) => attribute(writer, 'ä'.repeat(129), () => {})), 'longer than 256 bytes'],
  ])('refuses a span with %s and keeps the others', (_what, bad, reason) => {
    const { records, rejected } = decodeTracesProtobuf(request(span(), bad, span()))
    expect(records).toHaveLength(2)
    expect(rejected.count).toBe(1)
    expect(rejected.reasons[0]).toContain(reason)
  })

  test('refuses a record of millions of values without reading them all', () => {
    const many = Buffer.alloc(otlpLimits.valuesPerRecord * 2 + 2)
    for (let offset = 0; offset < many.length; offset += 2) many[offset] = 0x0a
    const body = request(span((writer) => attribute(writer, 'k', (value) => value.uint32(0x2a).bytes(many))))
    expect(decodeTracesProtobuf(body).rejected.reasons[0]).toContain('more than 100000 values')
  })

  test('takes empty bodies and empty envelopes as nothing', () => {
    expect(decodeTracesProtobuf(new Uint8Array()).records).toEqual([])
    expect(decodeTracesProtobuf(Buffer.from([0x0a, 0x00])).records).toEqual([])
  })

  test('says so when the body holds log records or metrics', () => {
    const log: Write = (writer) => writer.uint32(0x09).fixed64(5).uint32(0x10).int32(9)
    expect(() => decodeTracesProtobuf(request(log))).toThrow(/log records.*\/v1\/logs/)
    const sum: Write = (writer) => field(writer.uint32(0x0a).string('tokens'), 7, () => {})
    expect(() => decodeTracesProtobuf(request(sum))).toThrow(/metrics.*\/v1\/metrics/)
  })

  test('a body cut anywhere is refused or holds whole spans only', () => {
    const body = request(
      span((writer) => attribute(writer, 'k', nested(3))),
      span(),
    )
    for (let length = 1; length < body.length; length += 1) {
      expect(() => decodeTracesProtobuf(body.subarray(0, length))).toThrow(MalformedOtlpError)
    }
  })

  test('no bytes bring it down', () => {
    const valid = request(span((writer) => attribute(writer, 'k', nested(3))))
    const mutated = array(tuple(nat(valid.length - 1), nat(255)), { minLength: 1, maxLength: 8 }).map((changes) => {
      const copy = Buffer.from(valid)
      for (const [position, byte] of changes) copy[position] = byte
      return copy
    })
    assert(
      property(oneof(uint8Array({ maxLength: 200 }), mutated), (body) => {
        for (const decode of [decodeTracesProtobuf, decodeLogsProtobuf]) {
          const error = failureOf(() => decode(body))
          expect(error === null || error instanceof MalformedOtlpError).toBe(true)
        }
      }),
      { numRuns: 3_000, seed: 7 },
    )
  })
})

test('decodeLogsProtobuf refuses spans', () => {
  expect(() => decodeLogsProtobuf(request(span()))).toThrow(/send spans to \/v1\/traces/)
})

function failureOf(run: () => unknown): unknown {
  try {
    run()
    return null
  } catch (error) {
    return error
  }
}
