import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { getRun } from '#clickhouse/queries/runs/get-run.ts'
import type { KeyValue, LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import { RunLogs } from '#lib/domain/run-logs.ts'
import { RunSearch } from '#lib/domain/run-search.ts'
import { normaliseLog, normaliseSpan } from '#lib/normalise/index.ts'
import { searchTexts } from '#lib/normalise/search-texts.ts'
import { createProject } from '#lib/server/projects.ts'
import { insertLogs, insertSpans, startWorker, type TestWorker } from '../../support/app.ts'
import { encodeRows } from '#clickhouse/tables/columns.ts'
import { spanIoTable } from '#clickhouse/tables/span-io.ts'
import { callApi, errorOf, getBody } from '../../support/api.ts'
import { testSpan, textAttribute as text } from '../../support/otlp.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { wholeScope } from '../../support/whole-scope.ts'
import { newTraceId } from '../worker/agent-trace.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
let worker: TestWorker
const traceId = newTraceId()
const otherTraceId = newTraceId()
const startNs = BigInt(Date.now()) * 1_000_000n
const ids = {
  agent: '00000000000000a1',
  first: '00000000000000a2',
  tool: '00000000000000a3',
  second: '00000000000000a4',
}

const said = (role: string, content: string) => ({ role, parts: [{ type: 'text', content }] })
const goal = said('user', 'Find the Überweisung of 你好 GmbH, please say "hello"')
const asked = said('assistant', 'I look it up.')

function span(spanId: string, name: string, order: number, attributes: KeyValue[], trace = traceId): SpanRecord {
  const at = startNs + BigInt(order) * 10_000_000n
  const record = testSpan({
    traceId: trace,
    spanId,
    parentSpanId: spanId === ids.agent ? '' : ids.agent,
    name,
    startTimeUnixNano: at.toString(),
    endTimeUnixNano: (at + 5_000_000n).toString(),
    attributes,
  })
  const events = [
    {
      timeUnixNano: at.toString(),
      name: 'cache.miss',
      attributes: [text('shard', 'seven')],
      droppedAttributesCount: 0,
    },
  ]
  return spanId === ids.tool ? { ...record, span: { ...record.span, events } } : record
}

const chat = (messages: unknown[], answer: string) => [
  text('gen_ai.operation.name', 'chat'),
  text('gen_ai.request.model', 'gpt-4o'),
  // Python's json escapes everything beyond ASCII.
  text('gen_ai.input.messages', JSON.stringify(messages).replace(/[^ -~]/g, escaped)),
  text('gen_ai.output.messages', JSON.stringify([said('assistant', answer)])),
  { key: 'gen_ai.usage.input_tokens', value: { intValue: '4711' } },
]

const records = [
  span(ids.agent, 'invoke_agent finder', 0, [
    text('gen_ai.operation.name', 'invoke_agent'),
    text('gen_ai.agent.name', 'finder'),
  ]),
  span(ids.first, 'chat gpt-4o', 1, chat([goal], 'I look it up.')),
  span(ids.tool, 'execute_tool look_up', 2, [
    text('gen_ai.operation.name', 'execute_tool'),
    text('gen_ai.tool.name', 'look_up'),
    text('gen_ai.tool.call.arguments', '{"account":"ACC-1042"}'),
    text('gen_ai.tool.call.result', '{"balance":"100%_done"}'),
  ]),
  span(ids.second, 'chat gpt-4o', 3, chat([goal, asked, said('user', 'Thanks')], 'Here is ACC-1042.')),
]
const elsewhere = span(
  '00000000000000b1',
  'chat gpt-4o',
  1,
  chat([said('user', 'ACC-1042 of somebody else')], 'x'),
  otherTraceId,
)

const note = (message: string, trace: string): LogRecord => ({
  resource: { attributes: [], droppedAttributesCount: 0, schemaUrl: '' },
  scope: { name: 'shop', version: '1', attributes: [], droppedAttributesCount: 0, schemaUrl: '' },
  log: {
    timeUnixNano: startNs.toString(),
    observedTimeUnixNano: startNs.toString(),
    severityNumber: 13,
    severityText: 'WARN',
    body: { stringValue: message },
    attributes: [text('component', 'ledger')],
    droppedAttributesCount: 0,
    flags: 0,
    traceId: trace,
    spanId: trace === traceId ? ids.tool : '',
    eventName: '',
  },
})

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  for (const project of ['a', 'b'])
    await createProject(store.database, { project, name: '', actor: 'test', now: new Date() })
  worker = await startWorker(store.dataDir)
  for (const record of [...records, elsewhere]) await insertSpan('a', record)
  await insertSpan('b', span(ids.first, 'chat gpt-4o', 1, chat([said('user', 'secret of project b')], 'x')))
  const logs = [note('ledger is slow today', traceId), note('ledger of another trace', otherTraceId)]
  await insertLogs(
    store.database,
    logs.map((record) => ({ facts: normaliseLog({ project: 'a', record, rawBytes: 1 }).facts, record })),
  )
  await worker.nudge()
  for (const [project, spans] of [
    ['a', 4],
    ['b', 1],
  ] as const) {
    await waitUntil<true>('the run', async () => {
      const [row] = await getRun(store.database, wholeScope(project), { runId: traceId })
      return row?.span_count === spans ? { value: true } : { notYet: `${row?.span_count} spans` }
    })
  }
})

