import type { Group } from './form-groups.ts'

/** Hours in seconds since the epoch. */
export type BucketRange = { fromHour: number; toHour: number }

const hourSeconds = 3_600
const daySeconds = 86_400
/** What a DateTime holds. */
const everything: BucketRange = { fromHour: 0, toHour: 2 ** 32 - 1 }

/**
 * Where the stored runs of the groups can lie: a bucket is the hour of the first record seen, and none of a
 * trace's records goes away. Turns of coding CLIs take their times from elsewhere too, so those lie anywhere.
 */
export function bucketRangeOf(groups: readonly Pick<Group, 'sessions' | 'spans' | 'logs'>[]): BucketRange {
  let [first, last] = [Infinity, -Infinity]
  for (const { sessions, spans, logs } of groups) {
    if (sessions.length > 0) return everything
    for (const { startNs } of spans) [first, last] = widened(first, last, startNs)
    for (const { timeNs } of logs) [first, last] = widened(first, last, timeNs)
  }
  const fromHour = first - daySeconds - hourSeconds
  const toHour = last + daySeconds
  const isWithin = first <= last && fromHour >= everything.fromHour && toHour <= everything.toHour
  return isWithin ? { fromHour, toHour } : everything
}

function widened(first: number, last: number, timeNs: bigint): [number, number] {
  const seconds = Math.floor(Number(timeNs) / 1e9)
  return [Math.min(first, seconds), Math.max(last, seconds)]
}
