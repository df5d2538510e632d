import { ClickHouseError } from '@clickhouse/client'
import { expect, test } from 'vitest'
import { areRowsAtFault } from './insert-fault.ts'

const answer = (code: string, type: string) => new ClickHouseError({ message: type, code, type })

test.each([
  ['204', 'CANNOT_FSYNC'],
  ['243', 'NOT_ENOUGH_SPACE'],
  ['75', 'CANNOT_WRITE_TO_FILE_DESCRIPTOR'],
  ['172', 'CANNOT_CREATE_DIRECTORY'],
])('no row causes %s %s: its sender must come again', (code, type) => {
  expect(areRowsAtFault(answer(code, type))).toBe(false)
})

test('a value that cannot be read is the fault of its row', () => {
  expect(areRowsAtFault(answer('33', 'CANNOT_READ_ALL_DATA'))).toBe(true)
  expect(areRowsAtFault(new Error('socket hang up'))).toBe(false)
})
