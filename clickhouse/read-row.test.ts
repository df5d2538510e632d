import { expect, test } from 'vitest'
import { z } from 'zod'
import { rowReader } from './read-row.ts'

test.each([
  [z.number(), '12', 12],
  [z.number(), 1.5, 1.5],
  [z.number(), 'nan', 'nan'],
  [z.number().nullable(), null, null],
  [z.number().int().optional(), '-3', -3],
  [z.bigint(), '18446744073709551615', 18446744073709551615n],
  [z.bigint(), 5, 5n],
  [z.array(z.number()), ['1', '2'], [1, 2]],
  [z.record(z.string(), z.number()), { a: '1' }, { a: 1 }],
  [z.tuple([z.string(), z.number()]), ['1', '1'], ['1', 1]],
  [z.object({ id: z.string(), n: z.number() }), { id: '1', n: '1', more: '1' }, { id: '1', n: 1, more: '1' }],
  [z.object({ n: z.number() }).transform((row) => row.n), { n: '1' }, { n: 1 }],
])('%#', (schema, value, expected) => {
  expect(rowReader(schema)?.(value)).toEqual(expected)
})

test('text stays text, without any work', () => {
  expect(rowReader(z.object({ a: z.string(), b: z.boolean(), c: z.array(z.string()) }))).toBeNull()
})

test('a number that would lose digits throws', () => {
  expect(() => rowReader(z.number())?.('9007199254740993')).toThrow(/does not fit/)
})
