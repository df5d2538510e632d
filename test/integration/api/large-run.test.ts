import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { getRun } from '#clickhouse/queries/runs/get-run.ts'
import { RunSpansInColumns } from '#lib/domain/run-columns.ts'
import { RunSpans } from '#lib/domain/run.ts'
import type { SpanFacts } from '#lib/domain/span.ts'
import { insertSpans, startWorker, type TestWorker } from '../../support/app.ts'
import { callApi, getBody } from '../../support/api.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { wholeScope } from '../../support/whole-scope.ts'
import { agentTrace, newTraceId } from '../worker/agent-trace.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

const rounds = 6_666
const traceId = newTraceId()
let store: TestStore
let worker: TestWorker

/** An agent that asks, calls and asks again 6,666 times: 19,999 spans. */
function longTrace(): SpanFacts[] {
  const [root, ...round] = agentTrace('default', traceId, Date.now())
  const spans = Array.from({ length: rounds }, (_, number) =>
    // oxlint-disable-next-line oxc/no-map-spread -- each round needs spans of its own
    round.map((span, index) => ({
      ...span,
      spanId: (16 + number * 4 + index).toString(16).padStart(16, '0'),
      startNs: span.startNs + BigInt(number) * 1_000_000_000n,
      endNs: span.endNs + BigInt(number) * 1_000_000_000n,
    })),
  )
  return [root, ...spans.flat()]
}

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  worker = await startWorker(store.dataDir)
  await insertSpans(store.database, longTrace())
  await worker.nudge()
  await waitUntil<true>('the run', async () => {
    const [row] = await getRun(store.database, wholeScope('default'), { runId: traceId })
    return row?.span_count === 3 * rounds + 1 ? { value: true } : { notYet: `${row?.span_count} spans` }
  })
})

afterAll(async () => {
  await worker.stop()
  await store.stop()
})

test('a run of 20,000 spans is answered whole and once', async () => {
  const path = `/default/runs/${traceId}/spans`
  const response = await callApi(path)
  const spans = RunSpans.parse(await response.json())
  expect(spans.nodes).toHaveLength(3 * rounds + 1)
  expect(spans.totalCount).toBe(3 * rounds + 1)
  const again = await callApi(path, { 'if-none-match': response.headers.get('etag') ?? '' })
  expect(again.status).toBe(304)
})

test('by field it is the same run in far less text', async () => {
  const path = `/default/runs/${traceId}/spans`
  const [nodes, columns] = await Promise.all([callApi(path), callApi(`${path}?shape=columns`)])
  const [nodesText, columnsText] = [await nodes.text(), await columns.text()]
  expect(RunSpansInColumns.parse(JSON.parse(columnsText))).toEqual(RunSpans.parse(JSON.parse(nodesText)))
  expect(columnsText.length).toBeLessThan(nodesText.length / 3)
  expect(columns.headers.get('etag')).not.toBe(nodes.headers.get('etag'))
})

test('a page of the list does not carry the tree', async () => {
  const body = await getBody(`/default/runs?limit=1`, { parse: (value) => JSON.stringify(value).length })
  expect(body).toBeLessThan(20_000)
})
