import { expect, it } from 'vitest'
import { emptyFacts } from '#lib/normalise/empty-facts.ts'
import { RecordEncoders, type EncodedRecord } from './record-encoder.ts'
import type { StoredRecord } from './stored-record.ts'

const small = { rows: 200, bytes: 1_000 }
const large = { rows: 2_000, bytes: 1_000 }

it('gives the memory of a large request back when it is stored', () => {
  const encoder = new RecordEncoders().of(large)
  const record = encoder.encode(someSpan('1'))
  expect(bytesOf(record).length).toBe(2)
  encoder.giveBack()
  expect(() => bytesOf(record)).toThrow(TypeError)
})

it('keeps what small requests share until all of them are stored and none is to come', () => {
  const encoders = new RecordEncoders()
  const [first, second, third] = [encoders.of(small), encoders.of(small), encoders.of(small)]
  expect(second).toBe(first)
  expect(third).not.toBe(first)
  const record = first.encode(someSpan('1'))
  first.giveBack()
  expect(bytesOf(record).length).toBe(2)
  second.giveBack()
  expect(() => bytesOf(record)).toThrow(TypeError)
  const later = third.encode(someSpan('2'))
  third.giveBack()
  expect(bytesOf(later).length).toBe(2)
})

/** Of the first column: its one text, with its length before it. */
function bytesOf(record: EncodedRecord | null): Buffer {
  const bytes = record?.rows[0]?.block.columns[0]?.bytes.values.bytes()
  if (bytes === undefined) throw new RangeError('the record has no column')
  return bytes
}

function someSpan(spanId: string): StoredRecord {
  const receipt = { receivedAt: 1, writtenAt: 0 }
  const ids = { project: 'p', traceId: 't', spanId, startNs: 1n }
  const facts = {
    ...emptyFacts('unknown'),
    ...ids,
    parentSpanId: '',
    parentIsRemote: false,
    endNs: 2n,
    name: 'n',
    otelKind: 0,
    scopeName: '',
    scopeVersion: '',
    serviceName: '',
    turnId: '',
    links: [],
    attributes: {},
    mappingVersion: 1,
    rawBytes: 1,
  }
  const texts = { raw: '{}', truncatedBytes: 0, newInput: '', outputText: '' }
  return {
    project: 'p',
    identity: spanId,
    bytes: 1,
    rows: { span: { facts, ...receipt }, io: { ...ids, ...texts, ...receipt }, scores: [] },
  }
}
