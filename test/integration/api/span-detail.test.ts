import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { getRun } from '#clickhouse/queries/runs/get-run.ts'
import { RunSpans, SpanDetail } from '#lib/domain/run.ts'
import type { KeyValue, LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import { normaliseLog, normaliseSpan } from '#lib/normalise/index.ts'
import { insertLogs, insertPayload, insertSpans, startWorker, type TestWorker } from '../../support/app.ts'
import { errorOf, getBody } from '../../support/api.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { wholeScope } from '../../support/whole-scope.ts'
import { newTraceId } from '../worker/agent-trace.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
let worker: TestWorker
const traceId = newTraceId()
const project = 'default'
const startNs = BigInt(Date.now()) * 1_000_000n
const text = (key: string, value: string): KeyValue => ({ key, value: { stringValue: value } })

const envelope = {
  resource: { attributes: [text('service.name', 'shop')], droppedAttributesCount: 0, schemaUrl: '' },
  scope: { name: 'agent-lib', version: '3', attributes: [], droppedAttributesCount: 0, schemaUrl: '' },
}

function spanRecord(spanId: string, parentSpanId: string, name: string, attributes: KeyValue[]): SpanRecord {
  return {
    ...envelope,
    span: {
      traceId,
      spanId,
      parentSpanId,
      traceState: '',
      flags: 0,
      name,
      kind: 1,
      startTimeUnixNano: startNs.toString(),
      endTimeUnixNano: (startNs + 5_000_000n).toString(),
      attributes,
      droppedAttributesCount: 0,
      events: [
        {
          timeUnixNano: startNs.toString(),
          name: 'note',
          attributes: [text('__proto__', 'x')],
          droppedAttributesCount: 0,
        },
      ],
      droppedEventsCount: 0,
      links: [],
      droppedLinksCount: 0,
      status: { code: 1, message: '' },
    },
  }
}

const agent = spanRecord('00000000000000a1', '', 'invoke_agent shopper', [
  text('gen_ai.operation.name', 'invoke_agent'),
  text('gen_ai.agent.name', 'shopper'),
])
const chat = spanRecord('00000000000000a2', '00000000000000a1', 'chat gpt-4o', [
  text('gen_ai.operation.name', 'chat'),
  text('gen_ai.provider.name', 'openai'),
  text('gen_ai.request.model', 'gpt-4o'),
  text(
    'gen_ai.input.messages',
    JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: 'Two <b>apples</b>' }] }]),
  ),
  text(
    'gen_ai.output.messages',
    JSON.stringify([{ role: 'assistant', parts: [{ type: 'text', content: 'Sure.' }], finish_reason: 'stop' }]),
  ),
  { key: 'gen_ai.usage.input_tokens', value: { intValue: '12' } },
  { key: 'big', value: { intValue: '9223372036854775807' } },
  text('__proto__', 'polluted'),
])

const note: LogRecord = {
  ...envelope,
  log: {
    timeUnixNano: startNs.toString(),
    observedTimeUnixNano: startNs.toString(),
    severityNumber: 9,
    severityText: 'INFO',
    body: { kvlistValue: { values: [text('a', 'b')] } },
    attributes: [text('k', 'v')],
    droppedAttributesCount: 0,
    flags: 0,
    traceId,
    spanId: chat.span.spanId,
    eventName: 'custom.note',
  },
}

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  worker = await startWorker(store.dataDir)
  for (const record of [agent, chat]) {
    const { facts } = normaliseSpan({ project, record, rawBytes: 1 })
    await insertPayload(store.database, facts, record)
    await insertSpans(store.database, [facts])
  }
  await insertLogs(store.database, [
    { facts: normaliseLog({ project, record: note, rawBytes: 1 }).facts, record: note },
  ])
  await worker.nudge()
  await waitUntil<true>('the run', async () => {
    const [row] = await getRun(store.database, wholeScope(project), { runId: traceId })
    return row?.span_count === 2 ? { value: true } : { notYet: `${row?.span_count} spans` }
  })
})

afterAll(async () => {
  await worker.stop()
  await store.stop()
})

const path = `/${project}/runs/${traceId}/spans`

describe('the tree of a run', () => {
  test('is flat, depth-first and without payloads', async () => {
    const { nodes, totalCount, runId } = await getBody(path, RunSpans)
    expect(runId).toBe(traceId)
    expect(totalCount).toBe(2)
    expect(nodes.map(({ kind, depth, parentSpanId }) => ({ kind, depth, parentSpanId }))).toEqual([
      { kind: 'agent', depth: 0, parentSpanId: null },
      { kind: 'llm', depth: 1, parentSpanId: agent.span.spanId },
    ])
  })
})

describe('a span', () => {
  test('has its messages, attributes, events and raw record', async () => {
    const detail = await getBody(`${path}/${chat.span.spanId}`, SpanDetail)
    expect(detail.node.label).toBe('gpt-4o')
    expect(detail.content.inputMessages[0]?.parts).toEqual([{ type: 'text', text: 'Two <b>apples</b>' }])
    expect(detail.content.outputMessages[0]?.finishReason).toBe('stop')
    expect(detail.attributes['big']).toBe('9223372036854775807')
    expect(detail.resourceAttributes['service.name']).toBe('shop')
    expect(detail.scope).toMatchObject({ name: 'agent-lib', version: '3' })
    expect(detail.events).toHaveLength(1)
    expect(detail.raw).toEqual(chat)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test('is not found in another run or under another id', async () => {
    expect(await errorOf(`${path}/00000000000000ff`)).toEqual({ status: 404, code: 'not_found' })
    expect(await errorOf(`${path}/zz`)).toEqual({ status: 400, code: 'bad_request' })
  })
})
