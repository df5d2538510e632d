import { expect, test } from 'vitest'
import { waitOfLast } from './token-bucket.ts'

const rule = { burst: 3, perMinute: 1 }

test.each([
  ['the first', [0], 0],
  ['the last that fits', [0, 0, 0], 0],
  ['one too many', [0, 0, 0, 0], 60],
  ['one too many, for a part of a minute', [0, 0, 0, 15_000], 45],
  ['one after a minute', [0, 0, 0, 60_000], 0],
  ['refused ones, which cost nothing', [0, 0, 0, 1, 2, 3, 60_000], 0],
  ['no more than a full bucket after an hour', [0, 3_600_000, 3_600_000, 3_600_000, 3_600_000], 60],
  ['one whose clock went back', [1_000, 500, 500, 500], 60],
  ['none', [], 0],
])('%s', (_name, atMs, seconds) => {
  expect(waitOfLast(rule, atMs)).toBeCloseTo(seconds, 3)
})
