import type { CallFacts, LogFacts, SeenToolResult } from '#lib/domain/span.ts'
import { hash64 } from '#lib/normalise/hashes.ts'
import { genAiEvents } from '#lib/semconv/gen-ai.ts'

/** Events of one message each, in the order in which they stand at equal times. */
const ranks = new Map<string, number>([
  [genAiEvents.systemMessage, 0],
  [genAiEvents.userMessage, 1],
  [genAiEvents.assistantMessage, 2],
  [genAiEvents.toolMessage, 2],
  [genAiEvents.choice, 3],
])

export function isMessageEvent(log: LogFacts): boolean {
  return log.role === 'messages' && ranks.has(log.eventName)
}

/** What the messages of one call say of it: the input's rolling hash, new tool results, the answer. */
export function conversationFacts(messages: readonly LogFacts[]): Partial<CallFacts> {
  const ordered = inConversationOrder(messages)
  const input = ordered.filter((log) => log.eventName !== genAiEvents.choice)
  const output = ordered.filter((log) => log.eventName === genAiEvents.choice)
  const answer = output.find((log) => log.hasAnswer) ?? output[0]
  const question = input.findLast((log) => log.eventName === genAiEvents.userMessage) ?? input.at(-1)
  const conversation = input.filter((log) => log.eventName !== genAiEvents.systemMessage)
  const hashes = conversation.flatMap((log) => (log.inputHash === '' ? [] : [log.inputHash]))
  const messagesHash = hashes.reduce((rolling, hash) => hash64(rolling + hash), '')
  const toolResultsSeen = newToolResults(conversation)
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
    ...(toolResultsSeen.length > 0 ? { toolResultsSeen } : {}),
  }
}

/**
 * Results of the tools that the last assistant message asked for. Where several messages share its time,
 * it is the last one only if the conversation is one question and a row of tool calls: then one of the
 * rounds is new, and the order of the call ids decides which.
 */
function newToolResults(conversation: readonly LogFacts[]): SeenToolResult[] {
  const last = conversation.findLast((log) => log.eventName === genAiEvents.assistantMessage)
  if (!last) return []
  const others = conversation.filter((log) => log !== last && log.eventName !== genAiEvents.toolMessage)
  const isOrdered = others.every((log) => log.timeNs < last.timeNs)
  const questions = others.filter((log) => log.eventName === genAiEvents.userMessage)
  const rounds = others.filter((log) => log.eventName === genAiEvents.assistantMessage)
  const isOneTask = questions.length <= 1 && rounds.every((log) => log.requestedTools.length > 0)
  if (!isOrdered && !isOneTask) return []
  return last.requestedTools.flatMap(({ id, name, argumentsHash }) => {
    const result = conversation.find((log) => log.eventName === genAiEvents.toolMessage && log.toolCallId === id)
    if (!result || id === '') return []
    const isError = result.status === 'error'
    return [{ id, name, argumentsHash, resultHash: result.toolResultHash, isError, isExecuted: last.toolExecuted }]
  })
}

/**
 * JavaScript emitters write all messages of a request within one millisecond, so time does not order
 * them: system, user, then each tool call with its result.
 */
function inConversationOrder(messages: readonly LogFacts[]): LogFacts[] {
  const rank = (log: LogFacts): number => ranks.get(log.eventName) ?? 2
  const callId = (log: LogFacts): string => log.requestedTools[0]?.id ?? log.toolCallId
  const isResult = (log: LogFacts): number => (log.eventName === genAiEvents.toolMessage ? 1 : 0)
  return messages.toSorted(
    (a, b) =>
      compare(a.timeNs, b.timeNs) ||
      rank(a) - rank(b) ||
      compare(callId(a), callId(b)) ||
      isResult(a) - isResult(b) ||
      compare(a.logId, b.logId),
  )
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}
