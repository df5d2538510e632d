import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { z } from 'zod'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import { RunList } from '#lib/domain/run.ts'
import { RunView, RunViewList } from '#lib/domain/run-view.ts'
import { endpoints } from '#lib/server/endpoints.ts'
import type { Endpoint } from '#lib/server/endpoints/endpoint.ts'
import { createProject } from '#lib/server/projects.ts'
import { makeRun } from '#test/integration/api/make-run.ts'
import { callApi, getBody, writeApi } from '#test/support/api.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { injectionPayloads } from './injection-payloads.ts'
import { isFull } from './sizes.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

/** Requests under way at the same time. */
const atOnce = 4
const apiBase = '/api/v1/projects'
const canary = 'canary-of-theirs'
const runId = 'a'.repeat(32)
let store: TestStore

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  const startedAt = (BigInt(Date.now()) * 1_000_000n).toString()
  for (const [project, text] of [
    ['mine', 'of-mine'],
    ['theirs', canary],
  ] as const) {
    await createProject(store.database, { project, name: '', actor: 'test', now: new Date() })
    const run = makeRun({
      project,
      runId,
      startedAt,
      tenant: text,
      feature: text,
      user: text,
      session: text,
      agent: text,
    })
    await insertRuns(store.database, [runInsert(run, hourOf(run.startedAt))])
  }
})
afterAll(() => store.stop())

type Place = { endpoint: Endpoint; kind: 'path' | 'query'; name: string }

/** Every parameter of every endpoint that reads, as the endpoints themselves declare them. */
const places = Object.values<Endpoint>(endpoints)
  .filter(({ method = 'GET', path }) => method === 'GET' && path.startsWith(apiBase))
  .flatMap((endpoint): Place[] => [
    ...Object.keys(endpoint.params.shape).map((name) => ({ endpoint, kind: 'path' as const, name })),
    ...Object.keys(endpoint.query.shape).map((name) => ({ endpoint, kind: 'query' as const, name })),
  ])

test('no parameter of the API reaches further than its value', { timeout: 1_800_000 }, async () => {
  const requests = places.flatMap((place, index) =>
    payloadsFor(index)
      // Without sign-in every project may be read by its own name.
      .filter((payload) => place.name !== 'project' || payload !== 'theirs')
      .map((payload) => pathOf(place, payload)),
  )
  const statuses = new Map<number, number>()
  const wrong: string[] = []
  const queue = [...requests]
  const work = async (): Promise<void> => {
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      const response = await callApi(path)
      const text = await response.text()
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
      const isWrong = response.status >= 500 || text.includes(canary) || /DB::|SYNTAX_ERROR/.test(text)
      if (isWrong) wrong.push(`${path}: ${response.status} ${text.slice(0, 300)}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  const counts = [...statuses].map(([status, count]) => `${status} × ${count}`).join(', ')
  console.log(
    `fuzz, SQL injection: ${places.length} parameters, ${requests.length} requests (${counts}), ${wrong.length} wrong`,
  )
  expect(wrong).toEqual([])
  // And nothing was changed on the way.
  expect((await getBody('/theirs/runs', RunList)).items.map(({ tenant }) => tenant)).toEqual([canary])
  expect((await getBody('/mine/runs', RunList)).items.map(({ tenant }) => tenant)).toEqual(['of-mine'])
})

test('what is saved comes back as it was written', { timeout: 600_000 }, async () => {
  for (const payload of payloadsFor(0)) {
    const view = { name: `view ${payload}`, filter: { tenant: [payload], q: payload.slice(0, 100) }, columns: null }
    const answer = await writeApi('POST', '/mine/views', view)
    expect(answer.status, payload).toBeLessThan(500)
    if (!answer.ok) continue
    const { viewId } = RunView.parse(await answer.json())
    const saved = (await getBody('/mine/views', RunViewList)).items.find((each) => each.viewId === viewId)
    expect(saved).toMatchObject({ ...view, name: view.name.trim() })
  }
})

/** All of them, or a few, different ones for each place; every other one dressed as a negation, a pattern or a query. */
function payloadsFor(place: number): string[] {
  return injectionPayloads
    .map((payload, index) => dressed(payload, index + place))
    .filter((_payload, index) => isFull || (index + place) % 37 === 0)
}

function dressed(payload: string, turn: number): string {
  const forms = [payload, payload, payload, `!${payload}`, `*${payload}*`, `tenant:"${payload}"`, `-${payload}`]
  return forms[turn % forms.length] ?? payload
}

/** The request with the payload in one place and something plain in all that are needed. */
function pathOf({ endpoint, kind, name }: Place, payload: string): string {
  const plain: Record<string, string> = {
    project: 'mine',
    runId,
    spanId: 'b'.repeat(16),
    viewId: 'c'.repeat(16),
    budgetId: 'd'.repeat(16),
    version: '1',
    statementId: '2026-09',
    note: '1',
    session: 'of-mine',
  }
  const params = kind === 'path' ? { ...plain, [name]: payload } : plain
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_all, key: string) => encodeURIComponent(params[key] ?? ''))
  const query = new URLSearchParams(requiredOf(endpoint.query).map((key) => [key, 'plain']))
  if (kind === 'query') query.set(name, payload)
  return `${path.slice(apiBase.length)}?${query}`
}

function requiredOf(query: z.ZodObject): string[] {
  const { error } = query.safeParse({})
  return [...new Set(error?.issues.map(({ path }) => String(path[0])) ?? [])]
}
