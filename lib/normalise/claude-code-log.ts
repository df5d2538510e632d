import { emptyContent } from '#lib/domain/message.ts'
import type { SpanContent } from '#lib/domain/message.ts'
import type { CallFacts, LogRole } from '#lib/domain/span.ts'
import { claudeCodeKeys as keys } from '#lib/semconv/claude-code.ts'
import type { Attributes } from './attributes.ts'
import { claudeCodeCall, claudeCodeError, claudeCodeFacts, nanoseconds } from './claude-code-facts.ts'
import { continuedToolCall, isRedacted } from './claude-code-prompt.ts'
import { isAllowed, mcpOf, toolKind } from './claude-code-span.ts'
import { costText } from './cost-text.ts'
import { contentFacts } from './content-facts.ts'
import type { LogInput, LogMapping } from './dialect.ts'
import { decodeJson } from './json.ts'
import { textMessage } from './text-message.ts'

type Mapped = { role: LogRole; facts: Partial<CallFacts>; content?: Partial<SpanContent> }

/** Maps a log record of Claude Code by its event name, which releases write with and without their prefix. */
export function mapClaudeCodeLog({ attributes, resource, eventName }: LogInput): LogMapping {
  const event = (attributes.text(keys.eventName) || eventName).replace(keys.spanPrefix, '')
  const mapped = mapEvent(event, attributes)
  const sequence = attributes.count(keys.eventSequence)
  const content = { ...emptyContent, ...mapped.content }
  const known = { ...claudeCodeFacts(attributes, resource), ...contentFacts(content, mapped.facts.kind ?? 'plain') }
  const facts = { ...known, operation: event, ...mapped.facts }
  const durationNs = nanoseconds(attributes.number(keys.durationMs))
  return { role: mapped.role, facts, content, scores: [], turnId: attributes.text(keys.promptId), sequence, durationNs }
}

function mapEvent(event: string, attributes: Attributes): Mapped {
  switch (event) {
    case 'user_prompt':
      return userPrompt(attributes)
    case 'api_request':
      return { role: 'llm_call', facts: { ...answer(attributes), reportedCostUsd: reportedCost(attributes) } }
    case 'api_error':
      return { role: 'llm_error', facts: failure(attributes) }
    case 'assistant_response':
      return assistantResponse(attributes)
    case 'tool_result':
      return toolResult(attributes)
    case 'tool_decision':
      return { role: 'tool_decision', facts: { ...toolOf(attributes), toolExecuted: isAllowed(attributes) } }
    default:
      return { role: 'other', facts: claudeCodeError(attributes) }
  }
}

function userPrompt(attributes: Attributes): Mapped {
  const prompt = attributes.text(keys.prompt)
  const text = isRedacted(prompt) ? '' : prompt
  return {
    role: 'user_prompt',
    facts: { kind: 'step', toolCallId: continuedToolCall(prompt) },
    content: { inputMessages: textMessage('user', text), state: stateOf(prompt) },
  }
}

/** `model` is the one that answered; spans have the one that was asked for. */
function answer(attributes: Attributes): Partial<CallFacts> {
  return { ...claudeCodeCall(attributes), modelResponse: attributes.text(keys.model), status: 'ok' }
}

function failure(attributes: Attributes): Partial<CallFacts> {
  const model = { modelRequested: attributes.text(keys.model) }
  return { ...claudeCodeCall(attributes), ...claudeCodeError(attributes), ...model, status: 'error' }
}

/** Micro-dollars are rounded to whole ones, so the other attribute is the exact one. */
function reportedCost(attributes: Attributes): string {
  const costUsd = attributes.number(keys.costUsd)
  if (costUsd !== null) return costText(costUsd)
  const micros = attributes.number(keys.costUsdMicros)
  return costText(micros === null ? null : micros / 1e6)
}

function assistantResponse(attributes: Attributes): Mapped {
  const response = attributes.text(keys.response)
  const text = isRedacted(response) ? '' : response
  const facts = {
    requestId: attributes.text(keys.requestId),
    modelResponse: attributes.text(keys.model),
    hasAnswer: response !== '',
  }
  return {
    role: 'assistant_response',
    facts,
    content: { outputMessages: textMessage('assistant', text), state: stateOf(response) },
  }
}

function toolResult(attributes: Attributes): Mapped {
  const given = decodeJson(attributes.get(keys.toolInput) ?? attributes.get(keys.toolParameters) ?? null)
  const result = attributes.get(keys.toolOutput) ?? null
  const isOk = attributes.flag(keys.success) !== false
  return {
    role: 'tool_result',
    facts: {
      ...toolOf(attributes),
      ...claudeCodeError(attributes),
      status: isOk ? 'ok' : 'error',
      // `tool_parameters` is a selection of the arguments: two calls that differ elsewhere must not look equal.
      ...(attributes.has(keys.toolInput) ? {} : { toolArgumentsHash: '', inputHash: '' }),
    },
    content: { input: given, output: result, state: given === null ? 'absent' : 'full' },
  }
}

function toolOf(attributes: Attributes): Partial<CallFacts> {
  const toolName = attributes.text(keys.toolName, keys.toolNameSafe)
  return {
    kind: toolKind(toolName),
    operation: 'execute_tool',
    toolName,
    toolCallId: attributes.text(keys.toolUseId),
    requestId: attributes.text(keys.requestId),
    ...mcpOf(toolName, attributes),
  }
}

function stateOf(text: string): SpanContent['state'] {
  if (text === '') return 'absent'
  return isRedacted(text) ? 'redacted' : 'full'
}
