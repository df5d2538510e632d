import { ClickHouseLogLevel, createClient, TupleParam, type ClickHouseClient } from '@clickhouse/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startStore, type TestStore } from '../../support/store.ts'

let store: TestStore
let client: ClickHouseClient
beforeAll(async () => {
  store = await startStore()
  client = createClient({ ...store.connection, log: { level: ClickHouseLogLevel.OFF } })
  await client.command({ query: 'CREATE TABLE victims (id UInt64, name String) ENGINE = MergeTree ORDER BY id' })
  await client.command({ query: "INSERT INTO victims VALUES (1, 'kept')" })
})
afterAll(async () => {
  await client.close()
  await store.stop()
})

/** The unmodified client; the value comes back as text, so that every digit counts. */
async function roundTrip(type: string, value: unknown): Promise<string> {
  const result = await client.query({
    query: `SELECT toString({value:${type}}) AS value, toTypeName({value:${type}}) AS type`,
    query_params: { value },
    format: 'JSONEachRow',
    clickhouse_settings: { session_timezone: 'UTC' },
  })
  const [row] = await result.json<{ value: string | null; type: string }>()
  return `${row?.value ?? 'NULL'} :: ${row?.type}`
}

describe('parameters of every type arrive exactly', () => {
  test.each([
    ['UInt8', 255, '255'],
    ['UInt64', '18446744073709551615', '18446744073709551615'],
    ['UInt64', 18446744073709551615n, '18446744073709551615'],
    ['Int64', -9223372036854775808n, '-9223372036854775808'],
    [
      'Int256',
      '-57896044618658097711785492504343953926634992332820282019728792003956564819968',
      '-57896044618658097711785492504343953926634992332820282019728792003956564819968',
    ],
    ['Float64', 0.1, '0.1'],
    ['Float64', Number.NEGATIVE_INFINITY, '-inf'],
    ['Decimal(38, 12)', '12345678901234567890.123456789012', '12345678901234567890.123456789012'],
    ['Bool', true, 'true'],
    ['String', '', ''],
    ['String', 'plain', 'plain'],
    ['FixedString(3)', 'abc', 'abc'],
    ['LowCardinality(String)', 'low', 'low'],
    ['Date', '2026-11-21', '2026-11-21'],
    ['DateTime', '2026-11-21 10:11:12', '2026-11-21 10:11:12'],
    ["DateTime64(9, 'UTC')", '2026-11-21 10:11:12.123456789', '2026-11-21 10:11:12.123456789'],
    ["DateTime64(3, 'UTC')", new Date('2026-11-21T10:11:12.345Z'), '2026-11-21 10:11:12.345'],
    ['UUID', '61f0c404-5cb3-11e7-907b-a6006ad3dba0', '61f0c404-5cb3-11e7-907b-a6006ad3dba0'],
    ['IPv4', '127.0.0.1', '127.0.0.1'],
    ["Enum8('a' = 1, 'b' = 2)", 'b', 'b'],
    ['Nullable(String)', null, 'NULL'],
    ['Nullable(String)', 'there', 'there'],
    ['Nullable(UInt64)', null, 'NULL'],
    ['Array(String)', ["it's", 'back\\slash', ''], String.raw`['it\'s','back\\slash','']`],
    ['Array(UInt64)', [1, 18446744073709551615n], '[1,18446744073709551615]'],
    ['Array(Nullable(UInt8))', [1, null], '[1,NULL]'],
    ['Array(Array(Int8))', [[1], [], [-2, 3]], '[[1],[],[-2,3]]'],
    ['Map(String, UInt64)', { a: 1, "b'": 2 }, String.raw`{'a':1,'b\'':2}`],
    ['Tuple(UInt8, String)', new TupleParam([1, 'x']), "(1,'x')"],
  ])('%s %s', async (type, value, expected) => {
    expect((await roundTrip(type, value)).split(' :: ')[0]).toBe(expected)
  })

  test('Identifier', async () => {
    const result = await client.query({
      query: 'SELECT {column:Identifier} AS found FROM {table:Identifier} WHERE id = 1',
      query_params: { column: 'name', table: 'victims' },
      format: 'JSONEachRow',
    })
    expect(await result.json()).toEqual([{ found: 'kept' }])
  })

  test('megabytes, in the URL or as form', async () => {
    const list = Array.from({ length: 50_000 }, (_, index) => `id-${index}`)
    const result = await client.query({
      query: 'SELECT length({list:Array(String)}) AS count, {list:Array(String)}[50000] AS last',
      query_params: { list },
      use_multipart_params: true,
      format: 'JSONEachRow',
    })
    expect(await result.json()).toEqual([{ count: 50_000, last: 'id-49999' }])
    const long = 'x'.repeat(200_000)
    expect(await roundTrip('String', long)).toBe(`${long} :: String`)
  })
})

const hostile = [
  `'; DROP TABLE victims; --`,
  `' OR 1=1 --`,
  `\\'; DROP TABLE victims; --`,
  `\\\\'; DROP TABLE victims; --`,
  `x\\`,
  `'`,
  `''`,
  `"`,
  '`; DROP TABLE victims; `',
  `'); INSERT INTO victims VALUES (2, 'evil'); --`,
  `/* */ ' /* `,
  '$$; DROP TABLE victims; $$',
  'tab\there\nnew line\r\nNUL\0end',
  '\\N',
  '\\0\\x27; DROP TABLE victims',
  'ünïcödé 🧨 \u2018quoted\u2019 \u201ctext\u201d \u{10ffff}',
  'SETTINGS readonly = 0 FORMAT Null',
  '{other:String}',
]

describe('hostile text', () => {
  test.each(hostile)('stays a value: %j', async (text) => {
    const result = await client.query({
      query: `SELECT
        {text:String} AS text,
        {list:Array(String)} AS list,
        {map:Map(String, String)} AS map,
        {nullable:Nullable(String)} AS nullable,
        (SELECT count() FROM victims WHERE name = {text:String}) AS found`,
      query_params: { text, list: [text, text], map: { [text]: text }, nullable: text },
      format: 'JSONEachRow',
    })
    expect(await result.json()).toEqual([
      { text, list: [text, text], map: { [text]: text }, nullable: text === '\\N' ? '\\N' : text, found: 0 },
    ])
    const left = await client.query({ query: 'SELECT id, name FROM victims', format: 'JSONEachRow' })
    expect(await left.json()).toEqual([{ id: 1, name: 'kept' }])
  })

  test.each(hostile)('is refused as identifier: %j', async (text) => {
    const asked = client.query({
      query: 'SELECT 1 FROM {table:Identifier}',
      query_params: { table: text },
      format: 'JSONEachRow',
    })
    await expect(asked).rejects.toMatchObject({ code: expect.stringMatching(/^\d+$/) })
  })
})
