import { array, assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvCell, csvLine } from './csv.ts'

const text = (value: string) => csvCell({ text: value })

/** What a reader of RFC 4180 makes of one line. */
function parse(line: string): string[] {
  const cells = `,${line.replace(/\r\n$/, '')}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)
  return [...cells].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}

describe('numbers', () => {
  it.each([
    [0, '0'],
    [-5.2, '-5.2'],
    ['-12345678901234.000000000001', '-12345678901234.000000000001'],
    ['0.000000000000', '0.000000000000'],
    [null, ''],
  ])('%s stays a number', (number, cell) => expect(csvCell({ number })).toBe(cell))

  it('that are none are text', () => expect(csvCell({ number: '=1+1' })).toBe(`'=1+1`))
})

describe('text', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['two words', 'two words'],
    [' padded ', '" padded "'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['Ödipus 日本 ✓', 'Ödipus 日本 ✓'],
    ['a-b = c @ d', 'a-b = c @ d'],
  ])('%j is written as it is', (value, cell) => expect(text(value)).toBe(cell))

  const starts = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹢', '﹣', '﹦', '﹫', '−']
  const before = ['', ' ', '\t', '\r', '\n', '\u0001', '\u00a0', '\u3000', '\u200b', '\ufeff', ' \t\u0001']
  const bodies = ["cmd|'/C calc'!A0", 'HYPERLINK("http://evil","x")', '1+1', '"', ';=1+1', ',=1+1']
  const payloads = starts.flatMap((start) => before.flatMap((lead) => bodies.map((body) => `${lead}${start}${body}`)))

  it('begins with an apostrophe where a spreadsheet would see a formula', () => {
    for (const payload of payloads) expect(parse(text(payload))[0]).toMatch(/^'/)
  })

  it('tells an apostrophe that was there from one that was set', () => {
    const cells = ['=1', "'=1", "''=1", "'\t1", '\t1', "'s-Hertogenbosch"].map((value) => parse(text(value))[0])
    expect(cells).toEqual(["'=1", "''=1", "'''=1", "''\t1", "'\t1", "'s-Hertogenbosch"])
  })

  it('has no formula behind what other readers split at', () => {
    expect(text('x;=1+1')).toBe(`x;'=1+1`)
    expect(text('x;\n=1')).toBe(`"x;'\n'=1"`)
    expect(text('x\t-1')).toBe(`"x\t'-1"`)
    expect(text('x\n@SUM(A1)')).toBe(`"x\n'@SUM(A1)"`)
  })

  it('has no zero byte, which no reader could pass', () => {
    expect(text('a\u0000b')).toBe('a\uFFFDb')
  })

  it('costs no more than its length', () => {
    expect(text(`${'\n'.repeat(300_000)}x=`)).toHaveLength(300_005)
  })

  it('comes back from a reader as it was, but for the apostrophes', () => {
    const character = constantFrom(...Array.from('ab",;\'=+-@＝é😀 \t\r\n\u0000\u00a0\u200b\ufeff'))
    const cell = string({ unit: character, maxLength: 12 })
    assert(
      property(array(cell, { minLength: 2, maxLength: 5 }), (values) => {
        const line = csvLine(values.map((value) => ({ text: value })))
        const read = parse(line).map((value) => value.replaceAll("'", ''))
        expect(read).toEqual(values.map((value) => value.replaceAll("'", '').replaceAll('\0', '\uFFFD')))
      }),
    )
  })
})
