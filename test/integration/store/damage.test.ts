import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineSystemQuery } from '#clickhouse/define-system-query.ts'
import { setAsideParts } from '#clickhouse/queries/damage/set-aside-parts.ts'
import { limitFiles } from '../../support/fault-processes.ts'
import { isEmbedded, startStore, type TestStore } from '../../support/store.ts'
import { waitUntil } from '../../support/wait-until.ts'

const total = defineSystemQuery({
  name: 'test-total',
  params: z.object({}),
  row: z.object({ rows: z.number(), sum: z.string() }),
  // By an index, and all columns: whatever is damaged is met.
  sql: `
SELECT count() AS rows, toString(sum(cityHash64(toString(tuple(*))))) AS sum
FROM runs
WHERE hasAny(trace_ids, ['t']) AND run_id != '' AND session_id = 's'`,
})

const activeParts = defineSystemQuery({
  name: 'test-parts',
  params: z.object({}),
  row: z.object({ name: z.string(), path: z.string() }),
  sql: "SELECT name, path FROM system.parts WHERE database = currentDatabase() AND table = 'runs' AND active ORDER BY name",
})

const rowsPerInsert = 50
const insert = (from: number): string => `
INSERT INTO runs (project, bucket, run_id, trace_ids, session_id, version)
SELECT 'p', toDateTime('2026-11-01 00:00:00', 'UTC') + 3600 * number, toString(${from} + number), ['t'], 's', 1
FROM numbers(${rowsPerInsert})`

const damage = {
  'cut in half': (file: string) => truncateSync(file, statSync(file).size >> 1),
  emptied: (file: string) => truncateSync(file, 0),
  removed: (file: string) => rmSync(file),
  'flipped in its middle': (file: string) => {
    const bytes = readFileSync(file)
    const middle = bytes.length >> 1
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 255, middle)
    writeFileSync(file, bytes)
  },
}

const full = process.env['TACHO_TEST'] === 'full'
const ofOtherFiles: [string, keyof typeof damage][] = [
  ['data.cmrk', 'emptied'],
  ['checksums.txt', 'emptied'],
  ['primary.', 'removed'],
  ['columns.txt', 'emptied'],
]

describe.runIf(isEmbedded)('a part that is not what was written', () => {
  let store: TestStore
  beforeEach(async () => {
    store = await startStore()
    await store.database.command('SYSTEM STOP MERGES runs')
    for (const from of [0, 100, 200]) await store.database.command(insert(from))
  })
  afterEach(() => store.stop())

  async function secondPart(): Promise<{ name: string; path: string }> {
    const [, second] = await activeParts(store.database, {})
    if (second === undefined) throw new Error('there are fewer parts than inserts')
    return second
  }

  function fileOf(folder: string, start: string): string {
    const name = readdirSync(folder).find((each) => each.startsWith(start))
    if (name === undefined) throw new Error(`no file ${start}`)
    return join(folder, name)
  }

  async function expectOthersRead(path: string): Promise<void> {
    const read = await waitUntil<{ rows: number }>('a read', async () => {
      try {
        const [row] = await total(store.database, {})
        return row?.rows === 2 * rowsPerInsert ? { value: row } : { notYet: `${row?.rows} rows` }
      } catch (error) {
        return { notYet: String(error) }
      }
    })
    expect(read.rows).toBe(2 * rowsPerInsert)
    const [part, ...more] = await setAsideParts(store.database)
    expect(more).toEqual([])
    expect(part).toMatchObject({ table: 'runs', partition: '202611' })
    expect(part?.name).toContain(path.split('/').at(-2))
    await waitUntil<null>('it to be said', async () =>
      store.output().includes(`a damaged part of runs is set aside: ${part?.name}`)
        ? { value: null }
        : { notYet: store.output() },
    )
  }

  test.each<[string, keyof typeof damage]>([
    ['skp_idx_run_id_bloom.cmrk', 'emptied'],
    ['data.bin', 'cut in half'],
    ...(full ? ofOtherFiles : []),
  ])('%s %s while it is stopped: the others are read after the start', async (file, how) => {
    const { path } = await secondPart()
    await store.kill()
    damage[how](fileOf(path, file))
    await store.restart()
    await expectOthersRead(path)
  })

  test.each<[string, keyof typeof damage]>([
    ['data.bin', 'flipped in its middle'],
    ['skp_idx_trace_ids_bloom.cmrk', 'emptied'],
  ])('%s %s while it runs: the others are read as soon as that was met', async (file, how) => {
    const { path } = await secondPart()
    damage[how](fileOf(path, file))
    await store.database.command('SYSTEM CLEAR MARK CACHE')
    await store.database.command('SYSTEM CLEAR INDEX MARK CACHE')
    await expectOthersRead(path)
    const [part] = await setAsideParts(store.database)
    expect(part).toMatchObject({ rows: rowsPerInsert, range: { fromSeconds: 1_793_491_200 } })
  })

  test('a merge that was written short is undone', async () => {
    const [before] = await total(store.database, {})
    await store.database.command('SYSTEM START MERGES runs')
    await store.database.command('OPTIMIZE TABLE runs FINAL')
    const [merged, ...others] = await activeParts(store.database, {})
    expect(others).toEqual([])
    await store.kill()
    damage.emptied(fileOf(merged?.path ?? '', 'data.bin'))
    await store.restart()
    expect(await total(store.database, {})).toEqual([before])
    expect(await setAsideParts(store.database)).toEqual([])
    expect(store.output()).toContain('what it was made of is used again')
  })

  test('a write that fails is answered so, and what it left behind disturbs nobody', async () => {
    const [before] = await total(store.database, {})
    limitFiles(store.pid(), 100)
    await expect(store.database.command(insert(300))).rejects.toMatchObject({ code: '75' })
    limitFiles(store.pid(), null)
    await waitUntil<null>('reads', async () => {
      const read = await total(store.database, {}).catch(String)
      return Array.isArray(read) && read[0]?.sum === before?.sum ? { value: null } : { notYet: JSON.stringify(read) }
    })
    expect(store.output()).toContain('it was refused')
    expect(await setAsideParts(store.database)).toEqual([])
    await store.database.command(insert(300))
    expect((await total(store.database, {}))[0]?.rows).toBe(4 * rowsPerInsert)
  })
})
