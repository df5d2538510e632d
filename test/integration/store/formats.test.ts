import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client'
import { readdir } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isEmbedded, startStore, type TestStore } from '../../support/store.ts'

let store: TestStore
let client: ClickHouseClient
beforeAll(async () => {
  store = await startStore({ isEmpty: true })
  client = createClient({ ...store.connection, log: { level: ClickHouseLogLevel.OFF } })
  await client.command({
    query:
      "CREATE TABLE rows (id UInt64, name String, note String DEFAULT concat('of ', name), upper String MATERIALIZED upper(name)) ENGINE = MergeTree ORDER BY id",
  })
})
beforeEach(() => client.command({ query: 'TRUNCATE TABLE rows' }))
afterAll(async () => {
  await client.close()
  await store.stop()
})

async function stored(): Promise<string> {
  const result = await client.query({
    query: 'SELECT id, name, note, upper FROM rows ORDER BY id',
    format: 'TabSeparated',
  })
  return result.text()
}

const awkward = 'semi;colon "quoted" it\'s\ttab\nline \\ back 🧨'

describe('inserts', () => {
  test('JSONEachRow, with defaults for what is left out', async () => {
    const { summary } = await client.insert({
      table: 'rows',
      values: [
        { id: 1, name: awkward },
        { id: '2', name: 'b', note: 'n' },
      ],
      format: 'JSONEachRow',
    })
    expect(summary?.written_rows).toBe('2')
    expect((await stored()).split('\n').length).toBe(3)
    const result = await client.query({ query: 'SELECT name, note FROM rows WHERE id = 1', format: 'JSONEachRow' })
    expect(await result.json()).toEqual([{ name: awkward, note: `of ${awkward}` }])
  })

  test.each([
    [
      'JSONCompactEachRow',
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    [
      'JSONStringsEachRow',
      [
        { id: '1', name: 'a' },
        { id: '2', name: 'b' },
      ],
    ],
  ] as const)('%s', async (format, values) => {
    await client.insert({ table: 'rows', values: [...values], format, columns: ['id', 'name'] })
    expect(await stored()).toBe('1\ta\tof a\tA\n2\tb\tof b\tB\n')
  })

  test.each([
    ['CSV', '1,"a"\n2,b\n'],
    ['TabSeparated', '1\ta\n2\tb\n'],
    ['CSVWithNames', 'name,id\na,1\nb,2\n'],
  ] as const)('%s from a stream', async (format, body) => {
    await client.insert({
      table: 'rows',
      values: Readable.from([body.slice(0, 3), body.slice(3)], { objectMode: false }),
      format,
      columns: ['id', 'name'],
    })
    expect(await stored()).toBe('1\ta\tof a\tA\n2\tb\tof b\tB\n')
  })

  test('VALUES in the statement, with expressions, parameters and semicolons in text', async () => {
    await client.command({
      query: "INSERT INTO rows (id, name) VALUES (1, 'a;b'), (1 + 1, {name:String})",
      query_params: { name: "it's" },
    })
    expect(await stored()).toBe("1\ta;b\tof a;b\tA;B\n2\tit\\'s\tof it\\'s\tIT\\'S\n")
  })

  test('INSERT SELECT, and data behind FORMAT in the statement', async () => {
    await client.command({ query: "INSERT INTO rows (id, name) SELECT number + 1, 'a' FROM numbers(1)" })
    await client.command({ query: 'INSERT INTO rows (id, name) FORMAT JSONEachRow {"id": 2, "name": "b"}' })
    expect(await stored()).toBe('1\ta\tof a\tA\n2\tb\tof b\tB\n')
  })

  test('RowBinary: every byte, in any amount', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => binaryRow(index, 'x;\n\0 \xff'.repeat(index % 50)))
    await store.database.insert('rows', rows, { format: 'RowBinary', columns: ['id', 'name'] })
    const result = await client.query({
      query: 'SELECT count() AS rows, sum(id) AS ids, sum(length(name)) AS bytes FROM rows',
      format: 'JSONEachRow',
    })
    const bytes = rows.reduce((sum, _, index) => sum + (index % 50) * 7, 0)
    expect(await result.json()).toEqual([{ rows: 20_000, ids: (20_000 * 19_999) / 2, bytes }])
  })

  test('a bad row stores nothing and is named', async () => {
    const bad = client.insert({
      table: 'rows',
      values: [
        { id: 1, name: 'a' },
        { id: 'no number', name: 'b' },
      ],
      format: 'JSONEachRow',
    })
    await expect(bad).rejects.toMatchObject({ code: '27', message: expect.stringMatching(/at row 2|no number/) })
    await expect(bad).rejects.not.toMatchObject({ message: expect.stringContaining('store-spool') })
    expect(await stored()).toBe('')
  })

  test('gzip bodies', async () => {
    const zipping = createClient({ ...store.connection, compression: { request: true, response: true } })
    await zipping.insert({ table: 'rows', values: [{ id: 1, name: 'a' }], format: 'JSONEachRow' })
    const result = await zipping.query({ query: 'SELECT id, name FROM rows', format: 'JSONEachRow' })
    expect(await result.json()).toEqual([{ id: 1, name: 'a' }])
    await zipping.close()
  })
})

