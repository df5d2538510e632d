import { genAi } from '#lib/semconv/gen-ai.ts'
import { messagesText } from './content-facts.ts'
import type { SpanInput } from './dialect.ts'
import { toMessages } from './messages.ts'
import type { ReportedUsage } from './usage.ts'

/**
 * Prompts and schemas have 3 to 5 characters a token. A count that explains fewer than one token
 * in 5.5 characters of what was sent did not see all of it.
 */
const implausibleCharsPerToken = 5.5
/** Providers render JSON schemas more compactly than they were sent. */
const toolWeight = 0.6
/** Below this much text the ratio says nothing. */
const minChars = 200

/**
 * Some instrumentations count a stream's tokens themselves, from the text of the messages and
 * without the tools offered. Nothing marks such counts, but they are too small for the request.
 */
export function isTooFew({ attributes }: SpanInput, counted: ReportedUsage): boolean {
  const tools = attributes.text(genAi.toolDefinitions).length
  if (tools === 0 || counted.input === null) return false
  const text = messagesText(toMessages(attributes.get(genAi.inputMessages), 'user')).length
  const sent = text + tools * toolWeight
  return text > 0 && sent >= minChars && sent / Math.max(counted.input, 1) > implausibleCharsPerToken
}
