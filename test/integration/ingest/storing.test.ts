import { randomBytes, randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logFactsOf } from '#clickhouse/tables/log-records.ts'
import { scoreFactsOf } from '#clickhouse/tables/scores.ts'
import { spanFactsOf } from '#clickhouse/tables/spans.ts'
import type { ScoreFacts } from '#lib/domain/span.ts'
import { BatchWriter } from '#ingest/write/batch-writer.ts'
import { prepareLog, prepareSpan, type PrepareContext } from '#ingest/write/prepare-records.ts'
import { RecordEncoder, type EncodedRecord } from '#ingest/write/record-encoder.ts'
import { RawJson } from '#ingest/write/raw-json.ts'
import type { StoredRecord } from '#ingest/write/stored-record.ts'
import { IngestMetrics } from '#ingest/receive/metrics.ts'
import { encodeTraces, send, testLog, testSpan, textAttribute } from '#test/support/otlp.ts'
import { startIngestProcess, type IngestProcess } from '#test/support/process.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { WireSender, wires } from '#test/support/wire.ts'
import { fillSpan } from './full-span.ts'
import { logsOf, scoresOf, spansOf, spanTextsOf } from './stored-rows.ts'

let store: TestStore
const log = pino({ level: 'silent' })

beforeAll(async () => {
  store = await startStore()
})
afterAll(() => store.stop())

const prepareContext = (maxBytes = 8 * 1024 * 1024): PrepareContext => ({
  raw: new RawJson(maxBytes),
  log,
  metrics: new IngestMetrics(() => 0),
  attribute: null,
})

function writer(storeWaitMs = 5_000): BatchWriter {
  const { metrics } = prepareContext()
  const context = { db: store.database, log, metrics, now: Date.now, storeWaitMs }
  return new BatchWriter({ context, onStored: () => {}, onFailed: () => {} })
}

/** The records as the writer takes them. */
function encode(...records: StoredRecord[]): EncodedRecord[] {
  const encoder = new RecordEncoder({ rows: records.length, bytes: 0 })
  return records.map((record) => encoder.encode(record)).filter((encoded) => encoded !== null)
}

const requestOf = (project: string) => ({
  project,
  keyId: null,
  tenant: null,
  environment: null,
  receivedAt: Date.now(),
})

describe('what is stored reads back as it was', () => {
  test('a span with every field set', async () => {
    const project = randomUUID()
    const record = fillSpan(prepareSpan(testSpan(), requestOf(project), prepareContext()))
    await writer().write(encode(record))
    const [row] = await spansOf(store.database, { project })
    expect(row && spanFactsOf(row)).toEqual('span' in record.rows && record.rows.span.facts)
  })

  test('a log record and its text', async () => {
    const project = randomUUID()
    const record = prepareLog(testLog({ body: { stringValue: 'ä\ud800' } }), requestOf(project), prepareContext())
    await writer().write(encode(record))
    const [row] = await logsOf(store.database, { project })
    expect(row && logFactsOf(row)).toEqual('log' in record.rows && record.rows.log.facts)
  })

  test('scores, and one that comes twice has one id', async () => {
    const project = randomUUID()
    const score: ScoreFacts = {
      project,
      traceId: 't',
      spanId: 's',
      responseId: 'r',
      session: 'se',
      name: 'quality',
      value: -0.25,
      label: 'good',
      explanation: 'because',
      source: 'llm',
      timeNs: 5n,
    }
    const record = prepareSpan(testSpan(), requestOf(project), prepareContext())
    const receipt = { receivedAt: Date.now(), writtenAt: 0 }
    record.rows.scores.push({ facts: score, ...receipt }, { facts: { ...score, value: null }, ...receipt })
    await writer().write(encode(record))
    await writer().write(encode(record))
    const rows = await scoresOf(store.database, { project })
    expect(new Set(rows.map((row) => row.score_id)).size).toBe(2)
    expect(rows.map(scoreFactsOf)).toContainEqual(score)
  })

  test('raw is the record as JSON', async () => {
    const project = randomUUID()
    const span = testSpan({ attributes: [textAttribute('__proto__', 'x'), { key: 'n', value: { intValue: '7' } }] })
    await writer().write(encode(prepareSpan(span, requestOf(project), prepareContext())))
    const [row] = await spanTextsOf(store.database, { project })
    expect(JSON.parse(row?.raw ?? '')).toEqual(JSON.parse(JSON.stringify(span)))
    expect(row?.truncated_bytes).toBe(0)
  })

  test('of a record over the limit the long values are cut, marked and counted', async () => {
    const project = randomUUID()
    const attributes = [textAttribute('long', 'x'.repeat(300_000)), textAttribute('short', 'kept')]
    await writer().write(encode(prepareSpan(testSpan({ attributes }), requestOf(project), prepareContext(100_000))))
    const [row] = await spanTextsOf(store.database, { project })
    expect(row?.raw.length).toBeLessThan(100_000)
    expect(row?.raw).toMatch(/x… \[cut: \d+ of 300000 characters\]/)
    expect(row?.raw).toContain('kept')
    expect(row?.truncated_bytes).toBeGreaterThan(200_000)
    const [span] = await spansOf(store.database, { project })
    expect(span?.warnings).toContain('raw_cut')
  })
})

