import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineSystemQuery, defineSystemStreamQuery } from '#clickhouse/define-system-query.ts'
import { AppError } from '#lib/domain/errors.ts'
import { startStore, type TestStore } from '../../support/store.ts'

let store: TestStore
beforeAll(async () => {
  store = await startStore()
  await store.database.command(
    'CREATE TABLE events (id UInt64, name String, cost Decimal(38, 12)) ENGINE = MergeTree ORDER BY id',
  )
})
afterAll(() => store.stop())

const eventsNamed = defineSystemQuery({
  name: 'events-named',
  params: z.object({ names: z.array(z.string()) }),
  row: z.object({ id: z.string(), name: z.string(), cost: z.string() }),
  sql: 'SELECT id, name, cost FROM events WHERE name IN {names:Array(String)} ORDER BY id',
})

describe('defineSystemQuery', () => {
  test('reads what was inserted, every digit', async () => {
    await store.database.insert('events', [
      { id: '18446744073709551615', name: 'large', cost: '12345678901234567890.123456789012' },
      { id: '1', name: 'small', cost: '0.1' },
    ])
    expect(await eventsNamed(store.database, { names: ['large', 'small'] })).toEqual([
      { id: '1', name: 'small', cost: '0.1' },
      { id: '18446744073709551615', name: 'large', cost: '12345678901234567890.123456789012' },
    ])
  })

  test('turns 64-bit integers into what the schema asks for, or throws when a number would lose digits', async () => {
    const read = (value: string) =>
      defineSystemQuery({
        name: 'numbers',
        params: z.object({}),
        row: z.object({
          n: z.number(),
          list: z.array(z.number()),
          big: z.bigint(),
          byName: z.record(z.string(), z.number().nullable()),
        }),
        sql: `SELECT toUInt64(${value}) AS n, [toInt64(-2)] AS list, toUInt64(${value}) AS big, map('a', toUInt64(1)) AS byName`,
      })(store.database, {})
    expect(await read('9007199254740991')).toEqual([
      { n: 9007199254740991, list: [-2], big: 9007199254740991n, byName: { a: 1 } },
    ])
    await expect(read('9007199254740993')).rejects.toThrow(/does not fit into a number/)
  })

  test('takes sql from a function with fragments', async () => {
    const query = defineSystemQuery({
      name: 'fragments',
      params: z.object({ from: z.number() }),
      row: z.object({ number: z.number() }),
      sql: ({ from }) => ({ sql: 'SELECT number FROM numbers(5) WHERE number >= {from:UInt64}', params: { from } }),
    })
    expect((await query(store.database, { from: 3 })).map((row) => row.number)).toEqual([3, 4])
  })

  test('cannot write, and stops at its limits', async () => {
    const run = (sql: string, limits = {}) =>
      defineSystemQuery({ name: 'limited', params: z.object({}), row: z.unknown(), sql, limits })(store.database, {})
    await expect(run('INSERT INTO events SELECT 1, 2, 3')).rejects.toThrow(/readonly|Syntax error/)
    await expect(run('SELECT sleepEachRow(1) FROM numbers(3)', { maxSeconds: 1 })).rejects.toThrow(AppError)
    await expect(
      run('SELECT groupArray(toString(number)) FROM numbers(10000000)', { maxMemoryBytes: 10_000_000 }),
    ).rejects.toMatchObject({ code: 'unavailable' })
  })

  test('names the query and the column when rows are not what was declared', async () => {
    const query = defineSystemQuery({
      name: 'wrong-rows',
      params: z.object({}),
      row: z.object({ a: z.boolean() }),
      sql: "SELECT 'x' AS a",
    })
    await expect(query(store.database, {})).rejects.toThrow(/wrong-rows[^]*boolean/)
  })
})

describe('streams', () => {
  const numbers = defineSystemStreamQuery({
    name: 'many-numbers',
    params: z.object({ count: z.number() }),
    row: z.object({ number: z.number() }),
    sql: 'SELECT number FROM numbers({count:UInt64})',
  })

  test('arrive in batches, whole', async () => {
    let count = 0
    let sum = 0
    for await (const rows of numbers(store.database, { count: 300_000 })) {
      count += rows.length
      for (const row of rows) sum += row.number
    }
    expect([count, sum]).toEqual([300_000, (300_000 * 299_999) / 2])
  })

  test('throw when the query fails half-way', async () => {
    const failing = defineSystemStreamQuery({
      name: 'fails-late',
      params: z.object({}),
      row: z.unknown(),
      sql: 'SELECT throwIf(number = 900000) FROM numbers(1000000)',
    })
    const read = async (): Promise<void> => {
      for await (const rows of failing(store.database, {})) expect(rows.length).toBeGreaterThan(0)
    }
    await expect(read()).rejects.toMatchObject({ code: '395' })
  })

  test('may be left early, by many, and give their place back', async () => {
    const leave = async (): Promise<number> => {
      for await (const rows of numbers(store.database, { count: 50_000_000 })) return rows.length
      return 0
    }
    for (let round = 0; round < 3; round += 1) {
      const seen = await Promise.all(Array.from({ length: 8 }, leave))
      expect(seen.filter((rows) => rows === 0)).toEqual([])
    }
    expect(await store.database.ping()).toBe(true)
  })
})
