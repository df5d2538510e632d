import { expect, test } from 'vitest'
import { rangeOf } from './set-aside-parts.ts'

test.each([
  { what: 'two times', words: [3_600, 7_200], range: { fromSeconds: 3_600, toSeconds: 7_200 } },
  { what: 'one time', words: [3_600], range: null },
  { what: 'times in the wrong order', words: [2, 1], range: null },
  { what: 'nothing', words: [], range: null },
])('$what', ({ words, range }) => {
  const bytes = Buffer.alloc(words.length * 4)
  words.forEach((word, index) => bytes.writeUInt32LE(word, index * 4))
  expect(rangeOf(bytes)).toEqual(range)
})
