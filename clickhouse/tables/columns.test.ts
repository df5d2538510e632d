import { describe, expect, test } from 'vitest'
import { spansMigration } from '../migrations/001-spans.ts'
import { encodeRows, text, uint64, type InsertTable } from './columns.ts'
import { logColumns, logRecordsTable } from './log-records.ts'
import { partitionSeconds } from './receipt.ts'
import { RowBinaryWriter } from './row-binary.ts'
import { scoreColumns, scoresTable } from './scores.ts'
import { spanIoColumns, spanIoTable } from './span-io.ts'
import { spanColumns, spansTable } from './spans.ts'

describe.each([
  ['spans', spansTable, spanColumns],
  ['span_io', spanIoTable, spanIoColumns],
  ['log_records', logRecordsTable, logColumns],
  ['scores', scoresTable, scoreColumns],
])('%s', (name, table, selectList) => {
  const statement = spansMigration.statements.find((sql) => sql.includes(`EXISTS ${name} `)) ?? ''
  const created = [...statement.matchAll(/^ {2}([a-z_0-9]+) [A-Z]/gm)].flatMap(([, column]) => column ?? [])
  const inserted: string[] = table.columns.map((column) => column.name)

  test('an insert fills every column of the table, each once', () => {
    expect(inserted.toSorted()).toEqual(created.toSorted())
    expect(new Set(inserted).size).toBe(inserted.length)
  })

  test('a row ends with the time of writing, where it can be set later', () => {
    expect(inserted.slice(-2)).toEqual(['written_at', 'row_version'])
  })

  test('reads name columns of the table', () => {
    const read = selectList.split(/,\s+/).map((item) => /\((\w+)\)/.exec(item)?.[1] ?? item)
    for (const column of read) expect(created).toContain(column)
  })
})

describe('RowBinaryWriter', () => {
  test.each([
    ['', '00'],
    ['a', '0161'],
    ['ä€', '05c3a4e282ac'],
    ['\ud800', '03efbfbd'],
    ['x'.repeat(43), `2b${'78'.repeat(43)}`],
    ['x'.repeat(200), `c801${'78'.repeat(200)}`],
  ])('writes the text %j', (value, hex) => {
    const writer = new RowBinaryWriter(1)
    writer.text(value)
    expect(writer.bytes().toString('hex')).toBe(hex)
  })

  test('writes whole numbers up to 2^53', () => {
    const writer = new RowBinaryWriter()
    writer.uint64(2 ** 53 - 1)
    expect(writer.bytes().readBigUInt64LE()).toBe(9_007_199_254_740_991n)
    for (const bad of [-1, 0.5, 2 ** 53, NaN]) expect(() => writer.uint64(bad)).toThrow(RangeError)
  })

  test('a row that does not fit leaves nothing behind', () => {
    const table: InsertTable<{ name: string; size: number }> = {
      name: 't',
      columns: [text('name', ({ name }) => name), uint64('size', ({ size }) => size)],
    }
    expect(() => encodeRows(table, [{ name: 'x', size: -1 }])).toThrow(RangeError)
    expect(encodeRows(table, [{ name: 'x', size: 1 }]).toString('hex')).toBe('01780100000000000000')
  })
})

const receivedAt = Date.UTC(2026, 0, 31)
const receivedSeconds = receivedAt / 1000
test.each([
  ['the record’s own time', BigInt(receivedAt) * 1_000_000n - 5_000_000_000n, receivedSeconds - 5],
  ['30 days back for older ones', 1n, receivedSeconds - 30 * 86_400],
  ['an hour ahead for later ones', 9_223_372_036_854_775_807n, receivedSeconds + 3_600],
])('a partition is chosen by %s', (_what, timeNs, expected) => {
  expect(partitionSeconds(timeNs, receivedAt)).toBe(expected)
})
