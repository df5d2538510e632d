import type { Message, MessagePart } from '#lib/domain/message.ts'
import type { SpannedCall } from './transcript-items.ts'

export type ToolCallPart = Extract<MessagePart, { type: 'tool_call' }>
export type ToolResultPart = Extract<MessagePart, { type: 'tool_result' }>

/** The messages that were new to this call: all after the last one of the assistant. */
export function newMessages(messages: readonly Message[]): Message[] {
  const lastAnswer = messages.findLastIndex((message) => message.role === 'assistant')
  return messages.slice(lastAnswer + 1)
}

/** What a person (not a tool) said last. */
export function newUserMessages(messages: readonly Message[]): Message[] {
  return newMessages(messages).filter((message) => message.role === 'user' && message.parts.some(isSaid))
}

/** System text of a call, from its own field or from the messages. */
export function systemParts(instructions: readonly MessagePart[], messages: readonly Message[]): MessagePart[] {
  const inMessages = messages.filter(isInstruction).flatMap((message) => message.parts)
  return [...instructions, ...inMessages]
}

export function isInstruction(message: Message): boolean {
  return message.role === 'system' || message.role === 'developer'
}

/** Results by call id; of several the last one holds. */
export function resultsById(messages: readonly Message[]): Map<string, ToolResultPart> {
  const results = new Map<string, ToolResultPart>()
  for (const message of messages) {
    for (const part of message.parts) {
      if (part.type === 'tool_result' && part.id !== null) results.set(part.id, part)
    }
  }
  return results
}

/** The calls of an answer that no span of their own tells about. */
export function unspannedCalls(parts: readonly MessagePart[], spanned: readonly SpannedCall[]): ToolCallPart[] {
  const left = [...spanned]
  return parts.filter((part): part is ToolCallPart => {
    if (part.type !== 'tool_call') return false
    const byId = left.findIndex((call) => call.id !== null && call.id === part.id)
    const index =
      byId >= 0 ? byId : left.findIndex((call) => call.name === part.name && (call.id === null || part.id === null))
    if (index < 0) return true
    left.splice(index, 1)
    return false
  })
}

/** How often each tool was asked for in the messages. */
export function requestedCounts(messages: readonly Message[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const message of messages) {
    for (const part of message.parts) {
      if (part.type === 'tool_call') counts.set(part.name, (counts.get(part.name) ?? 0) + 1)
    }
  }
  return counts
}

export function textOf(parts: readonly MessagePart[]): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n')
}

function isSaid(part: MessagePart): boolean {
  return part.type !== 'tool_result'
}

/** Tool names by call id: results often come without one. */
export function namesByCall(messages: readonly Message[]): Map<string, string> {
  const names = new Map<string, string>()
  for (const message of messages) {
    for (const part of message.parts) if (part.type === 'tool_call' && part.id !== null) names.set(part.id, part.name)
  }
  return names
}
