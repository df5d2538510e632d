import { emptyContent, type Message, type SpanContent } from '#lib/domain/message.ts'
import type { AnyValue } from '#lib/domain/otlp.ts'
import { decodeAnyValue } from './attributes.ts'
import { isRecord, listOf, recordOf, valueAt } from './json.ts'
import { splitSystem, toMessages } from './messages.ts'

/**
 * Messages that AWS's distribution of OpenTelemetry (Bedrock AgentCore) moves out of spans into log
 * bodies: `{input: {messages: [...]}, output: {messages: [...]}}`; null for any other body.
 */
export function agentCoreMessages(body: AnyValue | null): SpanContent | null {
  if (body === null || body.kvlistValue === undefined) return null
  const decoded = recordOf(decodeAnyValue(body))
  const input = listOf(valueAt(decoded, 'input', 'messages'))
  const output = listOf(valueAt(decoded, 'output', 'messages'))
  if (!input && !output) return null
  const { system, rest } = splitSystem(messagesOf(input ?? [], 'user'))
  const outputMessages = messagesOf(output ?? [], 'assistant')
  return { ...emptyContent, systemInstructions: system, inputMessages: rest, outputMessages, state: 'full' }
}

function messagesOf(list: readonly unknown[], fallback: 'user' | 'assistant'): Message[] {
  return toMessages(list.map(unwrapped), fallback)
}

/** The content of a message is again wrapped: `{content: {content: "..."}}`, `{content: {message: "...", finish_reason}}`. */
function unwrapped(message: unknown): unknown {
  const inner = isRecord(message) ? message['content'] : undefined
  if (!isRecord(message) || !isRecord(inner)) return message
  const content = inner['content'] ?? inner['message']
  return content === undefined ? message : { ...message, ...inner, content }
}
