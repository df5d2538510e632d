import { describe, expect, it } from 'vitest'
import { markPattern, matchPieces } from './text-marks.ts'

describe('markPattern', () => {
  it.each([
    [['refund'], 'A REFUND, refunds', ['REFUND', 'refund']],
    [['a.b', '(x)'], 'a.b axb (X)', ['a.b', '(X)']],
    [['late fee'], 'late\n fee', ['late\n fee']],
    [['fee', 'late fee'], 'the late fee and a fee', ['late fee', 'fee']],
    [['Ärger'], 'ärger', ['ärger']],
    [['\\', '$1'], 'a\\b $1', ['\\', '$1']],
  ])('%j in %j', (texts, text, found) => expect(text.match(markPattern(texts) ?? /^$/)).toEqual(found))

  it.each([[[]], [['']], [['  ', '\n']]])('%j is nothing to look for', (texts) => expect(markPattern(texts)).toBeNull())
})

describe('matchPieces', () => {
  it.each([
    [['the fee'], [{ first: 0, from: 4, last: 0, to: 7 }]],
    [['the f', 'e', 'e.'], [{ first: 0, from: 4, last: 2, to: 1 }]],
    [
      ['fee', 'fee'],
      [
        { first: 0, from: 0, last: 0, to: 3 },
        { first: 1, from: 0, last: 1, to: 3 },
      ],
    ],
    [['', 'fee', ''], [{ first: 1, from: 0, last: 1, to: 3 }]],
    [['nothing'], []],
    [[], []],
  ])('%j', (pieces, ranges) => expect(matchPieces(pieces, /fee/gi)).toEqual(ranges))

  it('names the very text, whatever the pieces', () => {
    const text = 'a fee is a FEE, feefee and fe e'
    for (let size = 1; size < 9; size += 1) {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
        text.slice(at * size, (at + 1) * size),
      )
      const found = matchPieces(pieces, /fee/gi).map(({ first, from, last, to }) =>
        first === last
          ? pieces[first]?.slice(from, to)
          : [pieces[first]?.slice(from), ...pieces.slice(first + 1, last), pieces[last]?.slice(0, to)].join(''),
      )
      expect(found.map((each) => each?.toLowerCase())).toEqual(['fee', 'fee', 'fee', 'fee'])
    }
  })
})
