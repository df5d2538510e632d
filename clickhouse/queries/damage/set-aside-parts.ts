import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Database } from '../../client.ts'
import { defineSystemQuery } from '../../define-system-query.ts'
import { smallRead } from '../../query-request.ts'
import { refusalOf } from '../../tables/insert-fault.ts'

export const DetachedPart = z.object({
  table: z.string(),
  name: z.string(),
  partition_id: z.string(),
  path: z.string(),
  bytes: z.coerce.number(),
  modified_seconds: z.coerce.number(),
})

/** Parts that the database (or somebody) took out of a table: nothing reads them, and nothing removes them. */
export const detachedPartsSql = `
SELECT
  table,
  name,
  ifNull(partition_id, '') AS partition_id,
  path,
  bytes_on_disk AS bytes,
  toUnixTimestamp(modification_time) AS modified_seconds
FROM system.detached_parts
WHERE database = currentDatabase()
  AND reason IN ('', 'broken', 'broken-on-start')
ORDER BY table, name
LIMIT 1000`

const detachedParts = defineSystemQuery({
  name: 'detached-parts',
  params: z.object({}),
  row: DetachedPart,
  limits: smallRead,
  sql: detachedPartsSql,
})

export type SetAsidePart = {
  table: string
  name: string
  /** The Monday or month (spans, runs) that it holds rows of. */
  partition: string
  /** Where it is kept. */
  path: string
  bytes: number
  /** Of its folder: tells it from another of the same name. */
  modifiedSeconds: number
  /** Null where its own files do not tell, or lie on another machine. */
  rows: number | null
  /** The time by which the table is partitioned, seconds since the epoch. */
  range: { fromSeconds: number; toSeconds: number } | null
}

/** What the time of a partition is called. */
const timeColumns = ['bucket', 'partition_at', 'minute']

/** Of the node that answers. Empty too where a server's administrator hides it. */
export async function setAsideParts(db: Database): Promise<SetAsidePart[]> {
  try {
    return await Promise.all((await detachedParts(db, {})).map(describePart))
  } catch (error) {
    if (refusalOf(error)?.name === 'ACCESS_DENIED') return []
    throw error
  }
}

export async function describePart(row: z.infer<typeof DetachedPart>): Promise<SetAsidePart> {
  const { table, name, partition_id: partition, path, bytes, modified_seconds: modifiedSeconds } = row
  const files = timeColumns.map((column) => readFile(join(path, `minmax_${column}.idx`)).catch(() => null))
  const minmax = (await Promise.all(files)).find((file) => file !== null)
  const count = await readFile(join(path, 'count.txt'), 'utf8').catch(() => '')
  const rows = /^\d+$/.test(count) ? Number(count) : null
  return {
    table,
    name,
    partition,
    path,
    bytes,
    modifiedSeconds,
    rows,
    range: minmax === undefined ? null : rangeOf(minmax),
  }
}

/** The least and the largest DateTime of the part; null where the file is not whole. */
export function rangeOf(minmax: Buffer): SetAsidePart['range'] {
  if (minmax.length !== 8) return null
  const [fromSeconds, toSeconds] = [minmax.readUInt32LE(0), minmax.readUInt32LE(4)]
  return fromSeconds <= toSeconds ? { fromSeconds, toSeconds } : null
}
