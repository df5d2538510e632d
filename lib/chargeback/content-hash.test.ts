import { assert, dictionary, integer, jsonValue, property, shuffledSubarray, string } from 'fast-check'
import { expect, it, test } from 'vitest'
import { canonicalJson, contentHash } from './content-hash.ts'

it('sorts keys as RFC 8785 does, and writes no spaces', () => {
  const value = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '10': 'Ten',
    '9': 'Nine',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  }
  const names = [...canonicalJson(value).matchAll(/:"([^" :]+)/g)].map(([, name]) => name)
  expect(names).toEqual(['Carriage', 'One', 'Ten', 'Nine', 'Control', 'Latin', 'Euro', 'Emoji', 'Hebrew'])
  expect(canonicalJson({ b: [1, { d: null, c: undefined }], a: 'x\u000f"\\/ö' })).toBe(
    '{"a":"x\\u000f\\"\\\\/ö","b":[1,{"d":null}]}',
  )
})

it('is the hash that sha256sum makes of the text', () => {
  expect(contentHash({ a: 1 })).toBe('015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862')
})

test('the same value has the same text, whatever the order of its keys, and reads back', () => {
  const entries = dictionary(string(), integer(), { noNullPrototype: true }).chain((value) => {
    const all = Object.entries(value)
    return shuffledSubarray(all, { minLength: all.length }).map((shuffled) => ({ value, shuffled }))
  })
  assert(
    property(entries, jsonValue(), ({ value, shuffled }, inner) => {
      const text = canonicalJson({ value, inner })
      expect(canonicalJson({ inner, value: Object.fromEntries(shuffled) })).toBe(text)
      expect(canonicalJson(JSON.parse(text))).toBe(text)
    }),
  )
})
