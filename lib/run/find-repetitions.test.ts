import { array, assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { findRepetitions } from './find-repetitions.ts'
import type { Repetition } from './find-repetitions.ts'

const find = (letters: string) => findRepetitions(Int32Array.from(letters, (letter) => letter.codePointAt(0) ?? 0))

test.each([
  ['', []],
  ['aa', []],
  ['aaa', [{ start: 0, period: 1, rounds: 3 }]],
  ['xabcabcabcy', [{ start: 1, period: 3, rounds: 3 }]],
  ['aaaaaa', [{ start: 0, period: 1, rounds: 6 }]],
  ['abababab', [{ start: 0, period: 2, rounds: 4 }]],
])('%s', (letters, expected) => expect(find(letters)).toEqual(expected))

test('what is found does repeat, does not overlap, and no three equal in a row are missed', () => {
  assert(
    property(array(integer({ min: 0, max: 2 }), { maxLength: 60 }), (symbols) => {
      const found = findRepetitions(Int32Array.from(symbols))
      const covered = found.flatMap(({ start, period, rounds }) =>
        Array.from({ length: period * rounds }, (_, index) => start + index),
      )
      expect(found.every(({ rounds }) => rounds >= 3)).toBe(true)
      expect(found.every((repetition) => repeats(symbols, repetition))).toBe(true)
      expect(new Set(covered).size).toBe(covered.length)
      const triple = symbols.findIndex(
        (symbol, index) => symbol === symbols[index + 1] && symbol === symbols[index + 2],
      )
      expect(triple < 0 || covered.some((index) => index >= triple && index <= triple + 2)).toBe(true)
    }),
  )
})

function repeats(symbols: readonly number[], { start, period, rounds }: Repetition): boolean {
  const stretch = symbols.slice(start, start + period * rounds)
  return stretch.every((symbol, index) => index < period || symbol === stretch[index - period])
}
