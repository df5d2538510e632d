/** Equal slices of time that cover a range; all times in nanoseconds since the epoch. */
export type Buckets = { bucketSeconds: number; startsNs: bigint[]; endNs: bigint }

export const maxBuckets = 80

const minute = 60
const hour = 3600
const day = 86_400
/** No size is more than twice the one before, so 40 to 80 of one of them cover any range of 40 seconds to 390 years. */
const sizes: readonly number[] = [
  [1, 2, 3, 5, 10, 15, 30],
  [1, 2, 3, 5, 10, 15, 30].map((minutes) => minutes * minute),
  [1, 2, 3, 6, 12].map((hours) => hours * hour),
  [1, 2, 4, 7, 14, 28, 56, 112, 224, 448, 896, 1792].map((days) => days * day),
].flat()
const nsPerSecond = 1_000_000_000n
/** Monday, 5 January 1970: weeks begin on Mondays, days at midnight UTC, and a slice never moves with the range. */
const originNs = BigInt(4 * day) * nsPerSecond

/**
 * The smallest slices, of `leastSeconds` and more, of which at most 80 cover `fromNs` to `toNs` (exclusive). An empty
 * range has none.
 */
export function layBuckets(fromNs: bigint, toNs: bigint, leastSeconds = 1): Buckets {
  if (toNs <= fromNs) return { bucketSeconds: leastSeconds, startsNs: [], endNs: fromNs }
  for (const bucketSeconds of sizes) {
    if (bucketSeconds < leastSeconds) continue
    const sizeNs = BigInt(bucketSeconds) * nsPerSecond
    const first = floorDiv(fromNs - originNs, sizeNs)
    const end = floorDiv(toNs - originNs - 1n, sizeNs) + 1n
    if (end - first > maxBuckets) continue
    const startsNs = Array.from(
      { length: Number(end - first) },
      (_, slot) => originNs + (first + BigInt(slot)) * sizeNs,
    )
    return { bucketSeconds, startsNs, endNs: originNs + end * sizeNs }
  }
  throw new RangeError('a range of more years than nanoseconds in 64 bits can say')
}

/** BigInt division cuts towards zero; times before the origin need the floor. */
function floorDiv(value: bigint, size: bigint): bigint {
  return (value - (((value % size) + size) % size)) / size
}
