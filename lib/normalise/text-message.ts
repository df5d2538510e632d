import type { Message } from '#lib/domain/message.ts'

/** One message of plain text; none for no text. */
export function textMessage(role: 'user' | 'assistant', text: string): Message[] {
  return text === '' ? [] : [{ role, name: null, parts: [{ type: 'text', text }], finishReason: null }]
}
