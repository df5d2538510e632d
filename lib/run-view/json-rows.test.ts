import { describe, expect, it } from 'vitest'
import { everythingClosed, everythingOpen, flip } from './expansion.ts'
import { formatJsonPath, jsonRows } from './json-rows.ts'
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
