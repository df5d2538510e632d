import type { CallFacts, LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { hash64 } from '#lib/normalise/hashes.ts'
import { genAiEvents } from '#lib/semconv/gen-ai.ts'
import { CallJoin, inOrder, uniqueSpans } from './call-join.ts'
import type { JoinedCalls } from './call-join.ts'

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
  const asked = toolCallTimes(ordered)
  for (const [span, list] of messages) join.fill(span, conversationFacts(inConversationOrder(list, asked)))
  return join.result()
}

function joinToSpan(span: SpanFacts, log: LogFacts, join: CallJoin, messages: Map<SpanFacts, LogFacts[]>): void {
  switch (log.role) {
    case 'llm_call':
    case 'llm_error':
      return join.join(span, log)
    case 'messages':
      if (!ranks.has(log.eventName)) return join.join(span, log)
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

/** What the messages of one call say of it: the input's rolling hash, the answer's text and tool calls. */
function conversationFacts(messages: readonly LogFacts[]): Partial<CallFacts> {
  const input = messages.filter((log) => log.eventName !== genAiEvents.choice)
  const output = messages.filter((log) => log.eventName === genAiEvents.choice)
  const answer = output.find((log) => log.hasAnswer) ?? output[0]
  const question = input.findLast((log) => log.eventName === genAiEvents.userMessage) ?? input.at(-1)
  const conversation = input.filter((log) => log.eventName !== genAiEvents.systemMessage)
  const messagesHash = conversation.reduce(
    (rolling, log) => (log.inputHash === '' ? rolling : hash64(rolling + log.inputHash)),
    '',
  )
  return {
    messageCount: conversation.length,
    messagesHash,
    inputHash: messagesHash,
    inputPreview: question?.inputPreview ?? '',
    outputPreview: answer?.outputPreview ?? '',
    outputHash: answer?.outputHash ?? '',
    outputSimhash: answer?.outputSimhash ?? '',
    hasAnswer: answer?.hasAnswer ?? false,
    requestedTools: output.flatMap((log) => log.requestedTools),
    finishReasons: output.flatMap((log) => log.finishReasons),
  }
}

/** Events of one message each; any other record with messages has the whole conversation. */
const ranks = new Map<string, number>([
  [genAiEvents.systemMessage, 0],
  [genAiEvents.userMessage, 1],
  [genAiEvents.assistantMessage, 2],
  [genAiEvents.toolMessage, 2],
  [genAiEvents.choice, 3],
])

/** Tool call id → when a model asked for it first, in any call of the group. */
function toolCallTimes(logs: readonly LogFacts[]): Map<string, bigint> {
  const times = new Map<string, bigint>()
  for (const log of logs) {
    if (log.role !== 'messages') continue
    for (const { id } of log.requestedTools) if (!times.has(id)) times.set(id, log.timeNs)
  }
  return times
}

/**
 * All messages of a request are written within one millisecond, so time does not order them: system,
 * user, then each tool call (in the order in which they were asked for) with its result.
 */
function inConversationOrder(messages: readonly LogFacts[], asked: ReadonlyMap<string, bigint>): LogFacts[] {
  const askedAt = (log: LogFacts): bigint => asked.get(log.requestedTools[0]?.id ?? log.toolCallId) ?? 0n
  const rank = (log: LogFacts): number => ranks.get(log.eventName) ?? 2
  return messages.toSorted(
    (a, b) =>
      compare(a.timeNs, b.timeNs) ||
      rank(a) - rank(b) ||
      compare(askedAt(a), askedAt(b)) ||
      compare(a.toolCallId, b.toolCallId) ||
      compare(a.logId, b.logId),
  )
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function recordKey(record: SpanFacts | LogFacts): string {
  return record.spanId === '' && 'role' in record ? record.logId : `${record.traceId}/${record.spanId}`
}
