import { describe, expect, test } from 'vitest'
import { spansMigration } from '../migrations/001-spans.ts'
import { extraUnitsMigration } from '../migrations/016-extra-units.ts'
import { ByteWriter } from './byte-writer.ts'
import {
  encodeRows,
  int32,
  map,
  nullableBool,
  nullableUint64,
  text,
  texts,
  uint64,
  type InsertTable,
} from './columns.ts'
import { logColumns, logRecordsTable } from './log-records.ts'
import { nativeBlock } from './native-block.ts'
import { partitionSeconds } from './receipt.ts'
import { rangesOf, RowBlock } from './row-block.ts'
import { chargeColumns } from './charge-columns.ts'
import { costColumns } from './cost-columns.ts'
import { runsTable } from './run-columns.ts'
import { RunInsert } from './runs.ts'
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
  const later = extraUnitsMigration.statements.filter((sql) => sql.startsWith(`ALTER TABLE ${name} `))
  created.push(...later.flatMap((sql) => /ADD COLUMN IF NOT EXISTS (\w+)/.exec(sql)?.[1] ?? []))
  const inserted: string[] = table.columns.map((column) => column.name)

  test('an insert fills every column of the table, each once', () => {
    expect(inserted.toSorted()).toEqual(created.toSorted())
    expect(new Set(inserted).size).toBe(inserted.length)
  })

  test('the time of the insert stands in both of its columns', () => {
    const stamped = table.columns.flatMap(({ name: column, isWriteTime }) => (isWriteTime === true ? [column] : []))
    expect(stamped).toEqual(['written_at', 'row_version'])
  })

  test('reads name columns of the table', () => {
    const read = selectList.split(/,\s+/).map((item) => /\((\w+)\)/.exec(item)?.[1] ?? item)
    for (const column of read) expect(created).toContain(column)
  })
})

test('an insert of runs has every value of the row', () => {
  const { cost_shares: _shares, ...own } = RunInsert.shape
  const names = [...Object.keys(own), ...[...costColumns, ...chargeColumns].map(({ name }) => name)]
  expect(runsTable.columns.map(({ name }) => name).toSorted()).toEqual(names.toSorted())
})

type Named = { name: string; size: number }
const named: InsertTable<Named> = {
  name: 't',
  columns: [text('name', (row) => row.name), uint64('size', ({ size }) => size)],
}
const titles = ['\u0004name\u0006String', '\u0004size\u0006UInt64'].map((title) => Buffer.from(title).toString('hex'))

describe('a Native block', () => {
  test('has its columns one behind the other', () => {
    const rows = [
      { name: 'x', size: 1 },
      { name: '', size: 2 },
    ]
    const expected = `0202${titles[0]}017800${titles[1]}01000000000000000200000000000000`
    expect(encodeRows(named, rows).toString('hex')).toBe(expected)
  })

  test('a row that does not fit leaves nothing behind', () => {
    const block = new RowBlock(named, { rows: 0, bytes: 0 })
    expect(() => block.add({ name: 'x', size: -1 })).toThrow(RangeError)
    block.add({ name: 'y', size: 1 })
    const body = Buffer.concat(nativeBlock([{ block, ranges: rangesOf([0]) }], null).pieces())
    expect(body.equals(encodeRows(named, [{ name: 'y', size: 1 }]))).toBe(true)
  })

  test('takes any rows of any blocks, and sets when they were written', () => {
    const all = Array.from({ length: 40 }, (_, index) => sampleRow(index))
    const blocks = [all.slice(0, 25), all.slice(25)].map((rows) => {
      const block = new RowBlock(sampleTable, { rows: 3, bytes: 0 })
      for (const row of rows) block.add(row)
      return block
    })
    const chosen = [
      [3, 0, 1, 24, 9],
      [14, 0],
    ]
    const taken = blocks.map((block, index) => ({ block, ranges: rangesOf(chosen[index] ?? []) }))
    const expected = [0, 1, 3, 9, 24, 25, 39].map((index) => ({ ...sampleRow(index), writtenAt: 77 }))
    expect(Buffer.concat(nativeBlock(taken, 77).pieces()).equals(encodeRows(sampleTable, expected))).toBe(true)
  })
})

type Sample = { index: number; writtenAt: number }
const sampleRow = (index: number): Sample => ({ index, writtenAt: 0 })
const wordsOf = ({ index }: Sample) => Array.from({ length: index % 4 }, (_, word) => 'wörd '.repeat(word * 20 + index))
const sampleTable: InsertTable<Sample> = {
  name: 't',
  columns: [
    text('name', ({ index }) => 'n'.repeat(index * 7)),
    texts('words', wordsOf),
    map('attributes', (row) => Object.fromEntries(wordsOf(row).map((word) => [`k${word}`, word]))),
    nullableUint64('tokens', ({ index }) => (index % 3 === 0 ? null : index)),
    nullableBool('streaming', ({ index }) => (index % 5 === 0 ? null : index % 2 === 0)),
    int32('size', ({ index }) => -index),
    { ...uint64('written_at', ({ writtenAt }: Sample) => writtenAt), isWriteTime: true },
  ],
}

describe('ByteWriter', () => {
  test.each([
    ['', '00'],
    ['a', '0161'],
    ['ä€', '05c3a4e282ac'],
    ['\ud800', '03efbfbd'],
    ['x'.repeat(43), `2b${'78'.repeat(43)}`],
    ['x'.repeat(200), `c801${'78'.repeat(200)}`],
  ])('writes the text %j', (value, hex) => {
    const writer = new ByteWriter(Buffer.alloc(1))
    writer.text(value)
    expect(writer.bytes().toString('hex')).toBe(hex)
  })

  test('writes whole numbers up to 2^53', () => {
    const writer = new ByteWriter(Buffer.alloc(0))
    writer.uint64(2 ** 53 - 1)
    expect(writer.bytes().readBigUInt64LE()).toBe(9_007_199_254_740_991n)
    for (const bad of [-1, 0.5, 2 ** 53, NaN]) expect(() => writer.uint64(bad)).toThrow(RangeError)
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