function binaryRow(id: number, name: string): Buffer {
  const bytes = Buffer.from(name)
  const row = Buffer.alloc(8)
  row.writeBigUInt64LE(BigInt(id))
  const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7]
  return Buffer.concat([row, Buffer.from(length), bytes])
}

describe('results', () => {
  test.each([
    ['JSON', '"meta"'],
    ['JSONCompact', '"meta"'],
    ['JSONObjectEachRow', '"row_1"'],
    ['CSVWithNames', '"number","name"'],
    ['TabSeparatedWithNamesAndTypes', 'UInt64\tString'],
    ['JSONEachRow', '"number":0,'],
    ['JSONCompactEachRow', '[0, '],
    ['CSV', '0,"0"\n1,"1"'],
    ['RowBinary', '\x06100000'],
  ] as const)('%s is one document, however long', async (format, once) => {
    const { stream } = await client.exec({
      query: `SELECT number, toString(number) AS name FROM numbers(200000) FORMAT ${format}`,
    })
    const body = await text(stream)
    expect(body.split(once).length).toBe(2)
    expect(body.length).toBeGreaterThan(2_000_000)
  })

  test('default_format, and TabSeparated without it', async () => {
    const read = async (settings: Record<string, string>): Promise<string> => {
      const { stream } = await client.exec({ query: "SELECT 1 AS a, 'b' AS b", clickhouse_settings: settings })
      return text(stream)
    }
    expect(await read({})).toBe('1\tb\n')
    expect(await read({ default_format: 'CSV' })).toBe('1,"b"\n')
  })

  test.each(['gzip', 'zstd', 'br'])('%s on request', async (encoding) => {
    const response = await raw(
      { enable_http_compression: '1', query: 'SELECT number FROM numbers(1000)' },
      { 'accept-encoding': encoding },
    )
    expect(response.headers.get('content-encoding')).toBe(encoding)
    expect((await response.text()).split('\n').length).toBe(1001)
  })

  test('request bodies in gzip by hand', async () => {
    const response = await raw({}, { 'content-encoding': 'gzip' }, gzipSync('SELECT 42'))
    expect(await response.text()).toBe('42\n')
  })

  test('statements other than SELECT', async () => {
    const read = async (query: string): Promise<unknown[]> =>
      (await client.query({ query, format: 'JSONEachRow' })).json()
    expect(await read('EXISTS TABLE rows')).toEqual([{ result: 1 }])
    expect(await read('SHOW TABLES')).toEqual([{ name: 'rows' }])
    expect((await read('DESCRIBE TABLE rows')).length).toBe(4)
    expect((await read('EXPLAIN SELECT 1')).length).toBeGreaterThan(0)
    expect(await read('WITH 1 AS one SELECT one')).toEqual([{ one: 1 }])
    expect(await read('-- a comment\n(SELECT 1 AS a) UNION ALL (SELECT 2) /* and another */;')).toHaveLength(2)
  })
})

function raw(parameters: Record<string, string>, headers: Record<string, string>, body?: Buffer): Promise<Response> {
  const { url, username, password, database } = store.connection
  const query = new URLSearchParams({ database, ...parameters })
  return fetch(`${url}/?${query}`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`, ...headers },
    ...(body === undefined ? {} : { body: Uint8Array.from(body) }),
  })
}

test.runIf(isEmbedded)('files of inserts do not stay behind', async () => {
  expect(await readdir(`${store.dataDir}/store-spool`)).toEqual([])
})