describe('batches', () => {
  test('copies of a span in one batch give one row, and each request is answered', async () => {
    const project = randomUUID()
    const record = prepareSpan(testSpan(), requestOf(project), prepareContext())
    const batches = writer()
    const answers = await Promise.all([batches.write(encode(record, record)), batches.write(encode(record))])
    expect(answers.map(({ count }) => count)).toEqual([0, 0])
    expect(await spansOf(store.database, { project })).toHaveLength(1)
  })

  test('a record that the database refuses is isolated; its neighbours and other projects are stored', async () => {
    const [poisoned, healthy] = [randomUUID(), randomUUID()]
    // The names of constraints differ, so that this test may run against a server more than once.
    const constraint = `refuse_${randomBytes(4).toString('hex')}`
    await store.database.command(`ALTER TABLE spans ADD CONSTRAINT ${constraint} CHECK name != 'poison'`)
    try {
      const prepare = (project: string, name: string) =>
        prepareSpan(testSpan({ name }), requestOf(project), prepareContext())
      const names = Array.from({ length: 100 }, (_, index) => (index === 13 || index === 77 ? 'poison' : 'fine'))
      const batches = writer()
      const [ofPoisoned, ofHealthy] = await Promise.all([
        batches.write(encode(...names.map((name) => prepare(poisoned, name)))),
        batches.write(encode(...names.map(() => prepare(healthy, 'fine')))),
      ])
      expect(ofPoisoned.count).toBe(2)
      expect([...ofPoisoned.byCode]).toEqual([['storage', 2]])
      expect(ofHealthy.count).toBe(0)
      expect(new Set((await spansOf(store.database, { project: poisoned })).map((row) => row.span_id)).size).toBe(98)
      expect(new Set((await spansOf(store.database, { project: healthy })).map((row) => row.span_id)).size).toBe(100)
    } finally {
      await store.database.command(`ALTER TABLE spans DROP CONSTRAINT ${constraint}`)
    }
  })

  test('a value that fits no column costs its record only', async () => {
    const project = randomUUID()
    const records = [0, 1, 2].map(() => prepareSpan(testSpan(), requestOf(project), prepareContext()))
    const [, middle] = records
    if (middle && 'span' in middle.rows) middle.rows.span.facts.rawBytes = -1
    const encoded = encode(...records)
    expect(encoded).toHaveLength(2)
    const rejections = await writer().write(encoded)
    expect(rejections.count).toBe(0)
    expect(await spansOf(store.database, { project })).toHaveLength(2)
    expect(await spanTextsOf(store.database, { project })).toHaveLength(2)
  })

  test('times far off are stored under the partitions at the border', async () => {
    const project = randomUUID()
    const starts = ['1', '4102444800000000000', '9223372036854775807']
    const records = starts.map((startTimeUnixNano) =>
      testSpan({ startTimeUnixNano, endTimeUnixNano: startTimeUnixNano }),
    )
    const rejections = await writer().write(
      encode(...records.map((record) => prepareSpan(record, requestOf(project), prepareContext()))),
    )
    expect(rejections.count).toBe(0)
    expect((await spansOf(store.database, { project })).map((row) => String(row.start_ns))).toEqual(starts)
  })
})

describe('a receiver', () => {
  let ingest: IngestProcess
  let sender: WireSender
  beforeAll(async () => {
    ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
    sender = new WireSender(ingest)
  })
  afterAll(async () => {
    sender.close()
    await ingest.stop()
  })

  const badCounts = [0, 1, 10, 999, 1_000]
  const oneOfEach = wires.filter(({ name }) => name === 'HTTP, protobuf' || name === 'gRPC')
  const cases = oneOfEach.flatMap((wire) => badCounts.map((bad) => ({ ...wire, wire, bad })))
  test.each(cases)('$name: of 1,000 spans with $bad bad ones exactly the good are stored', async ({ wire, bad }) => {
    const traceId = randomBytes(16).toString('hex')
    const faults = [{ spanId: '' }, { spanId: '0000000000000000' }, { spanId: 'abcd' }, { startTimeUnixNano: '0' }]
    const records = Array.from({ length: 1_000 }, (_, index) =>
      testSpan({ traceId, ...(index < bad ? faults[index % faults.length] : {}) }),
    )
    const { status, partial } = await sender.send(wire, 'traces', encodeTraces(records, 'protobuf'))
    expect(status).toBe('OK')
    expect(partial?.rejected ?? 0).toBe(bad)
    if (bad > 0) expect(partial?.message).toMatch(/^refused: /)
    const rows = await spansOf(store.database, { project: 'default' })
    expect(rows.filter((row) => row.trace_id === traceId)).toHaveLength(1_000 - bad)
  })

  test('SIGTERM answers what is open and ends with 0', async () => {
    const ending = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
    const pending = send(`${ending.url}/v1/traces`, encodeTraces([testSpan()], 'protobuf'))
    // Answered after the request has come in; the request then waits in the open batch.
    await fetch(`${ending.url}/health`)
    const [response, code] = await Promise.all([pending, ending.stop()])
    expect(response.status).toBe(200)
    expect(code).toBe(0)
  })
})
