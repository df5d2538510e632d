import { maxDateTime } from './date-time.ts'

/** `bucket` is within a day of `started_at` (the worker keeps it so); an hour more to spare. */
const slackSeconds = 90_000
const latest = maxDateTime - (maxDateTime % 3600) - slackSeconds

/**
 * Runs that began at `fromNs` (an Int64 parameter) or later: `started_at` is exact, `bucket` prunes by the key, within
 * what its 32 bits can say, or it would wrap around.
 */
export const startedFrom = `bucket >= toDateTime(least(greatest(intDiv({fromNs:Int64}, 1000000000) - ${slackSeconds}, 0), ${latest}), 'UTC') AND started_at >= fromUnixTimestamp64Nano({fromNs:Int64}, 'UTC')`

/** Runs that began before `toNs`. */
export const startedBefore = `bucket <= toDateTime(greatest(least(intDiv({toNs:Int64}, 1000000000) + ${slackSeconds}, ${maxDateTime}), 0), 'UTC') AND started_at < fromUnixTimestamp64Nano({toNs:Int64}, 'UTC')`

export const startedWithin = `${startedFrom} AND ${startedBefore}`
