import type { CallFacts } from '#lib/domain/span.ts'
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
 * JavaScript's OpenAI instrumentation never reads the usage of a chat stream: it counts the text
 * of the messages with a tokenizer, without the tools offered. Nothing marks such counts, but they
 * are too small for the request. Returns the warning for counts that are no measurement.
 */
export function estimatedUsage({ attributes, record }: SpanInput, counted: ReportedUsage): CallFacts['warnings'] {
  if (record.scope.name !== '@traceloop/instrumentation-openai' || counted.input === null) return []
  const tools = attributes.text(genAi.toolDefinitions).length
  const sent = messagesText(toMessages(attributes.get(genAi.inputMessages), 'user')).length + tools * toolWeight
  if (tools === 0 || sent < minChars || sent / Math.max(counted.input, 1) <= implausibleCharsPerToken) return []
  const message =
    'The sender counted the tokens of this stream itself, and too few for what was sent. They are not used.'
  return [{ code: 'tokens_estimated', message }]
}
