import { randomUUID } from 'node:crypto'
import { readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { handedOverHeader, handOver } from '#clickhouse/hand-over.ts'
import { sweepSpool } from '#clickhouse/embedded/sweep-spool.ts'
import { encodeRows, text, uint64, type InsertTable } from '#clickhouse/tables/columns.ts'
import { isEmbedded, startStore, type TestStore } from '../../support/store.ts'

type Row = { id: number; name: string }
const table: InsertTable<Row> = {
  name: 'handed',
  columns: [uint64('id', ({ id }) => id), text('name', ({ name }) => name)],
}
const rows = Array.from({ length: 2_000 }, (_, id) => ({ id, name: `${id} `.repeat(100) }))
const body = encodeRows(table, rows)
const insert = 'INSERT INTO handed (id, name) FORMAT Native'

describe.runIf(isEmbedded)('data that is handed over as a file', () => {
  let store: TestStore
  let spoolDir: string
  beforeAll(async () => {
    store = await startStore()
    spoolDir = store.connection.spoolDir ?? ''
    await store.database.command('CREATE TABLE handed (id UInt64, name String) ENGINE = MergeTree ORDER BY id')
  })
  afterAll(() => store.stop())

  const sums = () =>
    store.database.query({ name: 'sums', sql: 'SELECT count() AS n, sum(length(name)) AS bytes FROM handed' })
  const post = (name: string): Promise<Response> => {
    const { url, username, password, database } = store.connection
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
    return fetch(`${url}/?database=${database}`, {
      method: 'POST',
      headers: { authorization, [handedOverHeader]: name },
      body: insert,
    })
  }

  test('is stored like data that is sent, and removed', async () => {
    const options = { format: 'Native', columns: ['id', 'name'] } as const
    const half = body.length >> 1
    expect(body.length).toBeGreaterThan(256 * 1024)
    const expected = [{ n: '2000', bytes: String(rows.reduce((sum, { name }) => sum + name.length, 0)) }]
    for (const bytes of [body, [body.subarray(0, half), body.subarray(half)]]) {
      await store.database.command('TRUNCATE TABLE handed')
      await store.database.insert('handed', bytes, options)
      expect(await sums()).toEqual(expected)
    }
    expect(await readdir(spoolDir)).toEqual([])
  })

  test('comes from the spool folder only', async () => {
    for (const name of ['../store.json', '/etc/passwd', '', `${randomUUID()}/x`]) {
      expect((await post(name)).status, name).toBe(400)
    }
    const missing = await post(randomUUID())
    expect(missing.headers.get('x-clickhouse-exception-code')).toBe('107')
  })

  test('is sent where it is small, or where the folder cannot be written', async () => {
    expect(await handOver([body.subarray(0, 1_000)], spoolDir)).toBeNull()
    expect(await handOver([body], join(spoolDir, 'elsewhere'))).toBeNull()
    expect(await handOver([body], undefined)).toBeNull()
  })

  test('is removed when nobody came for it', async () => {
    const [old, young] = [join(spoolDir, randomUUID()), join(spoolDir, randomUUID())]
    for (const path of [old, young]) await writeFile(path, 'x')
    await utimes(old, 0, 0)
    expect(await sweepSpool(spoolDir, Date.now())).toBe(1)
    expect((await readdir(spoolDir)).map((name) => join(spoolDir, name))).toEqual([young])
    await rm(young)
  })
})
