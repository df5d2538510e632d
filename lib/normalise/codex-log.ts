import { emptyContent } from '#lib/domain/message.ts'
import type { SpanContent } from '#lib/domain/message.ts'
import type { CallFacts, LogRole } from '#lib/domain/span.ts'
import { codexEvents, codexKeys as keys, codexStream } from '#lib/semconv/codex.ts'
import type { Attributes } from './attributes.ts'
import { codexFacts, codexProvider, codexRequestError, codexTurnId, codexUsage } from './codex-facts.ts'
import { contentFacts } from './content-facts.ts'
import type { LogInput, LogMapping } from './dialect.ts'
import { decodeJson } from './json.ts'
import { headOf } from './preview.ts'
import { textMessage } from './text-message.ts'

type Mapped = { role: LogRole; facts: Partial<CallFacts>; content?: Partial<SpanContent> }

/** Maps a log record of Codex by the attribute `event.name`: the field names a line of its source code. */
export function mapCodexLog({ attributes, resource, eventName }: LogInput): LogMapping {
  const event = attributes.text(keys.eventName) || eventName
  const mapped = mapEvent(event, attributes)
  const model = attributes.text(keys.model)
  const content = { ...emptyContent, ...mapped.content }
  const known = { ...codexFacts(attributes, resource), ...contentFacts(content, mapped.facts.kind ?? 'plain') }
  const facts = { ...known, operation: event, agentName: 'codex', modelRequested: model, ...mapped.facts }
  const milliseconds = attributes.number(keys.durationMs)
  return {
    role: mapped.role,
    facts,
    content,
    scores: [],
    turnId: codexTurnId(attributes),
    durationNs: milliseconds === null ? null : Math.round(milliseconds * 1e6),
  }
}

function mapEvent(event: string, attributes: Attributes): Mapped {
  switch (event) {
    case codexEvents.conversationStarts:
      return { role: 'session_start', facts: {} }
    case codexEvents.userPrompt:
      return userPrompt(attributes)
    case codexEvents.sseEvent:
    case codexEvents.websocketEvent:
      return streamEvent(attributes)
    case codexEvents.apiRequest:
      return apiRequest(attributes)
    case codexEvents.toolResult:
      return toolResult(attributes)
    case codexEvents.toolDecision:
      return { role: 'tool_decision', facts: { ...toolOf(attributes), toolExecuted: isAllowed(attributes) } }
    default:
      return { role: 'other', facts: {} }
  }
}

function userPrompt(attributes: Attributes): Mapped {
  const prompt = attributes.text(keys.prompt)
  const isRedacted = prompt === '[REDACTED]'
  const text = isRedacted ? '' : prompt
  const state = isRedacted ? 'redacted' : text === '' ? 'absent' : 'full'
  return {
    role: 'user_prompt',
    facts: { kind: 'step' },
    content: { inputMessages: textMessage('user', text), state },
  }
}

/** `response.completed` comes twice, once without counts; `tool_token_count` is the total and not added. */
function streamEvent(attributes: Attributes): Mapped {
  const kind = attributes.text(keys.eventKind)
  if (kind === codexStream.failed) {
    const error = {
      status: 'error' as const,
      errorType: 'stream_error',
      errorMessage: attributes.text(keys.errorMessage),
    }
    return { role: 'llm_error', facts: { kind: 'llm', provider: codexProvider(attributes.text(keys.model)), ...error } }
  }
  // Only the kind of output is told, never its text.
  if (kind === codexStream.textDone) return { role: 'assistant_response', facts: { hasAnswer: true } }
  if (kind !== codexStream.completed) return { role: 'other', facts: {} }
  const usage = codexUsage({
    input: attributes.count(keys.logInputTokens),
    output: attributes.count(keys.logOutputTokens),
    cacheRead: attributes.count(keys.logCachedTokens),
    cacheWrite: attributes.count(keys.logCacheWriteTokens),
    reasoning: attributes.count(keys.logReasoningTokens),
  })
  if (usage.usage === null) return { role: 'other', facts: {} }
  const provider = codexProvider(attributes.text(keys.model))
  return {
    role: 'llm_call',
    facts: { kind: 'llm', operation: 'chat', provider, status: 'ok', ...usage, usageClaim: 'own' },
  }
}

/** Every attempt of an HTTP request; whether the call failed is known after the last of them. */
function apiRequest(attributes: Attributes): Mapped {
  const error = codexRequestError(attributes)
  const endpoint = attributes.text(keys.endpoint)
  const isModelCall = endpoint === '' || /responses|chat/.test(endpoint)
  if (!error || !isModelCall)
    return { role: 'other', facts: isModelCall ? {} : { operation: `${codexEvents.apiRequest}:${endpoint}` } }
  return { role: 'llm_error', facts: { kind: 'llm', provider: codexProvider(attributes.text(keys.model)), ...error } }
}

function toolResult(attributes: Attributes): Mapped {
  const given = decodeJson(attributes.get(keys.arguments) ?? null)
  const output = attributes.get(keys.output) ?? null
  const isOk = attributes.flag(keys.success) !== false
  const error = isOk ? {} : { errorType: 'tool_error', errorMessage: headOf(attributes.text(keys.output), 1000) }
  return {
    role: 'tool_result',
    facts: {
      ...toolOf(attributes),
      status: isOk ? 'ok' : 'error',
      ...error,
    },
    content: {
      input: given,
      output: decodeJson(output),
      state: attributes.flag(keys.outputTruncated) === true ? 'truncated' : 'full',
    },
  }
}

function toolOf(attributes: Attributes): Partial<CallFacts> {
  const mcpServer = attributes.text(keys.mcpServer)
  return {
    kind: 'tool',
    operation: 'execute_tool',
    toolName: attributes.text(keys.toolName),
    toolCallId: attributes.text(keys.callId),
    toolType: mcpServer === '' ? 'function' : 'mcp',
    mcpServer,
  }
}

function isAllowed(attributes: Attributes): boolean {
  return !/^(denied|deny|reject|abort)/i.test(attributes.text(keys.decision))
}
