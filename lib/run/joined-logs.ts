import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { CallJoin, inOrder, uniqueSpans } from './call-join.ts'
import type { JoinedCalls } from './call-join.ts'
import { conversationFacts, isMessageEvent } from './message-events.ts'

/**
 * Joins log records to the spans that they were written in (same trace and span id): message events
 * give the span its content, operation details are the call itself where the span never came.
 */
export function joinLogs(spans: readonly SpanFacts[], logs: readonly LogFacts[]): JoinedCalls {
  const unique = uniqueSpans(spans)
  const ordered = inOrder(logs)
  const join = new CallJoin(unique)
  const spanOf = new Map(unique.map((span) => [recordKey(span), span]))
  const messages = new Map<SpanFacts, LogFacts[]>()
  const calls = new Map<string, LogFacts>()
  for (const log of ordered) {
    const span = log.spanId === '' ? undefined : spanOf.get(recordKey(log))
    if (span) joinToSpan(span, log, join, messages)
    else if (log.role === 'llm_call') joinToCall(calls, log, join)
  }
  for (const [span, list] of messages) join.fill(span, conversationFacts(list))
  return join.result()
}

function joinToSpan(span: SpanFacts, log: LogFacts, join: CallJoin, messages: Map<SpanFacts, LogFacts[]>): void {
  switch (log.role) {
    case 'llm_call':
    case 'llm_error':
      return join.join(span, log)
    case 'messages':
      if (!isMessageEvent(log)) return join.join(span, log)
      collect(messages, span, log)
      return join.link(span, log)
    default:
      join.link(span, log)
      // An error written to the log explains a span that failed; it is no failure of a span that did not.
      if (span.status === 'error') join.fill(span, { errorType: log.errorType, errorMessage: log.errorMessage })
  }
}

function collect(messages: Map<SpanFacts, LogFacts[]>, span: SpanFacts, log: LogFacts): void {
  const list = messages.get(span)
  if (list) list.push(log)
  else messages.set(span, [log])
}

/** Request and response may be written apart; together they are one call. */
function joinToCall(calls: Map<string, LogFacts>, log: LogFacts, join: CallJoin): void {
  const known = log.spanId === '' ? undefined : calls.get(recordKey(log))
  if (known) join.join(known, log)
  else calls.set(recordKey(log), join.addCall(log))
}

function recordKey(record: SpanFacts | LogFacts): string {
  return record.spanId === '' && 'role' in record ? record.logId : `${record.traceId}/${record.spanId}`
}
