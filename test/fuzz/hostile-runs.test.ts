import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Rng } from '#lib/demo/rng.ts'
import { RunList, RunSpans, type Run } from '#lib/domain/run.ts'
import { endpoints } from '#lib/server/endpoints.ts'
import type { Endpoint } from '#lib/server/endpoints/endpoint.ts'
import { startWorker, type TestWorker } from '#test/support/app.ts'
import { callApi, getBody } from '#test/support/api.ts'
import { inTurns } from '#test/support/in-turns.ts'
import { encodeLogs, encodeTraces, partialSuccessOf, send } from '#test/support/otlp.ts'
import { startIngestProcess, type IngestProcess } from '#test/support/process.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { hostileTrace, type HostileTrace } from './hostile-traces.ts'
import { isFull, seed } from './sizes.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

/** Every trace is hostile in another way; ten show each way at least twice. */
const runs = isFull ? 30 : 5
/** Requests under way at the same time. */
const atOnce = 4
/** Spans of a run that are asked for one by one. */
const spansPerRun = isFull ? 20 : 3
const apiBase = '/api/v1/projects'
let store: TestStore
let ingest: IngestProcess
let worker: TestWorker

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
  worker = await startWorker(store.dataDir)
})
afterAll(async () => {
  expect(await worker.stop()).toBe(0)
  expect(await ingest.stop()).toBe(0)
  await store.stop()
})

test('hostile runs are stored, assembled and answered for by every endpoint', { timeout: 900_000 }, async () => {
  const rng = new Rng(seed)
  const traces = Array.from({ length: runs }, (_, index) => hostileTrace(rng, index))
  await sendAll(traces)
  const paths: string[] = []
  for (const { runId, session } of await storedRuns()) {
    const { nodes } = await getBody(`/default/runs/${runId}/spans`, RunSpans)
    const spanIds = nodes.map(({ spanId }) => spanId)
    paths.push(...pathsOf({ runId, spanIds, session: session ?? 'none' }))
    const input = nodes.reduce(
      (sum, { usage, usageRole }) => sum + (usageRole === 'own' ? (usage?.inputTokens ?? 0) : 0),
      0,
    )
    expect(Number.isSafeInteger(input)).toBe(true)
  }
  const wrong = await wrongAnswers(paths)
  console.log(`fuzz, hostile runs, seed ${seed}: ${runs} runs, ${paths.length} requests, ${wrong.length} wrong`)
  expect(wrong).toEqual([])
  expect(ingest.output()).not.toMatch(/unhandled|uncaught|could not be mapped|"level":(50|60)/i)
})

/** Twice, in each encoding. */
async function sendAll(traces: readonly HostileTrace[]): Promise<void> {
  for (const encoding of ['json', 'protobuf'] as const) {
    const answers = await Promise.all(
      traces.flatMap(({ spans, logs }) => [
        send(`${ingest.url}/v1/traces`, encodeTraces(spans, encoding), { encoding }),
        send(`${ingest.url}/v1/logs`, encodeLogs(logs, encoding), { encoding }),
      ]),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    for (const answer of answers) expect((await partialSuccessOf(answer))?.rejected ?? 0).toBe(0)
  }
}

function storedRuns(): Promise<Run[]> {
  return waitUntil(
    'the runs',
    async () => {
      await worker.nudge()
      const { items } = await getBody('/default/runs?limit=200&from=1970-01-01', RunList)
      return items.length === runs ? { value: items } : { notYet: `${items.length} runs` }
    },
    { timeoutMs: 120_000 },
  )
}

/** What failed, and content that is missing although it was only just stored. */
async function wrongAnswers(paths: readonly string[]): Promise<string[]> {
  const wrong: string[] = []
  await inTurns(paths, atOnce, async (path) => {
    const response = await callApi(path)
    const text = await response.text()
    const isWrong = response.status >= 500 || text.includes('The content of')
    if (isWrong) wrong.push(`${path}: ${response.status} ${text.slice(0, 300)}`)
  })
  return wrong
}

/** A request to every endpoint that reads, and to that of a span for each span. */
function pathsOf({ runId, spanIds, session }: { runId: string; spanIds: string[]; session: string }): string[] {
  const plain: Record<string, string> = {
    project: 'default',
    runId,
    session,
    version: '1',
    statementId: '2026-09',
    note: '1',
    q: 'link',
    format: 'json',
  }
  return Object.values<Endpoint>(endpoints)
    .filter(({ method = 'GET', path }) => method === 'GET' && path.startsWith(apiBase))
    .flatMap(({ path, query }) => {
      const { error } = query.safeParse({})
      const needed = new Set(error?.issues.map((issue) => String(issue.path[0])) ?? [])
      const search = new URLSearchParams(
        [...needed].map((name) => [
          name,
          name === 'format' && path.endsWith('runs/export') ? 'csv' : (plain[name] ?? 'x'),
        ]),
      )
      const fill = (spanId: string): string =>
        path
          .slice(apiBase.length)
          .replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent({ ...plain, spanId }[name] ?? 'x'))
      const places = path.includes('{spanId}') ? spanIds.slice(0, spansPerRun) : ['']
      return places.map((spanId) => `${fill(spanId)}?${search}`)
    })
}
