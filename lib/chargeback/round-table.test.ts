import { array, assert, bigInt, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { roundTable, roundTo } from './round-table.ts'

const unit = 100n
const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
const columnsOf = (rows: readonly (readonly bigint[])[]) => (rows[0] ?? []).map((_, at) => rows.map((row) => row[at] ?? 0n)) // prettier-ignore

function expectNear(rounded: bigint, exact: bigint, most = unit - 1n) {
  const off = rounded * unit - exact
  expect(off <= most && off >= -most, `${rounded} for ${exact}`).toBe(true)
}

test('a table adds up in both directions as it is printed, each figure less than a unit off', () => {
  const cell = bigInt({ min: -2_000n, max: 2_000n })
  const tables = integer({ min: 1, max: 4 }).chain((width) =>
    array(array(cell, { minLength: width, maxLength: width }), { maxLength: 30 }),
  )
  assert(
    property(tables, (rows) => {
      const rounded = roundTable(rows, unit)
      for (const [index, row] of rows.entries()) {
        const printed = rounded[index] ?? []
        expectNear(sum(printed), sum(row))
        for (const [at, amount] of row.entries()) expectNear(printed[at] ?? 0n, amount)
      }
      const printedColumns = columnsOf(rounded)
      for (const [at, column] of columnsOf(rows).entries()) expectNear(sum(printedColumns[at] ?? []), sum(column))
      expectNear(sum(rounded.flat()), sum(rows.flat()), unit / 2n)
    }),
  )
})

test('nothing stays nothing, and whole amounts stay what they are', () => {
  const rows = [
    [333n, 0n, -33n],
    [333n, 200n, 0n],
    [334n, 0n, 0n],
  ]
  const rounded = roundTable(rows, unit)
  expect(rounded.map(([, shared]) => shared)).toEqual([0n, 2n, 0n])
  expect(rounded.slice(1).map(([, , markup]) => markup)).toEqual([0n, 0n])
  expect(sum(rounded.map(([cost]) => cost ?? 0n))).toBe(10n)
})

test('of the columns the first has the nearest sum, where nothing speaks against it', () => {
  const rows = [
    [126n, 0n, 8n],
    [130n, 0n, 33n],
    [101n, 0n, 9n],
  ]
  const rounded = roundTable(rows, unit)
  expect(sum(rounded.map(([cost]) => cost ?? 0n))).toBe(4n)
  expect(sum(rounded.flat())).toBe(4n)
})

test('thousands of rows are done at once', () => {
  const rows = Array.from({ length: 5_000 }, (_, index) => [BigInt(index * 37), BigInt(index * 11), BigInt(index * 3)])
  expectNear(sum(roundTable(rows, unit).flat()), sum(rows.flat()), unit / 2n)
})

test('parts add up to what their whole was rounded to, either way', () => {
  const parts = array(bigInt({ min: -500n, max: 500n }), { minLength: 1, maxLength: 20 })
  assert(
    property(parts, (amounts) => {
      const exact = sum(amounts)
      const floor = (exact - (((exact % unit) + unit) % unit)) / unit
      for (const whole of exact % unit === 0n ? [floor] : [floor, floor + 1n]) {
        const printed = roundTo(amounts, whole, unit)
        expect(sum(printed)).toBe(whole)
        for (const [index, amount] of amounts.entries()) expectNear(printed[index] ?? 0n, amount)
      }
    }),
  )
})
