import { describe, expect, it } from 'vitest'
import { searchNeedle, searchPattern } from './search-pattern.ts'

describe('searchPattern', () => {
  it('takes text literally, and a pattern as it is', () => {
    expect(searchPattern(String.raw`a.b*(c)[d]{e}|^$\+?`, false)).toBe(String.raw`a\.b\*\(c\)\[d\]\{e\}\|\^\$\\\+\?`)
    expect(searchPattern('a.b', true)).toBe('a.b')
    expect(searchPattern('Ü-1 "x"', false)).toBe('Ü-1 "x"')
  })
})

describe('searchNeedle', () => {
  it.each([
    ['ACC-1042', 'ACC-1042'],
    ['say "hello there"', 'hello there'],
    ['Überweisung', 'berweisung'],
    ['a\nlonger', 'longer'],
    ['你好', ''],
    [String.raw`C:\users`, 'users'],
  ])('of %s is %s', (q, needle) => expect(searchNeedle(q, false)).toBe(needle))

  it('is unknown for a pattern', () => expect(searchNeedle('abc', true)).toBe(''))
})
