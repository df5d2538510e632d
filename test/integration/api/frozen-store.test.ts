import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ErrorBody, unavailableDigest } from '#lib/domain/errors.ts'
import { CachedValue } from '#lib/server/cached-value.ts'
import { prefetchRun, prefetchSharedRun } from '#lib/server/prefetch-run.ts'
import { prefetchProjects, prefetchRuns, prefetchStatus } from '#lib/server/prefetch.ts'
import { listProjects } from '#lib/server/projects.ts'
import { signShare } from '#lib/server/share-token.ts'
import { getServer } from '#lib/server/server.ts'
import { callApi } from '../../support/api.ts'
import { isEmbedded, startStore, type TestStore } from '../../support/store.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))
vi.mock('next/headers', () => ({ headers: () => Promise.resolve(new Headers({ host: 'localhost:3000' })) }))

const path = '/default/ingest-health/state'
/** More than the connections of one client: those behind must not wait for the sockets of the others. */
const callers = 25

const place = { view: 'tree', spanId: null, rootId: null }

let store: TestStore

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  // Every answer would be logged with its stack.
  process.env['TACHO_LOG_LEVEL'] = 'silent'
})

afterAll(async () => {
  await getServer().db.close()
  await store.stop()
})

test.skipIf(!isEmbedded)(
  'a store that takes connections and says nothing is said to be away, until it goes on',
  async () => {
    expect((await callApi(path)).status).toBe(200)
    store.pause()
    try {
      const isUp = getServer().db.ping()
      const answers = await Promise.all(Array.from({ length: callers }, () => callApi(path)))
      for (const answer of answers) {
        const { error } = ErrorBody.parse(await answer.json())
        expect([answer.status, answer.headers.get('retry-after'), error.code]).toEqual([503, '2', 'unavailable'])
        expect(error.message).toMatch(/^The database did not answer "[\w-]+" within 8 s: .+ Try again in a moment\.$/)
      }
      expect(await isUp).toBe(false)
    } finally {
      store.goOn()
    }
    expect((await callApi(path)).status).toBe(200)
    expect(await getServer().db.ping()).toBe(true)
  },
)

test.skipIf(!isEmbedded)(
  'pages are drawn without what does not come, and never for a project that cannot be checked',
  async () => {
    const server = getServer()
    const runId = 'ab'.repeat(16)
    const claim = { project: 'default', runId, shareId: 'cd'.repeat(16), expiresAt: 4_000_000_000, secretVersion: 1 }
    await expect(prefetchRun('default', runId, place)).rejects.toMatchObject({ digest: 'NEXT_HTTP_ERROR_FALLBACK;404' })
    const known = await listProjects(server.db)
    store.pause()
    try {
      server.projects = new CachedValue(() => Promise.resolve(known), 600_000)
      await Promise.all([
        prefetchProjects(),
        prefetchRuns('default', {}),
        prefetchStatus('default'),
        prefetchRun('default', runId, place),
      ])
      server.projects = new CachedValue(() => listProjects(server.db), 0)
      const unavailable = { code: 'unavailable', digest: unavailableDigest }
      await expect(prefetchRuns('default', {})).rejects.toMatchObject(unavailable)
      await expect(prefetchRun('default', runId, place)).rejects.toMatchObject(unavailable)
      await expect(prefetchSharedRun(signShare(claim, 'some secret'))).rejects.toMatchObject(unavailable)
    } finally {
      store.goOn()
    }
    await prefetchRuns('default', {})
  },
)
