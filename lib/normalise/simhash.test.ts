import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { simhash64 } from './simhash.ts'

/** The same hash, bit by bit. */
function reference(text: string): string {
  const words =
    text
      .slice(0, 1024)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  const counts = Array.from({ length: 64 }, () => 0)
  let previous = 0
  for (const word of words) {
    let hashed = 0
    for (let at = 0; at < word.length; at += 1) hashed = Math.imul(hashed ^ word.charCodeAt(at), 0x01000193) || 1
    const halves = [mix(Math.imul(previous, 0x9e3779b1) + ~hashed), mix(previous ^ hashed)]
    for (let bit = 0; bit < 64; bit += 1) {
      if (((halves[bit >> 5] ?? 0) >>> (31 - (bit & 31))) & 1) counts[bit] = (counts[bit] ?? 0) + 1
    }
    previous = Math.imul(hashed, 0x27d4eb2f)
  }
  if (words.length === 0) return ''
  const bits = counts.map((count) => (count > words.length >> 1 ? '1' : '0')).join('')
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0')
}

function mix(value: number): number {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

test('counts like a count bit by bit', () => {
  const words = fc.array(fc.stringMatching(/^[A-Za-z0-9.,! -]{0,12}$/), { maxLength: 200 })
  fc.assert(fc.property(words, (list) => simhash64(list.join(' ')) === reference(list.join(' '))))
  fc.assert(fc.property(fc.stringMatching(/^[a-zÄé漢字 ]{0,300}$/), (text) => simhash64(text) === reference(text)))
})

test.each(['', '...', 'a', 'a '.repeat(600), 'A b', 'x'.repeat(3000)])('agrees on %j', (text) => {
  expect(simhash64(text)).toBe(reference(text))
})
