import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openDatabase } from '#clickhouse/client.ts'
import { defineSystemQuery } from '#clickhouse/define-system-query.ts'
import { renderStatement } from '#clickhouse/macros.ts'
import { migrate, type Migration } from '#clickhouse/migrate.ts'
import { migrations } from '#clickhouse/migrations/index.ts'
import { inIndexedNames } from '#clickhouse/sql/run-names.ts'
import { startStore, type TestStore } from '../../support/store.ts'
import { waitUntil } from '../../support/wait-until.ts'

let store: TestStore
beforeAll(async () => {
  store = await startStore({ isEmpty: true })
})
afterAll(() => store.stop())

const recorded = defineSystemQuery({
  name: 'recorded',
  params: z.object({ prefix: z.string() }),
  row: z.object({ id: z.string() }),
  sql: 'SELECT id FROM schema_migrations FINAL WHERE startsWith(id, {prefix:String}) ORDER BY id',
})

const cups: Migration = {
  id: '901-cups',
  statements: [
    'CREATE TABLE IF NOT EXISTS cups {on_cluster} (id UInt64, version UInt64) ENGINE = {replacing:version} ORDER BY id SETTINGS non_replicated_deduplication_window = 10',
    'ALTER TABLE cups {on_cluster} ADD COLUMN IF NOT EXISTS colour LowCardinality(String)',
  ],
}

test('the schema of this version applies, once', async () => {
  const applied = await migrate(store.database)
  expect(applied).toEqual(migrations.map(({ id }) => id))
  expect(await migrate(store.database)).toEqual([])
})

test('runs that were stored by the version before are found by the index of names', async () => {
  const older = openDatabase({ ...store.connection, database: 'older' })
  const last = '011-sign-in-guesses'
  await migrate(older, { migrations: migrations.filter(({ id }) => id <= last) })
  const run = {
    project: 'p',
    bucket: '2026-10-01 00:00:00',
    run_id: 'a'.repeat(32),
    user_id: 'Marsupial-7',
    llm_calls: 3,
    failed_llm_calls: 1,
    input_uncached_tokens: 70,
    output_tokens: 7,
    cost_status: 'unpriced',
    version: 1,
  }
  await older.insert('runs', [run])
  expect(await migrate(older)).toEqual(migrations.map(({ id }) => id).filter((id) => id > last))
  const named = inIndexedNames('supial-', 'text')
  const read = (sql: string) => older.query({ name: 'test', sql, params: named?.params ?? {} })
  await waitUntil('the index', async () => {
    const running = await read("SELECT 1 FROM system.mutations WHERE database = 'older' AND NOT is_done")
    return running.length === 0 ? { value: true } : { notYet: `${running.length} mutations are left` }
  })
  const sql = `SELECT run_id FROM runs WHERE project = 'p' AND ${named?.sql}`
  expect(JSON.stringify(await read(`EXPLAIN indexes = 1 ${sql}`))).toContain('names_text')
  expect(await read(sql)).toEqual([{ run_id: run.run_id }])
  // Parts from before have none of the columns that sums are made of.
  const sums = ['calls', 'failed_calls', 'input_uncached_tokens', 'unpriced_calls', 'unpriced_tokens', 'loop_usd']
  const charged = sums.map((name) => `toString(sum(charged_${name})) AS ${name}`).join(', ')
  expect(await read(`SELECT ${charged} FROM runs FINAL WHERE project = 'p'`)).toEqual([
    {
      calls: '3',
      failed_calls: '1',
      input_uncached_tokens: '70',
      unpriced_calls: '3',
      unpriced_tokens: '77',
      loop_usd: '0',
    },
  ])
  // And are one share of all that is known of the run.
  const shares = "shares.model AS models, shares.status AS statuses, arrayMap(count -> toString(count), shares.output_tokens) AS output" // prettier-ignore
  expect(await read(`SELECT ${shares} FROM runs FINAL WHERE project = 'p'`)).toEqual([
    { models: [''], statuses: ['unpriced'], output: ['7'] },
  ])
  await older.close()
})

test('several processes may start at once', async () => {
  const databases = Array.from({ length: 6 }, () => openDatabase(store.connection))
  await Promise.all(databases.map((database) => migrate(database, { migrations: [cups] })))
  await Promise.all(databases.map((database) => database.close()))
  expect(await recorded(store.database, { prefix: '9' })).toEqual([{ id: '901-cups' }])
  await store.database.insert('cups', [{ id: 1, version: 1, colour: 'red' }])
})

test('an edited migration is refused, and nothing runs', async () => {
  const edited: Migration = { ...cups, statements: ['DROP TABLE cups'] }
  const next: Migration = {
    id: '902-more',
    statements: ['CREATE TABLE IF NOT EXISTS more (id UInt8) ENGINE = {plain} ORDER BY id'],
  }
  await expect(migrate(store.database, { migrations: [edited, next] })).rejects.toThrow(
    /901-cups was applied .* never edited/,
  )
  expect(await migrate(store.database, { migrations: [cups, next] })).toEqual(['902-more'])
})

test('ids must rise', async () => {
  await expect(migrate(store.database, { migrations: [cups, cups] })).rejects.toThrow(/rising, distinct ids/)
})

test('a failing step is not recorded and runs again', async () => {
  const broken: Migration = { id: '903-broken', statements: ['CREATE TABLE broken (id UInt8) ENGINE = NoSuchEngine'] }
  await expect(migrate(store.database, { migrations: [broken] })).rejects.toThrow(/NoSuchEngine/)
  expect(await recorded(store.database, { prefix: '903' })).toEqual([])
})

describe('every statement of every topology', () => {
  const formatted = defineSystemQuery({
    name: 'formatted',
    params: z.object({ sql: z.string() }),
    row: z.object({ text: z.string() }),
    sql: 'SELECT formatQuerySingleLine({sql:String}) AS text',
  })
  const statements = migrations.flatMap((migration) => migration.statements)

  test.each([
    [{ kind: 'single' } as const, /^(Replacing|Aggregating)?MergeTree/, ''],
    [
      { kind: 'cluster', cluster: 'main' } as const,
      /^(Replicated(Replacing|Aggregating)?MergeTree|Distributed)\(/,
      'ON CLUSTER main',
    ],
  ])('is understood by the engine: %o', async (topology, engine, where) => {
    for (const sql of statements.flatMap((statement) => renderStatement(statement, topology))) {
      const [row] = await formatted(store.database, { sql })
      expect(row?.text).toContain(where)
      if (row?.text.startsWith('CREATE') === true) expect(/ENGINE = (.*)/.exec(row.text)?.[1]).toMatch(engine)
    }
  })
})

test('a database of a newer version is refused', async () => {
  const newer: Migration = { id: '999-newer', statements: [] }
  await migrate(store.database, { migrations: [newer] })
  await expect(migrate(store.database)).rejects.toThrow(/newer Tachograph \(.*999-newer\): start that version/)
})
