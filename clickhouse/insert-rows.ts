import type { ClickHouseSettings } from '@clickhouse/client'
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { handedOverHeader, handOver } from './hand-over.ts'
import type { Reconnecting } from './reconnect.ts'

type InsertFormat =
  | 'JSONEachRow'
  | 'JSONCompactEachRow'
  | 'JSONStringsEachRow'
  | 'CSV'
  | 'TabSeparated'
  | 'RowBinary'
  | 'Native'

export type InsertOptions = {
  /** Default: JSONEachRow. */
  format?: InsertFormat
  /** Needed where the bytes do not cover every column in its order. */
  columns?: readonly string[]
  settings?: ClickHouseSettings
  waitMs?: number
  silentMs?: number
  /** True when the same rows may arrive twice: then a broken connection is tried again within waitMs. */
  repeatable?: boolean
  signal?: AbortSignal
}

/** Objects, or bytes already in the format. */
export type InsertRows = readonly Record<string, unknown>[] | Uint8Array | readonly Uint8Array[]

/** A name of ours: nothing in it needs quotes. */
export const identifier = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?$/

/** Resolves when the rows are stored. */
export async function insertRows(
  connection: Reconnecting,
  table: string,
  rows: InsertRows,
  { format = 'JSONEachRow', columns, settings, waitMs, silentMs, repeatable = false, signal }: InsertOptions,
): Promise<void> {
  if (rows.length === 0) return
  const names = [table, ...(columns ?? [])]
  const bad = names.find((name) => !identifier.test(name))
  if (bad !== undefined) throw new RangeError(`'${bad}' is no table or column name`)
  const columnList = columns === undefined ? '' : ` (${columns.join(', ')})`
  await connection.call(
    {
      name: `insert ${table}`,
      repeatable,
      signal,
      ...(waitMs === undefined ? {} : { waitMs }),
      ...(silentMs === undefined ? {} : { silentMs }),
    },
    async (client, limit, { spoolDir }) => {
      const pieces = bytesOf(rows)
      const file = pieces === null ? null : await handOver(pieces, spoolDir)
      try {
        const { stream } = await client.exec({
          query: `INSERT INTO ${table}${columnList} FORMAT ${format}`,
          ...(file === null
            ? { values: Readable.from(encoded(rows), { objectMode: false }) }
            : { http_headers: { [handedOverHeader]: file.name } }),
          query_id: `insert-${table}-${randomUUID()}`,
          clickhouse_settings: { log_comment: `insert ${table}`, ...settings },
          ...(limit.signal === undefined ? {} : { abort_signal: limit.signal }),
        })
        await finished(stream.resume())
      } catch (error) {
        await file?.remove()
        throw error
      }
    },
  )
}

/** Null for objects. */
function bytesOf(rows: InsertRows): readonly Uint8Array[] | null {
  if (rows instanceof Uint8Array) return [rows]
  const pieces = rows.filter((row) => row instanceof Uint8Array)
  return pieces.length === rows.length ? pieces : null
}

/** Text is joined into pieces of some size: a write per row would cost more than the row. */
function* encoded(rows: InsertRows): Generator<Uint8Array> {
  if (rows instanceof Uint8Array) {
    yield rows
    return
  }
  let text = ''
  for (const row of rows) {
    if (row instanceof Uint8Array) yield row
    else text += `${JSON.stringify(row)}\n`
    if (text.length < 1 << 18) continue
    yield Buffer.from(text)
    text = ''
  }
  if (text !== '') yield Buffer.from(text)
}
