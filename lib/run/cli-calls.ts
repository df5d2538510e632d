import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { CallJoin, inOrder, uniqueSpans } from './call-join.ts'
import type { JoinedCalls } from './call-join.ts'
import { joinClaudeCode } from './join-claude-code.ts'
import { joinCodex } from './join-codex.ts'
import { joinGeminiCli } from './join-gemini-cli.ts'

/**
 * Joins one turn's log records to the spans of the same calls: each call is counted once, whichever
 * signals were switched on. Input may come in any order and with copies.
 */
export function joinCliLogs(spans: readonly SpanFacts[], logs: readonly LogFacts[]): JoinedCalls {
  const unique = uniqueSpans(spans)
  const ordered = inOrder(logs)
  const join = new CallJoin(unique)
  const of = <T extends SpanFacts | LogFacts>(records: readonly T[], dialect: string): T[] =>
    records.filter((record) => record.dialect === dialect)
  joinClaudeCode(of(unique, 'claude-code'), of(ordered, 'claude-code'), join)
  joinCodex(of(unique, 'codex'), of(ordered, 'codex'), join)
  joinGeminiCli(of(unique, 'gemini-cli'), of(ordered, 'gemini-cli'), join)
  linkToSpans(unique, ordered, join)
  return join.result()
}

/** Every record is shown with the span that it was written in. */
function linkToSpans(spans: readonly SpanFacts[], logs: readonly LogFacts[], join: CallJoin): void {
  const byId = new Map(spans.map((span) => [`${span.traceId}/${span.spanId}`, span]))
  for (const log of logs) {
    const span = byId.get(`${log.traceId}/${log.spanId}`)
    if (span && !join.isJoined(log)) join.link(span, log)
  }
}
