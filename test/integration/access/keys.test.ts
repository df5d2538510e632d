import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { defineSystemQuery } from '#clickhouse/define-system-query.ts'
import { outcomeSums } from '#clickhouse/queries/ingest/outcome-sums.ts'
import { KeyView, type KeyInput } from '#lib/domain/access/key.ts'
import { createKey, listKeys } from '#lib/server/keys.ts'
import { rotateKey } from '#lib/server/keys/rotate-key.ts'
import { callApi, errorOf, writeApi } from '#test/support/api.ts'
import { testSpan, textAttribute } from '#test/support/otlp.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { wholeScope } from '#test/support/whole-scope.ts'
import { bearer, followedMs, freshProject, keysOf, makeKey, revoke, rotate } from './key-calls.ts'
import { body, KeySender, ways } from './key-sender.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
let sender: KeySender

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  sender = await KeySender.start(store.dataDir)
})
afterAll(async () => {
  await sender.stop()
  await store.stop()
})

const spansOf = defineSystemQuery({
  name: 'test-spans-of',
  params: z.object({ project: z.string() }),
  row: z.object({ trace_id: z.string(), tenant: z.string(), environment: z.string(), sources: z.string() }),
  sql: 'SELECT trace_id, tenant, environment, identity_sources AS sources FROM spans FINAL WHERE project = {project:String}',
})

describe('rotation', () => {
  test.each(ways)('loses nothing of a sender over %s that goes on', async (way) => {
    const project = await freshProject()
    const first = await makeKey(project, { name: 'agents' })
    const settings = { secret: first.secret, stop: false }
    const sent: string[] = []
    const refused: number[] = []
    const sending = (async () => {
      while (!settings.stop) {
        const span = testSpan()
        // As an exporter does: what was not taken is sent again, with the key that is set by then.
        for (let taken = false; !taken;) {
          const { status } = await sender.sendOver(way, settings.secret, body(span))
          taken = status === 200
          if (!taken) refused.push(status)
        }
        sent.push(span.span.traceId)
      }
    })()
    const progress = async (spans: number) => {
      const goal = sent.length + spans
      await waitUntil('the sender', async () => (sent.length >= goal ? { value: 0 } : { notYet: `${sent.length}` }))
    }
    await progress(5)
    const second = await rotate(project, first.key.keyId)
    await progress(5)
    settings.secret = second.secret
    await progress(5)
    expect(refused).toEqual([])

    const third = await rotate(project, second.key.keyId, 0)
    await waitUntil('the refusal', async () => (refused.length > 0 ? { value: 0 } : { notYet: 'none' }), {
      timeoutMs: followedMs,
    })
    settings.secret = third.secret
    await progress(5)
    settings.stop = true
    await sending
    expect(new Set(refused)).toEqual(new Set([401]))
    const stored = new Set((await spansOf(store.database, { project })).map((row) => row.trace_id))
    expect(sent.filter((traceId) => !stored.has(traceId))).toEqual([])
  })

  test('keeps settings, links both keys and ends the old one after the overlap', async () => {
    const project = await freshProject()
    const settings = { name: 'ci', tenant: 'acme', environment: 'prod', days: 10, requestsPerMinute: 5 }
    const { key: old } = await makeKey(project, settings)
    const { key } = await rotate(project, old.keyId, 2)
    const { keyId: _keyId, prefix: _prefix, createdAt, expiresAt, replaces, ...kept } = key
    expect(kept).toMatchObject({ name: 'ci', tenant: 'acme', environment: 'prod', quota: old.quota, replacedBy: null })
    expect(replaces).toBe(old.keyId)
    expect(Date.parse(expiresAt ?? '') - Date.parse(createdAt)).toBe(10 * 86_400_000)
    const shown = (await keysOf(project)).find(({ keyId }) => keyId === old.keyId)
    expect(shown?.replacedBy).toBe(key.keyId)
    expect(Date.parse(shown?.expiresAt ?? '') - Date.parse(createdAt)).toBe(2 * 3_600_000)
  })

  test('happens once: of two at the same time one wins, and the other leaves no key behind', async () => {
    const project = await freshProject()
    const { key } = await makeKey(project)
    const input = { project, keyId: key.keyId, overlapMs: 0, actor: 'test', reason: '', now: new Date() }
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => rotateKey(store.database, input)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const open = (await listKeys(store.database, project)).filter(
      ({ keyId, revokedAt }) => keyId !== key.keyId && revokedAt === null,
    )
    expect(open).toHaveLength(1)
    const again = await writeApi('POST', `/${project}/keys/${key.keyId}/rotate`, {})
    expect(again.status).toBe(409)
  })
})

