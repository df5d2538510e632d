import type { CallFacts, SpanKind } from '#lib/domain/span.ts'
import { genAi, mcp } from '#lib/semconv/gen-ai.ts'
import type { SpanInput } from './dialect.ts'
import { notUnderstood } from './not-understood.ts'
import { kindOfOperation, kindOfWord } from './span-kind.ts'

export type KindReading = { kind: SpanKind; operation: string; warnings: CallFacts['warnings'] }

const mcpToolCall = /^tools[/_]call$/

/** The kind of a span in OpenTelemetry's vocabulary: operation, then MCP method, then what it carries. */
export function otelKind(input: SpanInput): KindReading {
  const { attributes, record } = input
  const operation = attributes.text(genAi.operationName)
  const method = attributes.text(mcp.methodName, mcp.operationName, mcp.method)
  if (method !== '')
    return { kind: mcpToolCall.test(method) ? 'tool' : 'plain', operation: 'execute_tool', warnings: [] }
  const kind =
    kindOfOperation(operation) ?? kindOfWord(attributes.text(genAi.spanKind), record.span.parentSpanId === '')
  if (kind) return { kind, operation, warnings: [] }
  const guessed = kindOfContents(input)
  const warnings = operation !== '' && guessed === 'plain' ? notUnderstood(genAi.operationName, operation) : []
  return { kind: guessed, operation, warnings }
}

/** What a span without a known operation did, from what it carries. */
function kindOfContents({ attributes, record }: SpanInput): SpanKind {
  const hasUsage = attributes.has(genAi.usageInput) || attributes.has(genAi.usageOutput)
  const hasModel = attributes.has(genAi.requestModel) || attributes.has(genAi.responseModel)
  if (hasModel && (hasUsage || attributes.has(genAi.responseId))) return 'llm'
  if (attributes.has(genAi.toolName) || attributes.has(genAi.toolCallId)) return 'tool'
  if (attributes.has(genAi.handoffTo)) return 'handoff'
  if (attributes.has(genAi.guardrailName)) return 'guardrail'
  return /^invoke_agent\b/.test(record.span.name) ? 'agent' : 'plain'
}
