import type { CallFacts } from '#lib/domain/span.ts'
import type { SpanInput } from './dialect.ts'
import { isTooFew } from './too-few-tokens.ts'
import type { ReportedUsage } from './usage.ts'

/**
 * JavaScript's OpenAI instrumentation never reads the usage of a chat stream but counts it with a
 * tokenizer. Returns the warning for counts that are no measurement.
 */
export function estimatedUsage(input: SpanInput, counted: ReportedUsage): CallFacts['warnings'] {
  if (input.record.scope.name !== '@traceloop/instrumentation-openai' || !isTooFew(input, counted)) return []
  const message =
    'The sender counted the tokens of this stream itself, and too few for what was sent. They are not used.'
  return [{ code: 'tokens_estimated', message }]
}
