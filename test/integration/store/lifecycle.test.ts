import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openDatabase } from '#clickhouse/client.ts'
import { resolveConnection } from '#clickhouse/connection.ts'
import { defineSystemQuery } from '#clickhouse/define-system-query.ts'
import { isEmbedded, runStoreToExit, startStore, type TestStore } from '../../support/store.ts'

const ids = defineSystemQuery({
  name: 'ids',
  params: z.object({}),
  row: z.object({ id: z.number() }),
  sql: 'SELECT id FROM t ORDER BY id',
})

const table = 'CREATE TABLE IF NOT EXISTS t (id UInt64, body String) ENGINE = MergeTree ORDER BY id'

describe.runIf(isEmbedded)('the embedded store', () => {
  let store: TestStore
  beforeEach(async () => {
    store = await startStore({ isEmpty: true })
    await store.database.command(table)
  })
  afterEach(() => store.stop())

  test('keeps its data over a restart, and open clients follow it to its new port', async () => {
    await store.database.insert('t', [{ id: 1, body: 'x' }])
    await store.restart()
    const now = await resolveConnection({ dataDir: store.dataDir })
    expect(now.url).not.toBe(store.connection.url)
    expect(await ids(store.database, {})).toEqual([{ id: 1 }])
    await store.restart()
    await store.database.insert('t', [{ id: 2, body: 'y' }])
    expect(await ids(store.database, {})).toEqual([{ id: 1 }, { id: 2 }])
  })

  test('a call may wait for it', async () => {
    await store.kill()
    await expect(ids(store.database, {})).rejects.toMatchObject({ name: 'AppError', code: 'unavailable' })
    const waiting = ids(store.database, {}, { waitMs: 20_000 })
    const inserting = store.database.insert('t', [{ id: 3, body: 'z' }], { waitMs: 20_000 })
    await store.restart()
    await inserting
    expect(await waiting).toBeInstanceOf(Array)
    expect((await ids(store.database, {})).at(-1)).toEqual({ id: 3 })
  })

  test('the password is for the owner only', async () => {
    expect((await stat(join(store.dataDir, 'store.json'))).mode & 0o777).toBe(0o600)
  })

  test('a second process on the same folder is refused with one sentence', async () => {
    const second = await runStoreToExit(store.dataDir)
    expect(second.code).toBe(78)
    expect(second.stderr.trim().split('\n')).toHaveLength(1)
    expect(second.stderr).toMatch(/already in use by process \d+; stop that process, or set TACHO_DATA_DIR/)
    expect(await store.database.ping()).toBe(true)
  })

  test('kill -9 while inserting loses no acknowledged row, three times', async () => {
    const acknowledged = new Set<number>()
    let next = 0
    for (let round = 0; round < 3; round += 1) {
      const writers = Array.from({ length: 3 }, async () => {
        for (;;) {
          const batch = Array.from({ length: 50 }, () => ({ id: (next += 1), body: 'x'.repeat(500) }))
          try {
            await store.database.insert('t', batch)
          } catch {
            return // killed: this batch was never acknowledged
          }
          for (const row of batch) acknowledged.add(row.id)
        }
      })
      await sleep(400 + round * 150)
      await store.kill()
      await Promise.all(writers)
      await store.restart()
    }
    const stored = new Set((await ids(store.database, {})).map((row) => row.id))
    expect(acknowledged.size).toBeGreaterThan(0)
    expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([])
  })
})

describe('many at once', () => {
  test('readers see whole batches while others write', async () => {
    const store = await startStore({ isEmpty: true })
    try {
      await store.database.command(table)
      const counts = defineSystemQuery({
        name: 'counts',
        params: z.object({}),
        row: z.object({ rows: z.number() }),
        sql: 'SELECT count() AS rows FROM t',
      })
      const written = new AbortController()
      const seen: number[] = []
      const reader = async (): Promise<void> => {
        while (!written.signal.aborted) seen.push((await counts(store.database, {}))[0]?.rows ?? -1)
      }
      const writer = async (from: number): Promise<void> => {
        for (let batch = 0; batch < 10; batch += 1) {
          const first = from + batch * 100
          await store.database.insert(
            't',
            Array.from({ length: 100 }, (_, index) => ({ id: first + index, body: 'b' })),
          )
        }
      }
      const readers = Promise.all([reader(), reader(), reader(), reader()])
      await Promise.all([writer(0), writer(10_000), writer(20_000)])
      written.abort()
      await readers
      expect((await counts(store.database, {}))[0]?.rows).toBe(3_000)
      expect(seen.filter((rows) => rows % 100 !== 0)).toEqual([])
    } finally {
      await store.stop()
    }
  })
})

describe.runIf(isEmbedded)('starting', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tacho-start-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  test('takes over a lock whose process is gone, or whose number now belongs to another process', async () => {
    const dataDir = join(folder, 'a folder')
    await mkdir(dataDir)
    for (const holder of [{ pid: 4_000_000, startedAt: '1' }, { pid: process.pid, startedAt: '1' }, 'garbage']) {
      await writeFile(join(dataDir, 'store.lock'), JSON.stringify(holder))
      const store = await startStore({ dataDir })
      expect(await store.database.ping()).toBe(true)
      await store.stop()
    }
    await expect(readFile(join(dataDir, 'store.lock'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('a busy port and an unusable folder are one sentence each', async () => {
    const store = await startStore({ dataDir: join(folder, 'first') })
    const { port } = new URL(store.connection.url)
    const busy = await runStoreToExit(join(folder, 'second'), { TACHO_STORE_PORT: port })
    expect(busy).toEqual({
      code: 78,
      stderr: expect.stringMatching(/^Port \d+ is already in use; set TACHO_STORE_PORT [^\n]*\n$/),
    })
    await store.stop()
    const globbed = await runStoreToExit(join(folder, 'what*'))
    expect(globbed).toEqual({
      code: 78,
      stderr: expect.stringMatching(/^The data folder [^\n]*set TACHO_DATA_DIR to another folder\.\n$/),
    })
  })

  test('a platform without the engine is told to use a server', async () => {
    const pretend = encodeURIComponent(`Object.defineProperty(process, 'arch', { value: 'mips' })`)
    const otherPlatform = `data:text/javascript,${pretend}`
    const refused = await runStoreToExit(folder, { NODE_OPTIONS: `--import=${otherPlatform}` })
    expect(refused.code).toBe(78)
    expect(refused.stderr).toMatch(/^The embedded store cannot run here \(linux-mips[^\n]*set CLICKHOUSE_URL [^\n]*\n$/)
  })

  test('a database that is not there is unavailable, with the way out', async () => {
    const database = openDatabase(() => resolveConnection({ dataDir: folder }))
    await expect(ids(database, {})).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('npm start'),
    })
    expect(await database.ping()).toBe(false)
    await database.close()
  })
})