afterAll(async () => {
  await worker.stop()
  await store.stop()
})

/** As ingest stores it: with the texts that search reads. */
async function insertSpan(project: string, record: SpanRecord): Promise<void> {
  const { facts, content } = normaliseSpan({ project, record, rawBytes: 1 })
  const { newInput, outputText } = searchTexts(content)
  const receipt = { receivedAt: Date.now(), writtenAt: Date.now() }
  const { traceId: trace, spanId, startNs: start } = facts
  const io = {
    project,
    traceId: trace,
    spanId,
    startNs: start,
    raw: JSON.stringify(record),
    truncatedBytes: 0,
    newInput,
    outputText,
  }
  await store.database.insert(spanIoTable.name, encodeRows(spanIoTable, [{ ...io, ...receipt }]), {
    format: 'Native',
    columns: spanIoTable.columns.map(({ name }) => name),
  })
  await insertSpans(store.database, [facts])
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

async function search(query: Record<string, string>, project = 'a'): Promise<RunSearch> {
  return getBody(`/${project}/runs/${traceId}/search?${new URLSearchParams(query)}`, RunSearch)
}

const places = ({ items }: RunSearch) =>
  items.map(({ spanId, field, name, found }) => [spanId, field, name, found].join(' '))

describe('search in a run', () => {
  test.each([
    [
      'a tool’s arguments and what a model said',
      'acc-1042',
      [`${ids.tool} input  ACC-1042`, `${ids.second} output  ACC-1042`],
    ],
    ['text that the sender escaped, in any case', 'überWEISUNG of 你好', [`${ids.first} input  Überweisung of 你好`]],
    ['quotes inside messages', 'say "hello"', [`${ids.first} input  say "hello"`]],
    ['numbers', '4711', [ids.first, ids.second].map((id) => `${id} attribute gen_ai.usage.input_tokens 4711`)],
    ['events', 'seven', [`${ids.tool} event cache.miss › shard seven`]],
    ['logs joined to a span', 'ledger is', [`${ids.tool} log body ledger is`]],
    ['characters that mean something to patterns', '100%_done', [`${ids.tool} output  100%_done`]],
    ['nothing where a pattern would match', 'ACC-....', []],
    ['nothing of another project', 'secret of project', []],
  ])('finds %s', async (_name, q, expected) => {
    const found = await search({ q })
    expect(places(found)).toEqual(expected)
    expect(found).toMatchObject({ totalCount: expected.length, isTotalExact: true })
  })

  test('shows the words around a match', async () => {
    const { items } = await search({ q: 'BALANCE' })
    expect(items).toMatchObject([{ before: '{"', found: 'balance', after: '":"100%_done"}', count: 1 }])
  })

  test('leaves out what a later call only repeats, and tells how much that is', async () => {
    const { items, repeatCount } = await search({ q: 'GmbH' })
    expect(items.map(({ spanId }) => spanId)).toEqual([ids.first])
    expect(repeatCount).toBe(1)
    const all = await search({ q: 'GmbH', repeats: 'true' })
    expect(all.items.map(({ spanId }) => spanId)).toEqual([ids.first, ids.second])
  })

  test('takes a regular expression that runs in linear time, and refuses others by name', async () => {
    expect(places(await search({ q: String.raw`acc-\d{4}\b`, regex: 'true' }))).toHaveLength(2)
    expect(places(await search({ q: '(a+)+$x', regex: 'true' }))).toEqual([])
    for (const q of ['a(b', 'a)(b', '(?<=a)b', String.raw`(a)\1`, 'x*', '((a{1,999}){1,999}){1,999}']) {
      const path = `/a/runs/${traceId}/search?${new URLSearchParams({ q, regex: 'true' })}`
      expect(await errorOf(path), q).toEqual({ status: 400, code: 'bad_request' })
    }
  })

  test('takes anything as text', async () => {
    const hostile = [
      "' OR 1 = 1 --",
      '{pattern:String}',
      '\\E.*\\Q',
      '\\d',
      '%',
      '\u0000',
      '$(id)',
      '\ud800',
      '🦺'.repeat(60),
    ]
    for (const q of hostile)
      expect((await search({ q })).items.map(({ found }) => found)).toEqual(q === '%' ? ['%'] : [])
  })

  test('needs a text of reasonable length', async () => {
    for (const q of ['', 'x'.repeat(501)]) {
      expect(await errorOf(`/a/runs/${traceId}/search?q=${q}`)).toEqual({ status: 400, code: 'bad_request' })
    }
    expect(await errorOf(`/a/runs/${newTraceId()}/search?q=x`)).toEqual({ status: 404, code: 'not_found' })
  })
})

describe('logs of a run', () => {
  test('are its log records and events in the order of time, with the span that they belong to', async () => {
    const { items, totalCount } = await getBody(`/a/runs/${traceId}/logs`, RunLogs)
    expect(totalCount).toBe(2)
    expect(items).toMatchObject([
      { source: 'log', severity: 13, severityText: 'WARN', text: 'ledger is slow today', spanId: ids.tool },
      { source: 'event', severity: null, name: 'cache.miss', text: 'shard=seven', spanId: ids.tool },
    ])
  })

  test('are those of its own project', async () => {
    expect(await getBody(`/b/runs/${traceId}/logs`, RunLogs)).toMatchObject({ items: [], totalCount: 0 })
    expect((await callApi(`/c/runs/${traceId}/logs`)).status).toBe(404)
  })
})