describe('an end', () => {
  test('by revocation is followed within five seconds by every process', async () => {
    const project = await freshProject()
    const { key, secret } = await makeKey(project)
    const reader = await makeKey(project, { kind: 'read' })
    for (const way of ways) expect((await sender.sendOver(way, secret)).status).toBe(200)
    expect((await callApi(`/${project}/runs`, bearer(reader.secret))).status).toBe(200)
    const revoked = KeyView.parse(await (await revoke(project, key.keyId, 'it leaked')).json())
    await revoke(project, reader.key.keyId)
    expect(revoked.revokedAt).not.toBeNull()
    await Promise.all([
      ...ways.map((way) => sender.refusedOver(way, secret)),
      waitUntil(
        'the refusal by the API',
        async () => {
          const { status } = await callApi(`/${project}/runs`, bearer(reader.secret))
          return status === 401 ? { value: status } : { notYet: `status ${status}` }
        },
        { timeoutMs: followedMs },
      ),
    ])
  })

  test('by expiry needs nobody to write anything', async () => {
    const project = await freshProject()
    const now = new Date()
    const { secret } = await createKey(store.database, {
      project,
      kind: 'ingest',
      name: '',
      tenant: null,
      expiresAt: new Date(now.getTime() + 3_000),
      actor: 'test',
      now,
    })
    await Promise.all(ways.map((way) => sender.refusedOver(way, secret)))
  })
})

describe('a quota', () => {
  test.each(ways)('of requests answers "later" over %s, is recorded, and is over after the wait', async (way) => {
    const project = await freshProject()
    const { key, secret } = await makeKey(project, { requestsPerMinute: 60 })
    const answers = await Promise.all(Array.from({ length: 120 }, () => sender.sendOver(way, secret)))
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(60)
    const refused = answers.filter(({ status }) => status !== 200)
    expect(new Set(refused.map(({ status, retrySeconds }) => `${status} ${retrySeconds}`))).toEqual(new Set(['429 1']))
    await waitUntil('its end', async () => {
      const { status, retrySeconds } = await sender.sendOver(way, secret)
      if (status === 200) return { value: status }
      await sleep(retrySeconds * 1_000)
      return { notYet: `status ${status}` }
    })
    await waitUntil('the outcome', async () => {
      const nowSeconds = Math.floor(Date.now() / 1_000)
      const range = { withUnowned: false, fromSeconds: nowSeconds - 3_600, toSeconds: nowSeconds + 60 }
      const found = (await outcomeSums(store.database, wholeScope(project), range)).filter(
        ({ reason }) => reason === 'rate_limited',
      )
      if (found.length === 0) return { notYet: 'nothing recorded' }
      expect(found).toMatchObject([{ key_id: key.keyId, kind: 'refused' }])
      return { value: found }
    })
  })

  test('of bytes takes the request that goes over it, and refuses the next', async () => {
    const project = await freshProject()
    const { secret } = await makeKey(project, { bytesPerMinute: 10 })
    const neighbour = await makeKey(project)
    expect((await sender.sendOver('http', secret)).status).toBe(200)
    for (const way of ways) {
      const { status, retrySeconds } = await sender.sendOver(way, secret)
      expect(status).toBe(429)
      expect(retrySeconds).toBeGreaterThan(1)
      expect((await sender.sendOver(way, neighbour.secret)).status).toBe(200)
    }
  })

  test('of a reading key holds in the JSON API', async () => {
    const project = await freshProject()
    const { secret } = await makeKey(project, { kind: 'read', requestsPerMinute: 1 })
    expect((await callApi(`/${project}/runs`, bearer(secret))).status).toBe(200)
    const response = await callApi(`/${project}/runs`, bearer(secret))
    expect(response.status).toBe(429)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await response.json()).toMatchObject({ error: { code: 'rate_limited' } })
  })
})

