import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findRepetitions } from './find-repetitions.ts'

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
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 60 }), (symbols) => {
      const found = findRepetitions(Int32Array.from(symbols))
      const covered = new Set<number>()
      for (const { start, period, rounds } of found) {
        expect(rounds).toBeGreaterThanOrEqual(3)
        for (let index = start; index < start + period * rounds; index++) {
          expect(covered.has(index)).toBe(false)
          covered.add(index)
          if (index >= start + period) expect(symbols[index]).toBe(symbols[index - period])
        }
      }
      const triple = symbols.findIndex(
        (symbol, index) => symbol === symbols[index + 1] && symbol === symbols[index + 2],
      )
      if (triple >= 0) expect([triple, triple + 1, triple + 2].some((index) => covered.has(index))).toBe(true)
    }),
  )
})
