import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { layBuckets, maxBuckets } from './lay-buckets.ts'

const ns = (text: string) => BigInt(Date.parse(text)) * 1_000_000n
const iso = (nanos: bigint | undefined) => new Date(Number((nanos ?? 0n) / 1_000_000n)).toISOString()

test.each([
  ['2026-11-20T10:00:00Z', '2026-11-20T10:00:00.001Z', 1, 1],
  ['2026-11-20T10:00:00Z', '2026-11-20T10:01:00Z', 1, 60],
  ['2026-11-20T10:00:00Z', '2026-11-20T10:15:00Z', 15, 60],
  ['2026-11-20T10:00:00Z', '2026-11-20T11:00:00Z', 60, 60],
  ['2026-11-20T10:00:30Z', '2026-11-20T11:00:30Z', 60, 61],
  ['2026-11-19T10:00:00Z', '2026-11-20T10:00:00Z', 1800, 48],
  ['2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z', 43_200, 60],
  ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', 604_800, 53],
])('%s to %s: %i s, %i of them', (from, to, bucketSeconds, count) => {
  const buckets = layBuckets(ns(from), ns(to))
  expect([buckets.bucketSeconds, buckets.startsNs.length]).toEqual([bucketSeconds, count])
})

test('weeks begin on Mondays, in UTC', () => {
  const { startsNs } = layBuckets(ns('2026-01-01T00:00:00Z'), ns('2027-01-01T00:00:00Z'))
  expect(iso(startsNs[0])).toBe('2025-12-29T00:00:00.000Z')
})

test.each([0n, -5n])('a range of length %i has no slice', (length) => {
  expect(layBuckets(100n, 100n + length).startsNs).toEqual([])
})

test('every range is covered by 40 to 80 slices, or by fewer of a second', () => {
  const anyTime = fc.bigInt({ min: 0n, max: 9_200_000_000_000_000_000n })
  fc.assert(
    fc.property(anyTime, anyTime, (one, other) => {
      const [fromNs, toNs] = one < other ? [one, other] : [other, one + 1n]
      const { bucketSeconds, startsNs, endNs } = layBuckets(fromNs, toNs)
      const sizeNs = BigInt(bucketSeconds) * 1_000_000_000n
      expect(startsNs.length).toBeLessThanOrEqual(maxBuckets)
      if (bucketSeconds > 1) expect(startsNs.length).toBeGreaterThanOrEqual(maxBuckets / 2)
      expect(startsNs[0]! <= fromNs && fromNs < startsNs[0]! + sizeNs).toBe(true)
      expect(startsNs.at(-1)! < toNs && toNs <= endNs && endNs === startsNs.at(-1)! + sizeNs).toBe(true)
    }),
  )
})