test.each([
  { tenant: 'acme', environment: null },
  { tenant: null, environment: 'prod' },
  { tenant: 'acme', environment: 'prod' },
])('what is sent with a key bound to %j is of it, whatever the spans say', async (binding) => {
  const project = await freshProject()
  const { secret } = await makeKey(project, binding)
  const attributes = [textAttribute('tenant.id', 'said'), textAttribute('deployment.environment.name', 'said')]
  for (const way of ways) expect((await sender.sendOver(way, secret, body(testSpan({ attributes })))).status).toBe(200)
  const rows = await spansOf(store.database, { project })
  expect(rows).toHaveLength(2)
  for (const { tenant, environment, sources } of rows) {
    expect({ tenant, environment }).toEqual({
      tenant: binding.tenant ?? 'said',
      environment: binding.environment ?? 'said',
    })
    const from = z.record(z.string(), z.string()).parse(JSON.parse(sources))
    expect([from['tenant'] === 'key', from['environment'] === 'key']).toEqual([
      binding.tenant !== null,
      binding.environment !== null,
    ])
  }
})

describe('keys in the JSON API', () => {
  test('show neither hash nor secret, but when they were last used', async () => {
    const project = await freshProject()
    const made = await makeKey(project, { name: 'agents' })
    const [stored] = await listKeys(store.database, project)
    expect((await keysOf(project))[0]?.usedAt).toBeNull()
    await sender.sendOver('http', made.secret)
    const used = await waitUntil('the use', async () => {
      const [key] = await keysOf(project)
      return key?.usedAt ? { value: key } : { notYet: 'never used' }
    })
    expect(used).toMatchObject({ name: 'agents', createdBy: 'local', prefix: made.secret.slice(0, 19) })
    const answers = await Promise.all([callApi(`/${project}/keys`), revoke(project, made.key.keyId)])
    for (const text of await Promise.all(answers.map((answer) => answer.text()))) {
      expect(text).toContain(made.key.keyId)
      expect(text).not.toContain(made.secret.slice(20))
      expect(text).not.toContain(stored?.hash)
    }
  })

  test('are for admins: a key of any kind makes, rotates and revokes none', async () => {
    const project = await freshProject()
    const { key } = await makeKey(project)
    for (const kind of ['ingest', 'read', 'admin'] as const) {
      const { secret } = await makeKey(project, { kind })
      const headers = bearer(secret)
      expect((await callApi(`/${project}/keys`, headers)).status).toBe(kind === 'admin' ? 200 : 403)
      expect((await writeApi('POST', `/${project}/keys`, {}, headers)).status).toBe(403)
      expect((await writeApi('POST', `/${project}/keys/${key.keyId}/rotate`, {}, headers)).status).toBe(403)
      expect((await writeApi('DELETE', `/${project}/keys/${key.keyId}`, {}, headers)).status).toBe(403)
    }
  })

  test('of another project are not there', async () => {
    const [project, other] = [await freshProject(), await freshProject()]
    const { key } = await makeKey(other)
    for (const answer of [
      await writeApi('POST', `/${project}/keys/${key.keyId}/rotate`, {}),
      await revoke(project, key.keyId),
    ]) {
      expect(answer.status).toBe(404)
    }
    expect(await keysOf(project)).toEqual([])
  })

  test.each<[string, KeyInput]>([
    ['no requests at all', { requestsPerMinute: 0 }],
    ['an end in the past', { days: -1 }],
  ])('are not made with %s', async (_what, input) => {
    const project = await freshProject()
    expect((await writeApi('POST', `/${project}/keys`, input)).status).toBe(400)
    expect(await keysOf(project)).toEqual([])
  })

  test('of a wrong kind open nothing', async () => {
    const project = await freshProject()
    const reader = await makeKey(project, { kind: 'read' })
    const writer = await makeKey(project, { kind: 'ingest' })
    for (const way of ways) expect((await sender.sendOver(way, reader.secret)).status).toBe(403)
    expect(await errorOf(`/${project}/runs`, bearer(writer.secret))).toMatchObject({ status: 403 })
  })
})
