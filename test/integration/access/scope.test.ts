import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { migrate } from '#clickhouse/migrate.ts'
import { Budget, BudgetList } from '#lib/domain/budget.ts'
import { StatementReport } from '#lib/domain/chargeback.ts'
import { RunList } from '#lib/domain/run.ts'
import { endpoints } from '#lib/server/endpoints.ts'
import type { Endpoint } from '#lib/server/endpoints/endpoint.ts'
import { createKey } from '#lib/server/keys.ts'
import { callApi, getBody, writeApi } from '#test/support/api.ts'
import { startWorker, type TestWorker } from '#test/support/app.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { asked, ofBudget, ofRun, ofSession } from './asked-paths.ts'
import {
  foreign,
  leaksIn,
  mine,
  movedId,
  neighbour,
  owners,
  runIdOf,
  spanIdOf,
  storeMarkedRuns,
} from './marked-runs.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

type Bearer = Record<string, string>

let store: TestStore
let worker: TestWorker
let whole: Bearer
const keys = new Map<string, Bearer>()
/** Of the whole project, of the key's tenant, of its neighbour. */
const budgets: Budget[] = []

async function bearerOf(bounds: { tenant?: string; environment?: string }): Promise<Bearer> {
  const about = { project: 'one', kind: 'read', name: 'test', expiresAt: null, actor: 'test', now: new Date() } as const
  const { secret } = await createKey(store.database, { ...about, tenant: null, ...bounds })
  return { authorization: `Bearer ${secret}` }
}

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  await migrate(store.database)
  worker = await startWorker(store.dataDir)
  await storeMarkedRuns(store, worker)
  const { tenant, environment } = mine
  keys.set('one tenant', await bearerOf({ tenant }))
  keys.set('one environment', await bearerOf({ environment }))
  whole = await bearerOf({})
  for (const runId of [runIdOf(mine, 1), runIdOf(neighbour, 1)])
    expect((await writeApi('POST', `/one/runs/${runId}/share`, { days: 1 })).status).toBe(200)
  await waitUntil<true>('a closed statement', async () => {
    const { draftHash } = await getBody('/one/chargeback?from=2026-11-20&to=2026-11-21', StatementReport, whole)
    const closing = { from: '2026-11-20', to: '2026-11-21', draftHash, reason: neighbour.mark }
    const answer = await writeApi('POST', '/one/chargeback/statements', closing)
    return answer.status === 200 ? { value: true } : { notYet: await answer.text() }
  })
  const view = { name: neighbour.mark, filter: {}, columns: [] }
  await writeApi('POST', '/one/views', view)
  for (const scope of [[], ...[mine, neighbour].map(({ tenant: value }) => [{ dimension: 'tenant', value }])]) {
    const budget = { name: scope.length === 0 ? neighbour.mark : '', scope, period: 'month', amountUsd: '10' }
    budgets.push(Budget.parse(await (await writeApi('POST', '/one/budgets', budget)).json()))
  }
})

afterAll(async () => {
  await worker.stop()
  await store.stop()
})

test('every endpoint that reads data is asked', () => {
  const reads: Endpoint[] = Object.values(endpoints)
  const dataReads = new Set([
    'run:read',
    'view:read',
    'share:read',
    'ingest-health:read',
    'price:read',
    'statement:read',
    'chargeback:read',
    'budget:read',
  ])
  const paths = reads
    .filter(({ access, method }) => method === undefined && dataReads.has(access))
    .map(({ path }) => path.replace('/api/v1/projects/{project}', ''))
  const covered = new Set([
    ...Object.keys(asked),
    ...ofRun(mine, 1).map(
      (rest) => `/runs/{runId}${rest.replace(/\?.*/, '').replace(/\/spans\/\w+/, '/spans/{spanId}')}`,
    ),
    ...ofSession.map((rest) => `/sessions/{session}${rest}`),
    ...ofBudget.map((rest) => `/budgets/{budgetId}${rest}`),
    ...Object.keys(asked).map((path) => path.replace(/2026[-_\d]+/, '{statementId}').replace(/\/1$/, '/{note}')),
  ])
  expect(paths.filter((path) => !covered.has(path))).toEqual([])
})

