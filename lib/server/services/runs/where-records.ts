import type { RunRecords } from '#lib/run/types.ts'

type SpanPlace = Pick<RunRecords['spans'][number], 'traceId' | 'spanId' | 'startNs'>
type LogPlace = Pick<RunRecords['logs'][number], 'logId' | 'timeNs'>
type Range = { fromNs: string; toNs: string }

/** Where the stored texts of spans are; there are some. */
export function whereSpans(places: readonly SpanPlace[]): Range & { traceIds: string[]; spanIds: string[] } {
  return {
    ...rangeOf(places.map(({ startNs }) => startNs)),
    traceIds: [...new Set(places.map(({ traceId }) => traceId))],
    spanIds: [...new Set(places.map(({ spanId }) => spanId))],
  }
}

/** The same of log records. */
export function whereLogs(places: readonly LogPlace[]): Range & { logIds: string[] } {
  return { ...rangeOf(places.map(({ timeNs }) => timeNs)), logIds: places.map(({ logId }) => logId) }
}

function rangeOf(times: readonly bigint[]): Range {
  const [first = 0n] = times
  let [from, to] = [first, first]
  for (const time of times) {
    if (time < from) from = time
    if (time > to) to = time
  }
  return { fromNs: from.toString(), toNs: to.toString() }
}
