import { emptyContent } from '#lib/domain/message.ts'
import type { OtlpSpan } from '#lib/domain/otlp.ts'
import type { CallFacts } from '#lib/domain/span.ts'
import { codexEvents, codexKeys as keys, codexSpans as spans } from '#lib/semconv/codex.ts'
import { Attributes } from './attributes.ts'
import { codexFacts, codexProvider, codexRequestError, codexTurnId, codexUsage } from './codex-facts.ts'
import type { SpanInput, SpanMapping } from './dialect.ts'

/** Maps a span of Codex by its name; whatever is not listed is an internal of the program. */
export function mapCodexSpan({ record, attributes, resource }: SpanInput): SpanMapping {
  const { span } = record
  const model = attributes.text(keys.model)
  const facts = {
    ...codexFacts(attributes, resource),
    modelRequested: model,
    ...(span.status.code === 2 ? { status: 'error' as const, errorMessage: span.status.message } : {}),
    ...mapName(span, attributes),
  }
  return { facts, content: emptyContent, scores: [], turnId: codexTurnId(attributes) }
}

function mapName(span: OtlpSpan, attributes: Attributes): Partial<CallFacts> {
  if (isToolCall(attributes)) return tool(attributes)
  switch (span.name) {
    case spans.exec:
      return { kind: 'workflow', operation: 'invoke_workflow', workflowName: 'codex' }
    case spans.turn:
      return turn(attributes)
    case spans.response:
      return response(attributes)
    case spans.runTurn:
    case spans.samplingRequest:
    case spans.sampling:
      return { kind: 'step' }
    default:
      return httpRequest(span)
  }
}

/** The span around a whole tool call is named after the tool; those below it carry the call id too. */
function isToolCall(attributes: Attributes): boolean {
  return attributes.text(keys.toolPhase) === 'dispatch' && attributes.text(keys.callId) !== ''
}

function tool(attributes: Attributes): Partial<CallFacts> {
  const mcpServer = attributes.text(keys.mcpServer)
  return {
    kind: 'tool',
    operation: 'execute_tool',
    toolName: attributes.text(keys.toolName),
    toolCallId: attributes.text(keys.callId),
    toolType: mcpServer === '' ? 'function' : 'mcp',
    mcpServer,
    endHint: attributes.flag(keys.aborted) === true ? 'cancelled' : '',
  }
}

/** A turn's totals repeat its calls. */
function turn(attributes: Attributes): Partial<CallFacts> {
  const count = (name: string): number | null => attributes.count(keys.turnUsagePrefix + name)
  const usage = codexUsage({
    input: count('input_tokens'),
    output: count('output_tokens'),
    cacheRead: count('cached_input_tokens'),
    cacheWrite: count('cache_write_input_tokens'),
    reasoning: count('reasoning_output_tokens'),
    total: count('total_tokens'),
  })
  return {
    kind: 'agent',
    operation: 'invoke_agent',
    agentName: 'codex',
    workflowName: 'codex',
    provider: codexProvider(attributes.text(keys.model)),
    ...usage,
    usageClaim: usage.usage ? 'aggregate' : 'none',
  }
}

/** One span an event of the stream; the last one carries the counts. */
function response(attributes: Attributes): Partial<CallFacts> {
  const usage = codexUsage({
    input: attributes.count(keys.inputTokens),
    output: attributes.count(keys.outputTokens),
    cacheRead: attributes.count(keys.cacheReadTokens),
    cacheWrite: attributes.count(keys.cacheWriteTokens),
    reasoning: attributes.count(keys.reasoningTokens),
  })
  if (usage.usage === null) return {}
  return {
    kind: 'llm',
    operation: 'chat',
    agentName: 'codex',
    provider: 'openai',
    status: 'ok',
    ...usage,
    usageClaim: 'own',
  }
}

/** HTTP requests are events of a span below the call: the last attempt tells how it ended. */
function httpRequest(span: OtlpSpan): Partial<CallFacts> {
  let last: Attributes | null = null
  for (const event of span.events) {
    const attributes = new Attributes(event.attributes)
    if (attributes.text(keys.eventName) === codexEvents.apiRequest) last = attributes
  }
  if (!last) return {}
  const model = last.text(keys.model)
  const names = { agentName: 'codex', provider: codexProvider(model), modelRequested: model }
  return { operation: codexEvents.apiRequest, ...names, ...codexRequestError(last) }
}
