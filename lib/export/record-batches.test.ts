import { expect, it } from 'vitest'
import { recordBatches } from './record-batches.ts'

const sizes = (bytes: readonly number[]) => [...recordBatches(bytes, (each) => each)].map((batch) => batch.length)
const mebibyte = 1024 * 1024

it.each([
  [[], []],
  [[1, 1, 1], [3]],
  [
    [3 * mebibyte, 1 * mebibyte, 1],
    [2, 1],
  ],
  [
    [1, 9 * mebibyte, 1],
    [1, 1, 1],
  ],
  [Array.from({ length: 450 }, () => 1), [200, 200, 50]],
])('cuts by number and bytes', (bytes, expected) => expect(sizes(bytes)).toEqual(expected))
