import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { RunList, RunSpans, SpanDetail } from '#lib/domain/run.ts'
import { RunSearch } from '#lib/domain/run-search.ts'
import { callApi, getBody } from '#test/support/api.ts'
import { startWorker, type TestWorker } from '#test/support/app.ts'
import { encodeTraces, send, testSpan, textAttribute } from '#test/support/otlp.ts'
import { startIngestProcess, type IngestProcess } from '#test/support/process.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { newTraceId } from '../worker/agent-trace.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

const now = BigInt(Date.now()) * 1_000_000n
const epoch = 1n
const endOfTime = 2n ** 63n - 2n
/** When the agent and the model it calls began, nanoseconds. An hour in the tables' keys holds 1970 to 2106. */
const clocks = [
  { what: 'in 1970', startsNs: [epoch, epoch] },
  { what: 'after 2106', startsNs: [endOfTime, endOfTime] },
  { what: 'just after 2106', startsNs: [2n ** 32n * 1_000_000_000n, (2n ** 32n + 3_600n) * 1_000_000_000n] },
  { what: 'now and in 1970', startsNs: [now, epoch] },
  { what: 'now and after 2106', startsNs: [now, endOfTime] },
].map((clock, index) => ({ ...clock, index, traceId: newTraceId() }))
const spanIds = ['00000000000000a1', '00000000000000a2']

let store: TestStore
let ingest: IngestProcess
let worker: TestWorker

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
  worker = await startWorker(store.dataDir)
  for (const clock of clocks) {
    const answer = await send(`${ingest.url}/v1/traces`, encodeTraces(spansOf(clock), 'protobuf'))
    expect(answer.status).toBe(200)
  }
  await waitUntil<true>('the runs', async () => {
    await worker.nudge()
    const { items } = await getBody('/default/runs?limit=200&from=1970-01-01', RunList)
    return items.length === clocks.length ? { value: true } : { notYet: `${items.length} runs` }
  })
})

afterAll(async () => {
  await worker.stop()
  await ingest.stop()
  await store.stop()
})

describe.each(clocks)('a run with spans $what', ({ traceId, index }) => {
  const path = `/default/runs/${traceId}`

  test('keeps the content of each span', async () => {
    const { nodes } = await getBody(`${path}/spans`, RunSpans)
    expect(nodes.map(({ spanId }) => spanId).toSorted()).toEqual(spanIds)
    for (const spanId of spanIds) {
      const { attributes } = await getBody(`${path}/spans/${spanId}`, SpanDetail)
      expect(attributes['note']).toBe(`note ${index}`)
    }
  })

  test('is searched and exported whole', async () => {
    const { items } = await getBody(`${path}/search?q=${encodeURIComponent(`note ${index}`)}`, RunSearch)
    expect(new Set(items.map(({ spanId }) => spanId))).toEqual(new Set(spanIds))
    for (const format of ['json', 'otlp']) {
      const answer = await callApi(`${path}/export?format=${format}`)
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain(`note ${index}`)
    }
  })
})

test('a range after 2106 has the runs that began there', async () => {
  for (const sort of ['startedAt', 'durationNs']) {
    const { items } = await getBody(`/default/runs?from=2200-01-01&sort=${sort}`, RunList)
    expect(items.map(({ runId }) => runId)).toEqual([clocks[1]?.traceId])
  }
})

test.each(['2106-02-08', '2200-01-01', '2261-01-01'])('text of runs since %s is found', async (from) => {
  const { items } = await getBody(`/default/runs?q=word1&from=${from}`, RunList)
  expect(items.map(({ runId }) => runId)).toEqual([clocks[1]?.traceId])
})

function spansOf({ startsNs, traceId, index }: (typeof clocks)[number]) {
  return spanIds.map((spanId, place) => {
    const startNs = startsNs[place] ?? now
    return testSpan({
      traceId,
      spanId,
      parentSpanId: place === 0 ? '' : (spanIds[0] ?? ''),
      startTimeUnixNano: `${startNs}`,
      endTimeUnixNano: `${startNs + 1n}`,
      attributes: [
        textAttribute('gen_ai.operation.name', place === 0 ? 'invoke_agent' : 'chat'),
        textAttribute('note', `note ${index}`),
        textAttribute(
          'gen_ai.output.messages',
          JSON.stringify([{ role: 'assistant', parts: [{ type: 'text', content: `word${index}` }] }]),
        ),
      ],
    })
  })
}
