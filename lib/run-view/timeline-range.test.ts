import { describe, expect, it } from 'vitest'
import { formatOffsetNs } from '#lib/format/offset.ts'
import { labelPlace } from './timeline-label.ts'
import { marksOf, widePieces } from './timeline-marks.ts'
import { clampRange, panRange, parseRange, rangeText, zoomRange } from './timeline-range.ts'
import { offsetTicks } from './timeline-ticks.ts'

const full = { from: 0, to: 1_000_000 }

describe('a zoomed range', () => {
  it.each([
    [
      { from: 100_000, to: 200_000 },
      { from: 100_000, to: 200_000 },
    ],
    [
      { from: -50_000, to: 50_000 },
      { from: 0, to: 100_000 },
    ],
    [
      { from: 950_000, to: 1_050_000 },
      { from: 900_000, to: 1_000_000 },
    ],
    [
      { from: 500_000, to: 500_001 },
      { from: 500_000, to: 501_000 },
    ],
    [{ from: -10, to: 2_000_000 }, null],
  ])('%o stays inside as %o', (range, expected) => {
    expect(clampRange(range, full)).toEqual(expected)
  })

  it('keeps what is under the pointer', () => {
    expect(zoomRange({ from: 100, to: 200 }, 0.5, 150)).toEqual({ from: 125, to: 175 })
    expect(zoomRange({ from: 100, to: 200 }, 2, 100)).toEqual({ from: 100, to: 300 })
    expect(panRange({ from: 100, to: 200 }, 0.5)).toEqual({ from: 150, to: 250 })
  })

  it.each(['', '5', '5-5', '9-5', 'a-b', '1-2-3', '-1-5', '1.5-2'])('"%s" in a link is none', (text) => {
    expect(parseRange(text)).toBeNull()
  })

  it('survives the link', () => {
    expect(parseRange(rangeText({ from: 1_500, to: 9_001 }))).toEqual({ from: 1_000, to: 10_000 })
  })
})

describe('offsets', () => {
  it.each([
    [0, 1e6, '0'],
    [350e6, 50e6, '350 ms'],
    [1.25e9, 50e6, '1.25 s'],
    [2e9, 1e9, '2 s'],
    [500e6, 100e6, '500 ms'],
    [242.5e9, 0.1e9, '4 m 02.5 s'],
    [3603.004e9, 1e6, '1 h 00 m 03.004 s'],
    [7200e9, 3600e9, '2 h 00 m'],
    [1500, 500, '1.5 µs'],
    [250_000, 50_000, '250 µs'],
    [90_000e9, 3600e9, '1 d 01 h 00 m'],
    [-400e6, 100e6, '−400 ms'],
    [59.9996e9, 1e6, '1 m 00.000 s'],
  ])('%d at a precision of %d is %s', (offset, precision, text) => {
    expect(formatOffsetNs(offset, precision)).toBe(text)
  })

  it.each([
    [{ from: 0, to: 18e9 }, ['0', '5 s', '10 s', '15 s']],
    [{ from: 0, to: 900e6 }, ['0', '200 ms', '400 ms', '600 ms', '800 ms']],
    [
      { from: 3_600_010e6, to: 3_600_030e6 },
      ['1 h 00 m 00.010 s', '1 h 00 m 00.015 s', '1 h 00 m 00.020 s', '1 h 00 m 00.025 s', '1 h 00 m 00.030 s'],
    ],
    [{ from: 0, to: 7200e9 }, ['0', '30 m 00 s', '1 h 00 m', '1 h 30 m', '2 h 00 m']],
    [{ from: 5, to: 5 }, []],
  ])('ticks of %o', (range, texts) => {
    expect(offsetTicks(range, 6).map(({ text }) => text)).toEqual(texts)
  })
})

describe('labels', () => {
  it.each([
    [{ left: 10, right: 40 }, 'after'],
    [{ left: 60, right: 90 }, 'before'],
    [{ left: 5, right: 98 }, 'inside'],
    [{ left: 20, right: 75 }, 'inside'],
    [{ left: 25, right: 75 }, 'inside'],
  ])('of %o stand %s', (bar, place) => {
    expect(labelPlace(bar, 30, 100)).toBe(place)
  })

  it('are left out where they would be cut', () => {
    expect(labelPlace({ left: 20, right: 45 }, 30, 50)).toBe('none')
  })
})

describe('marks', () => {
  const ranges = [
    { from: 0, to: 10 },
    { from: 11, to: 20 },
    { from: 50, to: 60 },
    { from: 90, to: 200 },
  ]
  it('joins what cannot be told apart and leaves out what is not in view', () => {
    expect(marksOf(ranges, { from: 0, to: 100 }, 100, 2)).toEqual([
      { left: 0, right: 20 },
      { left: 50, right: 60 },
      { left: 90, right: 100 },
    ])
    expect(marksOf(ranges, { from: 30, to: 40 }, 100, 2)).toEqual([])
  })

  it('keeps pieces that are wide enough', () => {
    expect(widePieces(ranges, { from: 0, to: 100 }, 100, 10).map(({ left, right }) => [left, right])).toEqual([
      [0, 10],
      [50, 60],
      [90, 100],
    ])
  })
})
