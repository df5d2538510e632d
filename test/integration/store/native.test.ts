import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineSystemBulkQuery } from '#clickhouse/define-system-query.ts'
import { startStore, type TestStore } from '../../support/store.ts'

let store: TestStore
beforeAll(async () => {
  store = await startStore()
})
afterAll(() => store.stop())

/** One row of one column, read in Native format. */
async function read(type: z.ZodType, sql: string): Promise<unknown[]> {
  const row = z.object({ value: type })
  const query = defineSystemBulkQuery({ name: 'native', params: z.object({}), row, sql: `SELECT ${sql} AS value` })
  return query(store.database, {}, ({ value }) => value)
}

describe('columns in Native format', () => {
  const awkward = 'tab\tline\n"quoted" 🧨 ñ'
  test.each<[string, z.ZodType, string, unknown]>([
    ['short text', z.string(), `'gpt-5'`, 'gpt-5'],
    ['empty text', z.string(), `''`, ''],
    ['text beyond ASCII', z.string(), `'ñandú'`, 'ñandú'],
    ['long text', z.string(), `repeat('é', 40000)`, 'é'.repeat(40_000)],
    ['a dictionary', z.string(), `toLowCardinality('a 🧨 b')`, 'a 🧨 b'],
    ['true', z.boolean(), 'true', true],
    ['UInt8', z.number(), 'toUInt8(255)', 255],
    ['Int32', z.number(), 'toInt32(-5)', -5],
    ['UInt32', z.number(), 'toUInt32(4294967295)', 4_294_967_295],
    ['UInt64', z.number(), 'toUInt64(9007199254740991)', Number.MAX_SAFE_INTEGER],
    ['Int64', z.bigint(), 'toInt64(-9223372036854775808)', -(2n ** 63n)],
    ['Float64', z.number(), 'toFloat64(0.1)', 0.1],
    ['a number that may be null', z.number().nullable(), "CAST(7, 'Nullable(UInt64)')", 7],
    ['null', z.number().nullable(), "CAST(NULL, 'Nullable(UInt64)')", null],
    [
      'a list',
      z.array(z.string()),
      `['', '${awkward.replaceAll('\n', '\\n').replaceAll('\t', '\\t')}']`,
      ['', awkward],
    ],
    ['a list of a dictionary', z.array(z.string()), `[toLowCardinality('a'), toLowCardinality('b')]`, ['a', 'b']],
    ['an empty list', z.array(z.string()), "CAST([], 'Array(LowCardinality(String))')", []],
  ])('%s', async (_, type, sql, value) => {
    expect(await read(type, sql)).toEqual([value])
  })

  test('a map keeps a key like __proto__', async () => {
    const [value] = await read(z.any(), "CAST(map('__proto__', 'x', 'b', 'y'), 'Map(LowCardinality(String), String)')")
    expect(value).toEqual(JSON.parse('{"__proto__": "x", "b": "y"}'))
  })

  test('rows of many blocks come in order, dictionaries of every width included', async () => {
    const query = defineSystemBulkQuery({
      name: 'native-blocks',
      params: z.object({ rows: z.number() }),
      row: z.object({ number: z.number(), word: z.string(), words: z.array(z.string()) }),
      sql: `
SELECT number, toLowCardinality(toString(number)) AS word, arrayResize([word], number % 3, word) AS words
FROM numbers({rows:UInt64})`,
    })
    const rows = await query(store.database, { rows: 150_000 }, ({ number, word, words }) => ({ number, word, words }))
    expect(rows).toHaveLength(150_000)
    expect(
      rows.every(
        ({ number, word, words }, index) =>
          number === index && word === String(index) && words.length === index % 3 && words.every((of) => of === word),
      ),
    ).toBe(true)
  })

  test('no rows are no values', async () => {
    const query = defineSystemBulkQuery({
      name: 'native-none',
      params: z.object({}),
      row: z.object({ number: z.number() }),
      sql: 'SELECT number FROM numbers(0)',
    })
    expect(await query(store.database, {}, ({ number }) => number)).toEqual([])
  })

  test.each([
    ['a number that does not fit', z.number(), 'toUInt64(9007199254740992)', /does not fit/],
    ['a type that nothing asks for', z.string(), "toUUID('00000000-0000-0000-0000-000000000000')", /UUID/],
    ['another type than declared', z.string(), 'toInt32(1)', /expected string/],
  ])('%s is refused', async (_, type, sql, message) => {
    await expect(read(type, sql)).rejects.toThrow(message)
  })

  test('a column that does not come is named', async () => {
    const query = defineSystemBulkQuery({
      name: 'native-missing',
      params: z.object({}),
      row: z.object({ present: z.number(), missing: z.number() }),
      sql: 'SELECT toUInt8(1) AS present',
    })
    await expect(query(store.database, {}, () => null)).rejects.toThrow(/missing/)
  })

  test('an error of the database is an error', async () => {
    await expect(read(z.number(), `throwIf(number = 3) FROM (SELECT * FROM numbers(5))`)).rejects.toThrow(/throwIf/)
  })
})
