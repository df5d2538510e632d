import { describe, expect, it } from 'vitest'
import { everythingClosed, everythingOpen, flip } from './expansion.ts'
import { ENTRY_LIMIT, formatJsonPath, jsonRows, levelsThatFit } from './json-rows.ts'
import { decodeEscapes, parseEmbedded, parseJson, toJson } from './parse-json.ts'

describe('jsonRows', () => {
  const value = { a: [1, { b: true }], 'odd key': '{"c":null}', empty: {} }

  it('lists the visible rows with their paths', () => {
    const rows = jsonRows(value, everythingOpen)
    expect(rows.map((row) => `${formatJsonPath(row.path)} ${row.kind}`)).toEqual([
      'a array',
      'a[0] number',
      'a[1] object',
      'a[1].b boolean',
      '["odd key"] object',
      '["odd key"].c null',
      'empty object',
    ])
    expect(rows.find((row) => row.key === 'odd key')?.embedded).toBe(true)
    expect(rows.at(-1)?.open).toBeNull()
  })

  it('opens single rows', () => {
    expect(jsonRows(value, everythingClosed)).toHaveLength(3)
    expect(jsonRows(value, flip(everythingClosed, ['/a']))).toHaveLength(5)
    expect(jsonRows('text', everythingOpen)).toMatchObject([{ key: null, kind: 'string', open: null }])
  })
})

describe('jsonRows of long lists', () => {
  const list = { items: Array.from({ length: ENTRY_LIMIT + 50 }, (_unused, index) => ({ index })) }

  it('lists the first entries and what is left', () => {
    const rows = jsonRows(list, { level: 1, flipped: new Set() })
    expect(rows).toHaveLength(ENTRY_LIMIT + 2)
    expect(rows.at(-1)).toMatchObject({ kind: 'more', size: 50, path: ['items'], open: null })
    expect(jsonRows(list, { level: 1, flipped: new Set() }, new Map([['/items', 1000]]))).toHaveLength(ENTRY_LIMIT + 51)
  })

  it('opens fewer levels of a big value', () => {
    expect(levelsThatFit(list, 2, 300)).toBe(1)
    expect(levelsThatFit({ a: 1 }, 2, 300)).toBe(2)
  })
})

describe('parseJson', () => {
  it('keeps the digits of big integers', () => {
    const parsed = parseJson('{"id":12345678901234567890,"n":7}')
    expect(parsed?.value).toEqual({ id: 12345678901234567890n, n: 7 })
    expect(toJson(parsed?.value, 0)).toBe('{"id":12345678901234567890,"n":7}')
  })

  it('tells JSON in strings from text', () => {
    expect(parseEmbedded('[1]')?.value).toEqual([1])
    expect(parseEmbedded('[not json')).toBeNull()
    expect(parseEmbedded('12')).toBeNull()
    expect(decodeEscapes('caf\\u00e9')).toBe('café')
  })
})
