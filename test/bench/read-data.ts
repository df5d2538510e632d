import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Database } from '#clickhouse/client.ts'
import { insertRunsSql, insertSpanIoSql, insertSpansSql, sentenceCount } from './read-data-sql.ts'
import { sentencePool } from './read-vocabulary.ts'

/** What a data folder holds, written beside it when it is complete. */
const ReadData = z.object({ runs: z.number(), anchorNs: z.string(), spans: z.number(), seconds: z.number() })
export type ReadData = z.infer<typeof ReadData>

const runsAtATime = 20_000
const newerAtATime = 100_000
/** Of so many runs one was assembled once more later, as late spans make it happen. */
const oneOfIsNewer = 50
/** The runs of the last six hours of 30 days, which the store has not merged with the others yet, and those of a day. */
const recentOf = (runs: number) => Math.round(runs / 120)
const lastDayOf = (runs: number) => Math.round(runs / 30)
const recentAtATime = 500

/** Runs with their spans, made inside the database over the 30 days before today's midnight; a complete folder is taken as it is. */
export async function prepareReadData(db: Database, dataDir: string, runs: number): Promise<ReadData> {
  const file = join(dataDir, 'read-data.json')
  if (existsSync(file)) {
    const made = ReadData.parse(JSON.parse(readFileSync(file, 'utf8')))
    if (made.runs === runs) return made
    throw new Error(`${dataDir} holds ${made.runs} runs, not ${runs}: name another folder with --data`)
  }
  const startedAt = performance.now()
  const anchorNs = (BigInt(new Date().setUTCHours(0, 0, 0, 0)) * 1_000_000n).toString()
  const pool = sentencePool(7, sentenceCount)
  const facts = { runs, anchorNs, sentences: pool.text }
  const insertSlices = async (from: number, to: number, atATime: number, work: (slice: Slice) => Promise<unknown>) => {
    for (let first = from; first < to; first += atATime)
      await work({ ...facts, from: first, count: Math.min(atATime, to - first), revision: 0 })
  }
  const insertAll = (slice: Slice) =>
    Promise.all([
      insert(db, insertSpanIoSql, slice),
      insert(db, insertSpansSql, slice).then(() => insert(db, insertRunsSql, slice)),
    ])
  const insertNewer = (slice: Slice) =>
    insert(db, `${insertRunsSql}\nWHERE n % ${oneOfIsNewer} = 0`, { ...slice, revision: 60_000 })
  const merged = runs - recentOf(runs)
  await insertSlices(0, merged, runsAtATime, async (slice) => {
    await insertAll(slice)
    if ((slice.from / runsAtATime) % 5 === 0) console.error(`made ${slice.from + slice.count} of ${runs} runs`)
  })
  await insertSlices(0, merged, newerAtATime, insertNewer)
  await mergeAsInTime(db)
  await insertSlices(merged, runs, recentAtATime, insertAll)
  await insertSlices(Math.max(0, runs - lastDayOf(runs)), runs, Math.ceil(lastDayOf(runs) / 10), insertNewer)
  await mergesDone(db)
  const [counted] = z
    .array(z.object({ spans: z.coerce.number() }))
    .parse(await db.query({ name: 'bench-count-spans', sql: 'SELECT count() AS spans FROM spans' }))
  const made = {
    runs,
    anchorNs,
    spans: counted?.spans ?? 0,
    seconds: Math.round((performance.now() - startedAt) / 1000),
  }
  writeFileSync(file, JSON.stringify(made))
  return made
}

type Slice = { from: number; count: number; runs: number; anchorNs: string; sentences: string; revision: number }

/** A run becomes many rows with long texts: large blocks would not fit into the memory of a small machine. */
const smallBlocks = {
  max_threads: 2,
  max_block_size: '1024',
  min_insert_block_size_rows: '100000',
  min_insert_block_size_bytes: String(96 * 1024 * 1024),
}

function insert(db: Database, sql: string, params: Record<string, unknown>): Promise<void> {
  return db.command(sql, { params, settings: smallBlocks })
}

/** What the store does of runs that are six hours old, at once. */
async function mergeAsInTime(db: Database): Promise<void> {
  const mergeAfter = (seconds: number) =>
    db.command(`ALTER TABLE runs MODIFY SETTING min_age_to_force_merge_seconds = ${seconds}`)
  await mergeAfter(1)
  for (let isOne = false; !isOne; await sleep(1_000)) {
    const split = await db.query({
      name: 'bench-parts',
      sql: "SELECT 1 FROM system.parts WHERE table = 'runs' AND active GROUP BY partition HAVING count() > 1 LIMIT 1",
    })
    isOne = split.length === 0
  }
  await mergeAfter(21_600)
}

async function mergesDone(db: Database): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    const running = await db.query({ name: 'bench-merges', sql: 'SELECT 1 FROM system.merges LIMIT 1' })
    quiet = running.length === 0 ? quiet + 1 : 0
    await sleep(1_000)
  }
}
