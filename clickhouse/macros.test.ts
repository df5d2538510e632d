import { describe, expect, test } from 'vitest'
import { renderMacros } from './macros.ts'
import { migrations } from './migrations/index.ts'

const cluster = { kind: 'cluster', cluster: "it's" } as const
const replica = "'/clickhouse/tables/{uuid}/{shard}', '{replica}'"

describe('renderMacros', () => {
  test.each([
    ['ENGINE = {plain}', 'ENGINE = MergeTree', `ENGINE = ReplicatedMergeTree(${replica})`],
    [
      '{replacing:version, is_deleted}',
      'ReplacingMergeTree(version, is_deleted)',
      `ReplicatedReplacingMergeTree(${replica}, version, is_deleted)`,
    ],
    ['TABLE x {on_cluster} (', 'TABLE x  (', "TABLE x ON CLUSTER 'it\\'s' ("],
    [
      'SETTINGS non_replicated_deduplication_window = 0',
      'SETTINGS non_replicated_deduplication_window = 0',
      'SETTINGS replicated_deduplication_window = 0',
    ],
  ])('%s', (sql, single, replicated) => {
    expect(renderMacros(sql, { kind: 'single' })).toBe(single)
    expect(renderMacros(sql, { kind: 'embedded' })).toBe(single)
    expect(renderMacros(sql, cluster)).toBe(replicated)
  })

  test('an unknown macro throws', () => {
    expect(() => renderMacros('{replcing:v}', { kind: 'single' })).toThrow(/Unknown macro \{replcing:v\}/)
  })

  test('on a cluster every table of every migration replicates and is created everywhere', () => {
    const created = migrations.flatMap(({ statements }) => statements).filter((sql) => /CREATE TABLE/.test(sql))
    for (const sql of created.map((statement) => renderMacros(statement, cluster))) {
      expect(sql).toMatch(/ENGINE = (Replicated|Distributed)/)
      expect(sql).toContain('ON CLUSTER')
    }
  })

  test('statements are idempotent', () => {
    const once = migrations.flatMap(({ statements }) => statements).filter((sql) => /^\s*(CREATE|ALTER|DROP)/.test(sql))
    expect(once.filter((sql) => !/IF (NOT )?EXISTS/.test(sql))).toEqual([])
  })
})