describe.each(['one tenant', 'one environment'])('a read key that is bound to %s', (name) => {
  const ask = (path: string, headers: Bearer = {}) => callApi(path, { ...keys.get(name), ...headers })
  const textOf = async (path: string) => {
    const response = await ask(path)
    return { status: response.status, text: `${JSON.stringify([...response.headers])} ${await response.text()}` }
  }

  test('is told nothing of another part or project', async () => {
    for (const [path, queries] of Object.entries(asked)) {
      const answers = await Promise.all(queries.map((query) => textOf(`/one${path}${query}`)))
      for (const [index, { text }] of answers.entries()) expect(leaksIn(text), `${path}${queries[index]}`).toEqual([])
    }
  })

  test('sees its own data in all of them', async () => {
    const { items } = await getBody('/one/runs', RunList, keys.get(name) ?? {})
    expect(items.map(({ runId }) => runId)).toEqual([runIdOf(mine, 2), runIdOf(mine, 1)])
    for (const path of ['/runs?q=needle', '/runs/export?format=csv', '/runs/facets', '/sessions', '/shares']) {
      const { status, text } = await textOf(`/one${path}`)
      expect(status, path).toBe(200)
      expect(text, path).toMatch(path === '/shares' ? runIdOf(mine, 1) : mine.mark)
    }
    const snippets = await textOf(`/one/runs/snippets?q=needle&runId=${runIdOf(mine, 1)}`)
    expect(snippets.text).toContain('needle')
    const metrics = await textOf('/one/runs/metrics')
    expect(metrics.text).toContain('"totals":{"runs":2,')
    for (const rest of ofRun(mine, 1))
      expect((await textOf(`/one/runs/${runIdOf(mine, 1)}${rest}`)).status, rest).toBe(200)
    const turns = await textOf('/one/sessions/shared/turns')
    expect(turns.text).toContain(`question ${mine.mark}`)
    expect(leaksIn(turns.text)).toEqual([])
    const session = await textOf('/one/sessions/shared')
    expect(session.text).toContain('"runs":1,')
    expect(leaksIn(session.text)).toEqual([])
  })

  test('sees its own lines of a closed statement, or none where they are not told apart', async () => {
    const statement = '/one/chargeback/statements/2026-11-20_2026-11-21'
    const answers = [
      await textOf(`${statement}?format=csv`),
      await textOf(statement),
      await textOf(`${statement}/detail`),
    ]
    for (const { status, text } of answers)
      if (name === 'one environment') expect(status).toBe(404)
      else expect(text).toContain(mine.tenant)
    expect((await ask(`${statement}/adjustments`)).status).toBe(403)
    const { text } = await textOf('/one/chargeback?from=2026-11-20&to=2026-11-21')
    expect(text).toContain(mine.tenant)
  })

  test('finds no run, span or session of others', async () => {
    for (const owner of foreign) {
      for (const number of [1, 2])
        expect(
          await Promise.all(
            ofRun(owner, number).map(async (rest) => {
              const { status } = await textOf(`/one/runs/${runIdOf(owner, number)}${rest}`)
              return status === 404 ? [] : [`${status} ${owner.mark}${rest}`]
            }),
          ),
        ).toEqual(ofRun(owner, number).map(() => []))
      for (const rest of ofSession)
        expect((await textOf(`/one/sessions/session-${owner.mark}${rest}`)).status).toBe(404)
      const span = `/one/runs/${runIdOf(mine, 1)}/spans/${spanIdOf(owner, 1)}`
      expect((await textOf(span)).status).toBe(404)
    }
    for (const rest of ['', '/spans', '/logs', '/neighbours'])
      expect((await textOf(`/one/runs/${movedId}${rest}`)).status).toBe(404)
    for (const rest of ofSession) expect((await textOf(`/one/sessions/moved${rest}`)).status).toBe(404)
  })

  test('goes on with the cursor of another key in its own rows only', async () => {
    for (const list of ['/one/runs', '/one/sessions', '/one/sessions/shared/turns']) {
      let cursor: string | null = null
      for (let page = 0; page < 10; page += 1) {
        const path: string = `${list}?limit=1${cursor === null ? '' : `&cursor=${cursor}`}`
        expect(leaksIn((await textOf(path)).text), path).toEqual([])
        const answer = await callApi(path, whole)
        const { nextCursor }: { nextCursor: string | null } = await answer.json()
        cursor = nextCursor
        if (cursor === null) break
      }
    }
  })

  test('is beside its own runs only', async () => {
    const { text } = await textOf(`/one/runs/${runIdOf(mine, 1)}/neighbours`)
    expect(text).toContain(`{"previous":{"runId":"${runIdOf(mine, 2)}"},"next":null}`)
  })

  test('shares no answer with a key that sees more', async () => {
    for (const rest of ['/logs', '/spans', '/search?q=needle']) {
      const path = `/one/runs/${runIdOf(mine, 1)}${rest}`
      const etag = (await callApi(path, whole)).headers.get('etag') ?? ''
      expect((await callApi(path, { ...whole, 'if-none-match': etag })).status).toBe(304)
      expect((await ask(path, { 'if-none-match': etag })).status).toBe(200)
    }
    const path = `/one/runs/${runIdOf(neighbour, 1)}/spans`
    const etag = (await callApi(path, whole)).headers.get('etag') ?? ''
    expect((await ask(path, { 'if-none-match': etag })).status).toBe(404)
  })

  test('sees the budgets of its own tenant, and only if it sees all of that', async () => {
    const seen = name === 'one tenant' ? budgets.slice(1, 2) : []
    const { items } = await getBody('/one/budgets', BudgetList, keys.get(name) ?? {})
    expect(items.map(({ budget }) => budget)).toEqual(seen)
    for (const budget of budgets)
      for (const rest of ofBudget) {
        const { status, text } = await textOf(`/one/budgets/${budget.budgetId}${rest}`)
        expect(status, rest).toBe(seen.includes(budget) ? 200 : 404)
        expect(leaksIn(text)).toEqual([])
      }
  })

  test('is refused what is known of the whole project only', async () => {
    for (const path of ['/ingest-health', '/ingest-health/state', '/views']) {
      expect((await ask(`/one${path}`)).status).toBe(403)
      expect((await callApi(`/one${path}`, whole)).status).toBe(200)
    }
  })
})

test('a key that is bound to both sees what is of both: nothing where they are of different runs', async () => {
  const { tenant, environment } = mine
  const { items } = await getBody('/one/runs', RunList, await bearerOf({ tenant, environment }))
  expect(items.map(({ runId }) => runId)).toEqual([runIdOf(mine, 2), runIdOf(mine, 1)])
  const bearer = await bearerOf({ tenant, environment: neighbour.environment })
  expect((await getBody('/one/runs', RunList, bearer)).items).toEqual([])
  for (const owner of owners) expect((await callApi(`/one/runs/${runIdOf(owner, 1)}`, bearer)).status).toBe(404)
})
