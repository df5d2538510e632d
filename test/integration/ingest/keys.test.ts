import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineSystemQuery } from '#clickhouse/define-system-query.ts'
import { AppError } from '#lib/domain/errors.ts'
import { attributionEntries, attributionId } from '#lib/server/attribution-rules.ts'
import { CachedKeyVerifier, createKey, hashSecret, listKeys, revokeKey } from '#lib/server/keys.ts'
import { createProject, listProjects } from '#lib/server/projects.ts'
import { writeConfig } from '#clickhouse/queries/config/write-config.ts'
import { newestConfig } from '#clickhouse/queries/config/newest-config.ts'
import { encodeTraces, send, testSpan, textAttribute } from '#test/support/otlp.ts'
import { runIngestToExit, startIngestProcess, type IngestProcess } from '#test/support/process.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { waitUntil } from '#test/support/wait-until.ts'

let store: TestStore
let open: IngestProcess
let closed: IngestProcess

beforeAll(async () => {
  store = await startStore()
  open = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
  closed = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir, TACHO_AUTH: 'required' })
})
afterAll(async () => {
  await Promise.all([open.stop(), closed.stop()])
  await store.stop()
})

const storedSpan = defineSystemQuery({
  name: 'test-stored-span',
  params: z.object({ traceId: z.string() }),
  row: z.object({ project: z.string(), tenant: z.string(), feature: z.string(), identity_sources: z.string() }),
  sql: 'SELECT project, tenant, feature, identity_sources FROM spans WHERE trace_id = {traceId:String}',
})

/** A project of its own with one key. */
async function projectWithKey(change: Partial<Parameters<typeof createKey>[1]> = {}) {
  const project = `p-${randomUUID().slice(0, 8)}`
  const now = new Date()
  await createProject(store.database, { project, name: '', actor: 'test', now })
  const input = {
    project,
    kind: 'ingest' as const,
    name: '',
    tenant: null,
    expiresAt: null,
    actor: 'test',
    now,
    ...change,
  }
  return { project, ...(await createKey(store.database, input)) }
}

async function sendWith(ingest: IngestProcess, headers: Record<string, string>, path = '/v1/traces') {
  const record = testSpan({ attributes: [textAttribute('tenant.id', 'from-attributes')] })
  const response = await send(ingest.url + path, encodeTraces([record], 'protobuf'), { headers })
  const rows = response.status === 200 ? await storedSpan(store.database, { traceId: record.span.traceId }) : []
  return { status: response.status, row: rows[0] ?? null }
}

