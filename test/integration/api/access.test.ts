import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { hourOf } from '#clickhouse/sql/date-time.ts'
import { runInsert } from '#clickhouse/tables/run-row.ts'
import { insertRuns } from '#clickhouse/tables/runs.ts'
import type { KeyKind } from '#lib/domain/project.ts'
import { RunList } from '#lib/domain/run.ts'
import { createKey, revokeKey } from '#lib/server/keys.ts'
import { createProject } from '#lib/server/projects.ts'
import { getServer } from '#lib/server/server.ts'
import { callApi, errorOf, getBody } from '../../support/api.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { makeRun } from './make-run.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
const startedAt = (BigInt(Date.UTC(2026, 10, 20)) * 1_000_000n).toString()
const runOf = (project: string, number: number) =>
  makeRun({
    project,
    runId: number.toString(16).padStart(32, '0'),
    startedAt,
    tenant: `canary-${project}`,
    session: 'shared',
  })

async function keyOf(project: string, kind: KeyKind, expiresAt: Date | null = null) {
  return createKey(store.database, {
    project,
    kind,
    name: kind,
    tenant: null,
    expiresAt,
    actor: 'test',
    now: new Date(),
  })
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  for (const project of ['a', 'b']) {
    await createProject(store.database, { project, name: '', actor: 'test', now: new Date() })
    const runs = [runOf(project, 1), runOf(project, project === 'a' ? 2 : 3)]
    await insertRuns(
      store.database,
      runs.map((run) => runInsert(run, hourOf(run.startedAt))),
    )
  }
})

afterAll(() => store.stop())

describe('keys', () => {
  test('a read or admin key opens its own project and no other', async () => {
    for (const kind of ['read', 'admin'] as const) {
      const { secret } = await keyOf('a', kind)
      expect((await callApi('/a/runs', bearer(secret))).status).toBe(200)
      for (const path of [
        '/b/runs',
        '/b/status',
        '/b/sessions',
        '/b/sessions/shared',
        '/b/runs/facets?field=tenant',
        `/b/runs/${runOf('b', 3).runId}`,
        `/b/runs/${runOf('b', 3).runId}/spans`,
      ]) {
        expect(await errorOf(path, bearer(secret))).toEqual({ status: 404, code: 'not_found' })
      }
      const listed = await callApi('/', bearer(secret))
      expect(await listed.json()).toMatchObject({ items: [{ project: 'a' }] })
    }
  })

  test('a project that exists and one that does not answer a foreign key alike', async () => {
    const { secret } = await keyOf('a', 'read')
    const messages = await Promise.all(
      ['b', 'nowhere'].map(async (project) => {
        const body: { error: { message: string } } = await (await callApi(`/${project}/runs`, bearer(secret))).json()
        return body.error.message.replaceAll(project, '*')
      }),
    )
    expect(messages[0]).toBe(messages[1])
  })

  test.each(['ingest', 'guard', 'replay'] as const)('a key of kind %s cannot read', async (kind) => {
    const { secret } = await keyOf('a', kind)
    expect(await errorOf('/a/runs', bearer(secret))).toEqual({ status: 403, code: 'forbidden' })
  })

  test('a key that is unknown, revoked, expired or malformed is refused although none is needed', async () => {
    const revoked = await keyOf('a', 'read')
    await revokeKey(store.database, {
      project: 'a',
      keyId: revoked.key.keyId,
      actor: 'test',
      reason: 'test',
      now: new Date(),
    })
    const expired = await keyOf('a', 'read', new Date(Date.now() - 1000))
    for (const value of [
      `Bearer ${revoked.secret}`,
      `Bearer ${expired.secret}`,
      'Bearer tacho_read_x',
      'Bearer',
      '',
      'Basic YTpi',
      "Bearer ' OR 1=1",
    ]) {
      expect(await errorOf('/a/runs', { authorization: value })).toEqual({ status: 401, code: 'unauthorized' })
    }
  })

  test.each(['local', 'required'] as const)('TACHO_AUTH=%s refuses requests without one', async (auth) => {
    const { env } = getServer()
    env.TACHO_AUTH = auth
    try {
      for (const path of ['/', '/a/runs', '/a/status', '/nowhere/runs']) {
        expect(await errorOf(path)).toEqual({ status: 401, code: 'unauthorized' })
      }
    } finally {
      env.TACHO_AUTH = 'off'
    }
  })
})

describe('projects are apart', () => {
  test('lists, facets, sessions and equal run ids', async () => {
    const { items } = await getBody('/a/runs', RunList)
    expect(items.map(({ tenant }) => tenant)).toEqual(['canary-a', 'canary-a'])
    for (const path of [
      '/a/runs',
      '/a/runs/facets?field=tenant',
      '/a/sessions',
      '/a/sessions/shared',
      `/a/runs/${runOf('a', 1).runId}`,
    ]) {
      expect(await (await callApi(path)).text()).not.toContain('canary-b')
    }
    expect(await errorOf(`/a/runs/${runOf('b', 3).runId}`)).toEqual({ status: 404, code: 'not_found' })
  })

  test("a cursor of one project shows nothing of it in another's list", async () => {
    const first = await getBody('/b/runs?limit=1', RunList)
    const page = await (await callApi(`/a/runs?limit=5&cursor=${first.nextCursor}`)).text()
    expect(page).not.toContain('canary-b')
  })
})

describe('where a request comes from', () => {
  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '0.0.0.0:3000',
    '',
    'localhost@evil.example',
  ])('Host %j is refused', async (host) => {
    expect(await errorOf('/a/runs', { host })).toEqual({ status: 403, code: 'forbidden' })
  })

  test.each(['localhost', 'LOCALHOST:3000', '127.0.0.1:80', '[::1]:3000'])('Host %s is ours', async (host) => {
    expect((await callApi('/a/runs', { host })).status).toBe(200)
  })
})

describe('answers', () => {
  test('are 304 while nothing changed', async () => {
    for (const path of [`/a/runs/${runOf('a', 1).runId}`, '/a/runs']) {
      const first = await callApi(path)
      const etag = first.headers.get('etag') ?? ''
      expect(first.headers.get('cache-control')).toBe('private, no-cache')
      expect((await callApi(path, { 'if-none-match': etag })).status).toBe(304)
      await insertRuns(store.database, [
        runInsert({ ...runOf('a', 1), version: Date.now(), steps: Math.floor(Math.random() * 1e6) }, hourOf(startedAt)),
      ])
      expect((await callApi(path, { 'if-none-match': etag })).status).toBe(200)
    }
  })

  test('that are errors are never stored and carry their request id', async () => {
    const response = await callApi('/nowhere/runs')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    const body: { error: { requestId: string } } = await response.json()
    expect(body.error.requestId).toBe(response.headers.get('x-request-id'))
  })

  test('say that nothing has arrived yet, and where to send it', async () => {
    expect(await (await callApi('/b/status')).json()).toMatchObject({
      received: false,
      lastReceivedAt: null,
      endpoints: { base: 'http://127.0.0.1:4318' },
    })
  })
})
