import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { joinCliLogs } from './cli-calls.ts'
import { second, startOfTest } from './test-support.ts'

/** Seconds after the start of the test. */
export const at = (seconds: number): bigint => startOfTest + BigInt(Math.round(seconds * 1000)) * (second / 1000n)

/** The joined call with this id, from spans or from log records. */
export function joinedCall(spans: SpanFacts[], logs: LogFacts[], id: string): SpanFacts | LogFacts | undefined {
  const joined = joinCliLogs(spans, logs)
  return joined.spans.find(({ spanId }) => spanId === id) ?? joined.fromLogs.find(({ logId }) => logId === id)
}

/** Ids of the records that are calls of their own. */
export function fromLogs(spans: SpanFacts[], logs: LogFacts[]): string[] {
  return joinCliLogs(spans, logs).fromLogs.map(({ logId }) => logId)
}