describe('the key decides the project', () => {
  test.each<[string, (secret: string) => Record<string, string>]>([
    ['Bearer', (secret) => ({ authorization: `Bearer ${secret}` })],
    ['URL-encoded Bearer', (secret) => ({ authorization: `Bearer%20${secret}` })],
    ['lower-case bearer', (secret) => ({ authorization: `bearer ${secret}` })],
    ['x-api-key', (secret) => ({ 'x-api-key': secret })],
    ['Basic with the key as password', (secret) => ({ authorization: `Basic ${btoa(`pk:${secret}`)}` })],
    ['Basic with the key as user', (secret) => ({ authorization: `Basic ${btoa(`${secret}:sk`)}` })],
  ])('%s', async (_form, headersOf) => {
    const { project, secret } = await projectWithKey()
    for (const path of ['/v1/traces', '/api/public/otel/v1/traces']) {
      const { status, row } = await sendWith(closed, headersOf(secret), path)
      expect(status).toBe(200)
      expect(row?.project).toBe(project)
    }
  })

  test('without a key: project "default" when keys are optional, 401 when they are required', async () => {
    expect((await sendWith(open, {})).row?.project).toBe('default')
    expect((await sendWith(closed, {})).status).toBe(401)
  })

  test.each([
    ['unknown', { authorization: 'Bearer tacho_ingest_unknown' }],
    ['of another scheme', { authorization: 'Digest x' }],
    ['Basic without our key', { authorization: `Basic ${btoa('pk-lf-1:sk-lf-1')}` }],
    ['with SQL in it', { 'x-api-key': "' OR 1=1 --" }],
  ])('a key that is %s is 401 even where keys are optional', async (_what, headers) => {
    expect((await sendWith(open, headers)).status).toBe(401)
    expect((await sendWith(closed, headers)).status).toBe(401)
  })

  test('a key of another kind is 403, an expired one 401', async () => {
    const { secret: readSecret } = await projectWithKey({ kind: 'read' })
    expect((await sendWith(open, { 'x-api-key': readSecret })).status).toBe(403)
    const { secret: oldSecret } = await projectWithKey({ expiresAt: new Date(Date.now() - 1000) })
    expect((await sendWith(open, { 'x-api-key': oldSecret })).status).toBe(401)
  })

  test('where keys are required, /metrics needs one of kind read or admin; /health needs none', async () => {
    const { secret } = await projectWithKey({ kind: 'read' })
    const statusOf = async (path: string, headers = {}) => (await fetch(closed.url + path, { headers })).status
    expect(await statusOf('/metrics')).toBe(401)
    expect(await statusOf('/metrics', { 'x-api-key': secret })).toBe(200)
    expect(await statusOf('/health')).toBe(200)
  })

  test('rules of the project decide what attributes say, in every process within seconds', async () => {
    const { project, secret, key } = await projectWithKey()
    const fields = {
      tenant: { keys: ['customer_number'], builtIn: true, apiKeys: [], services: [], renamed: [{ from: 'from-attributes', to: 'Acme' }] },
      feature: { keys: [], builtIn: true, apiKeys: [{ keyId: key.keyId, value: 'checkout' }], services: [], renamed: [] },
    } // prettier-ignore
    const write = { project, id: attributionId, expectedVersion: 0, actor: 'test', reason: '', now: new Date() }
    await attributionEntries.write(store.database, { ...write, body: { fields } })
    const row = await waitUntil('rules', async () => {
      const sent = await sendWith(open, { 'x-api-key': secret })
      return sent.row?.tenant === 'Acme' ? { value: sent.row } : { notYet: sent.row?.tenant ?? '' }
    })
    expect(row.feature).toBe('checkout')
    expect(JSON.parse(row.identity_sources)).toEqual({
      tenant: 'tenant.id, renamed',
      feature: 'fallback:key',
      key: key.keyId,
    })
  })

  test('a key bound to a tenant wins over attributes', async () => {
    const { secret } = await projectWithKey({ tenant: 'acme' })
    const { row } = await sendWith(open, { 'x-api-key': secret })
    expect(row?.tenant).toBe('acme')
    expect(JSON.parse(row?.identity_sources ?? '{}')).toMatchObject({ tenant: 'key' })
  })

  test('a revoked key is refused a moment later', async () => {
    const { project, key, secret } = await projectWithKey()
    expect((await sendWith(open, { 'x-api-key': secret })).status).toBe(200)
    await revokeKey(store.database, { project, keyId: key.keyId, actor: 'test', reason: '', now: new Date() })
    await waitUntil(
      'the refusal',
      async () => {
        const { status } = await sendWith(open, { 'x-api-key': secret })
        return status === 401 ? { value: status } : { notYet: `status ${status}` }
      },
      { timeoutMs: 5_000 },
    )
  })
})

