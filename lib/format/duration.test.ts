import { expect, it } from 'vitest'
import { formatDurationNs } from './duration.ts'

it.each([
  [null, '–'],
  [0, '0 ms'],
  [400, '1 µs'],
  [320_000, '320 µs'],
  [41_000_000, '41 ms'],
  [999_600_000, '1.00 s'],
  [4_100_000_000, '4.10 s'],
  [18_240_000_000, '18.2 s'],
  [59_960_000_000, '1 m 00 s'],
  [242_000_000_000, '4 m 02 s'],
  [7_500_000_000_000, '2 h 05 m'],
  [273_600_000_000_000, '3 d 04 h'],
])('%s ns is %s', (ns, text) => expect(formatDurationNs(ns)).toBe(text))
