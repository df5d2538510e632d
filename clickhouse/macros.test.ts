import { describe, expect, test } from 'vitest'
import { renderStatement } from './macros.ts'
import { migrations } from './migrations/index.ts'
import { placementOf } from './topology.ts'

const single = { kind: 'single' } as const
const cluster = { kind: 'cluster', cluster: "it's" } as const
const statements = migrations.flatMap((migration) => migration.statements)

describe('renderStatement', () => {
  test('a whole table has one path for every node of a cluster', () => {
    const sql = 'CREATE TABLE IF NOT EXISTS config {on_cluster} (id String) ENGINE = {plain} ORDER BY id'
    expect(renderStatement(sql, single)).toEqual([
      'CREATE TABLE IF NOT EXISTS config  (id String) ENGINE = MergeTree ORDER BY id',
    ])
    expect(renderStatement(sql, cluster)).toEqual([
      "CREATE TABLE IF NOT EXISTS config ON CLUSTER 'it\\'s' (id String) ENGINE = ReplicatedMergeTree('/clickhouse/tables/{uuid}', '{shard}-{replica}') ORDER BY id",
    ])
  })

  test('a spread table becomes the rows of a shard and the view over all of them', () => {
    const sql =
      'CREATE TABLE IF NOT EXISTS runs {on_cluster} (v UInt64) ENGINE = {replacing:v} SETTINGS non_replicated_deduplication_window = 0'
    expect(renderStatement(sql, single)).toEqual([
      'CREATE TABLE IF NOT EXISTS runs  (v UInt64) ENGINE = ReplacingMergeTree(v) SETTINGS non_replicated_deduplication_window = 0',
    ])
    expect(renderStatement(sql, cluster)).toEqual([
      "CREATE TABLE IF NOT EXISTS runs_local ON CLUSTER 'it\\'s' (v UInt64) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{uuid}/{shard}', '{replica}', v) SETTINGS replicated_deduplication_window = 0",
      "CREATE TABLE IF NOT EXISTS runs ON CLUSTER 'it\\'s' AS runs_local ENGINE = Distributed('it\\'s', currentDatabase(), 'runs_local', cityHash64(run_id))",
    ])
  })

  test.each([
    [
      'ALTER TABLE spans {on_cluster} ADD COLUMN IF NOT EXISTS a DateTime CODEC(Delta(4), ZSTD(1)) AFTER b',
      [
        "ALTER TABLE spans_local ON CLUSTER 'it\\'s' ADD COLUMN IF NOT EXISTS a DateTime CODEC(Delta(4), ZSTD(1)) AFTER b",
        "ALTER TABLE spans ON CLUSTER 'it\\'s' ADD COLUMN IF NOT EXISTS a DateTime AFTER b",
      ],
    ],
    [
      'ALTER TABLE spans {on_cluster} MODIFY SETTING min_bytes_for_wide_part = 1',
      ["ALTER TABLE spans_local ON CLUSTER 'it\\'s' MODIFY SETTING min_bytes_for_wide_part = 1"],
    ],
    [
      'ALTER TABLE config {on_cluster} ADD COLUMN IF NOT EXISTS a String',
      ["ALTER TABLE config ON CLUSTER 'it\\'s' ADD COLUMN IF NOT EXISTS a String"],
    ],
  ])('%s', (sql, rendered) => {
    expect(renderStatement(sql, cluster)).toEqual(rendered)
  })

  test('what nobody has decided on throws', () => {
    expect(() => renderStatement('{replcing:v}', single)).toThrow(/Unknown macro \{replcing:v\}/)
    expect(() => renderStatement('CREATE TABLE IF NOT EXISTS cups (id UInt8)', cluster)).toThrow(/table cups/)
    expect(() => renderStatement('DROP TABLE runs', cluster)).toThrow(/CREATE TABLE or ALTER TABLE, not: DROP/)
  })
})

describe('every migration', () => {
  test('on a cluster each table is created everywhere, and either replicates or reads tables that do', () => {
    const created = statements.flatMap((sql) => renderStatement(sql, cluster)).filter((sql) => /^\s*CREATE/.test(sql))
    expect(created.length).toBeGreaterThan(statements.length / 2)
    for (const sql of created) {
      expect(sql).toMatch(/ENGINE = (Replicated(Replacing|Aggregating)?MergeTree|Distributed)\(/)
      expect(sql).toContain("ON CLUSTER 'it\\'s'")
    }
  })

  test('spread tables are spread by a column that they have', () => {
    for (const sql of statements) {
      const table = /CREATE TABLE IF NOT EXISTS (\w+)/.exec(sql)?.[1]
      if (table === undefined) continue
      const placement = placementOf(table)
      if (placement.kind === 'whole') continue
      const columns = [...placement.by.matchAll(/\b(\w+_id)\b/g)].map(([, column]) => column ?? '')
      expect(columns.length).toBeGreaterThan(0)
      for (const column of columns) expect(sql).toMatch(new RegExp(`\\n  ${column} `))
    }
  })

  test('statements are idempotent', () => {
    const once = statements.filter((sql) => /^\s*(CREATE|ALTER|DROP)/.test(sql))
    expect(once.filter((sql) => !/IF (NOT )?EXISTS|MODIFY SETTING|MATERIALIZE COLUMN/.test(sql))).toEqual([])
  })
})
