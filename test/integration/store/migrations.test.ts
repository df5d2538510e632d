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

test('shares of costs that lie in arrays of their own are the same in one nested column', async () => {
  const older = openDatabase({ ...store.connection, database: 'arrays' })
  const last = '019-call-kinds'
  await migrate(older, { migrations: migrations.filter(({ id }) => id <= last) })
  const run = { project: 'p', bucket: '2026-10-01 00:00:00', version: 1 }
  const shared = {
    cost_agents: ['planner', ''],
    cost_providers: ['openai', ''],
    cost_models: ['large', ''],
    cost_tools: ['', 'search'],
    cost_kinds: ['llm', 'tool'],
    cost_statuses: ['priced', 'unpriced'],
    cost_calls: [3, 2],
    cost_failed_calls: [1, 0],
    cost_output_tokens: [70, 0],
    cost_reasoning_tokens: [7, 0],
    cost_input_uncached_tokens: [9, 0],
    cost_cache_read_tokens: [8, 0],
    cost_cache_write_5m_tokens: [4, 0],
    cost_cache_write_1h_tokens: [5, 0],
    cost_cache_write_other_tokens: [6, 0],
    cost_extra_units: ['', ''],
    cost_amounts: ['0.25', '0'],
    cost_failed_amounts: ['0.05', '0'],
    cost_loop_amounts: ['0', '0'],
    cost_cache_saved_amounts: ['-0.01', '0'],
    cost_digest: 'known',
    cost_usd: '0.25',
    cost_status: 'partial',
  }
  await older.insert('runs', [
    { ...run, run_id: 'a', ...shared },
    { ...run, run_id: 'b', cost_status: 'none', cost_digest: 'known', llm_calls: 4 },
  ])
  const read = (list: string) => older.query({ name: 'test', sql: `SELECT ${list} FROM runs FINAL ORDER BY run_id` })
  const names = ['calls', 'failed_calls', 'output_tokens', 'cache_read_tokens', 'unpriced_calls', 'failed_usd']
  const sums = names.map((name) => `toString(charged_${name}) AS ${name}`).join(', ')
  const before = await read(sums)
  expect(before[0]).toMatchObject({ calls: '5', output_tokens: '70', unpriced_calls: '2', failed_usd: '0.05' })
  await migrate(older)
  const list =
    'shares.model AS models, shares.status AS statuses, shares.tool AS tools, arrayMap(each -> toString(each), shares.calls) AS calls, arrayMap(each -> toString(each), shares.cache_saved_amount) AS saved'
  const nested = [
    { models: ['large', ''], statuses: ['priced', 'unpriced'], tools: ['', 'search'], calls: ['3', '2'], saved: ['-0.01', '0'] }, // prettier-ignore
    { models: [''], statuses: ['none'], tools: [''], calls: ['0'], saved: ['0'] },
  ]
  expect([await read(list), await read(sums)]).toEqual([nested, before])
  await older.command('OPTIMIZE TABLE runs FINAL')
  expect([await read(list), await read(sums)]).toEqual([nested, before])
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
