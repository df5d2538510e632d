import { maxDateTime } from './date-time.ts'

const daySeconds = 86_400

/**
 * Records of a moment range, found by the hour in their table's key; `fromNs` and `toNs` name Int64 parameters. An hour
 * is a DateTime and starts over after 2106: where the range reaches that far (a broken clock), every hour is looked into.
 */
export function withinHours(
  column: string,
  range: { fromNs: string; toNs: string },
  { slackSeconds = daySeconds } = {},
): string {
  const from = `intDiv({${range.fromNs}:Int64}, 1000000000) - ${slackSeconds}`
  const to = `intDiv({${range.toNs}:Int64}, 1000000000) + ${slackSeconds}`
  return `toStartOfHour(${column}) >= toStartOfHour(toDateTime(if(${to} > ${maxDateTime}, 0, greatest(${from}, 0)), 'UTC'))
  AND toStartOfHour(${column}) <= toDateTime(least(${to}, ${maxDateTime}), 'UTC')`
}

/** The same without an end: a begin so late that hours have started over looks into every hour. */
export function sinceHour(column: string, fromNs: string, slackSeconds = daySeconds): string {
  const from = `intDiv({${fromNs}:Int64}, 1000000000) - ${slackSeconds}`
  return `toStartOfHour(${column}) >= toStartOfHour(toDateTime(if(${from} > ${maxDateTime}, 0, greatest(${from}, 0)), 'UTC'))`
}
