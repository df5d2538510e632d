import { expect, test } from 'vitest'
import { lastOf, lookThrough } from './look-through.ts'

const sizes = Array.from({ length: 10 }, (_, index) => 1_000 * 2 ** index)

test.each([
  ['the first window is looked at alone', 0, 0, 0],
  ['where nothing was found, sixteen times as much is', 1, 0, 4],
  ['where little was found, no more than that', 1, 1, 4],
  ['half of it: three times as much', 1, 50, 2],
  ['nearly enough: one window more', 3, 99, 3],
  ['near the end all that is left', 8, 0, 9],
])('%s', (_name, next, found, last) => {
  expect(lastOf(sizes, next, { found, enough: 100 })).toBe(last)
})

test('every window is looked at once, in order, until enough is found', async () => {
  const looks: (string | undefined)[] = []
  const between = (first: number, last: number) => ({ q: `${first} to ${last}` })
  const found = await lookThrough({ sizes, between }, 10, async ({ q }) => {
    looks.push(q)
    return looks.length === 1 ? ['a'] : looks.length === 3 ? Array.from({ length: 9 }, String) : []
  })
  expect(looks).toEqual(['0 to 0', '1 to 4', '5 to 8'])
  expect([found.rows.length, found.isWhole]).toEqual([10, false])
  expect((await lookThrough({ sizes, between }, 10, async () => [])).isWhole).toBe(true)
})