describe('keys and projects as stored', () => {
  test('the secret is not in the database', async () => {
    const { project, key, secret } = await projectWithKey()
    const [stored] = await listKeys(store.database, project)
    expect(stored).toEqual(key)
    expect(stored?.hash).toBe(hashSecret(secret))
    expect(JSON.stringify(stored)).not.toContain(secret.slice(20))
  })

  test('projects are listed, the default one first', async () => {
    const { project } = await projectWithKey()
    const projects = (await listProjects(store.database)).map((entry) => entry.project)
    expect(projects[0]).toBe('default')
    expect(projects).toContain(project)
  })

  test('a project cannot be created twice, nor a key in none', async () => {
    const { project } = await projectWithKey()
    await expect(
      createProject(store.database, { project, name: '', actor: 'test', now: new Date() }),
    ).rejects.toMatchObject({ code: 'conflict' })
    await expect(projectWithKey({ project: 'nowhere' })).rejects.toMatchObject({ code: 'not_found' })
  })

  test.each([1, 2, 3, 4, 5])('of writers that saw the same version one wins and the others are told (%i)', async () => {
    const id = randomUUID()
    const write = (expectedVersion: number, body: string) =>
      writeConfig(store.database, {
        project: 'default',
        kind: 'test',
        id,
        expectedVersion,
        body,
        actor: 'test',
        reason: '',
        deleted: false,
        now: new Date(),
      })
    await write(0, 'first')
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => write(1, `writer ${index}`)))
    const winners = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(winners).toHaveLength(1)
    for (const reason of reasons) expect(reason).toMatchObject({ code: 'conflict' })
    // Who was first must stay first when the parts are merged.
    await store.database.command('OPTIMIZE TABLE config FINAL')
    const [newest] = await newestConfig(store.database, { project: 'default', kind: 'test', id })
    expect(newest).toEqual(winners[0])
    expect(newest?.version).toBe(2)
  })
})

describe('CachedKeyVerifier', () => {
  test('asks the database once for many at the same time, and not for each guess', async () => {
    const { key, secret } = await projectWithKey()
    let nowMs = 0
    let loads = 0
    const verifier = new CachedKeyVerifier({
      now: () => nowMs,
      loadKeys: async () => {
        loads += 1
        return [key]
      },
    })
    const found = await Promise.all(Array.from({ length: 20 }, () => verifier.verify(secret)))
    expect(found).toEqual(Array.from({ length: 20 }, () => key))
    expect(loads).toBe(1)
    for (let guess = 0; guess < 100; guess += 1) expect(await verifier.verify(`guess ${guess}`)).toBeNull()
    expect(loads).toBe(11)
    nowMs = 1_000
    await verifier.verify('guess')
    expect(loads).toBe(12)
    nowMs = 4_100
    await verifier.verify(secret)
    expect(loads).toBe(13)
  })

  test('finds a key that is new for all who present it at once, with one look', async () => {
    const { key, secret } = await projectWithKey()
    const stored: (typeof key)[] = []
    let loads = 0
    const verifier = new CachedKeyVerifier({
      loadKeys: async () => {
        loads += 1
        return [...stored]
      },
    })
    expect(await verifier.verify('other')).toBeNull()
    loads = 0
    stored.push(key)
    const found = await Promise.all(Array.from({ length: 200 }, () => verifier.verify(secret)))
    expect(found).toEqual(Array.from({ length: 200 }, () => key))
    expect(loads).toBe(1)
  })

  test('rejects while the keys cannot be read, then recovers', async () => {
    const { key, secret } = await projectWithKey()
    let isAway = true
    const verifier = new CachedKeyVerifier({
      loadKeys: async () => {
        if (isAway) throw new AppError('unavailable', 'away')
        return [key]
      },
    })
    await expect(verifier.verify(secret)).rejects.toMatchObject({ code: 'unavailable' })
    isAway = false
    expect(await verifier.verify(secret)).toEqual(key)
  })
})

test('an open listener without required keys does not start', async () => {
  const { code, output } = await runIngestToExit({ TACHO_DATA_DIR: store.dataDir, HOST: '0.0.0.0' })
  expect(code).toBe(78)
  expect(output).toMatch(/^HOST=0\.0\.0\.0 lets other machines send data: set TACHO_AUTH=required[^\n]*\n$/)
})

test('a busy port is one sentence with the way out', async () => {
  const { code, output } = await runIngestToExit({
    TACHO_DATA_DIR: store.dataDir,
    OTLP_HTTP_PORT: new URL(open.url).port,
  })
  expect(code).toBe(78)
  expect(output).toMatch(/^Port \d+ is in use: [^\n]*OTLP_HTTP_PORT[^\n]*\n$/)
})
