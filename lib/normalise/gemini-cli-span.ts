import { emptyContent } from '#lib/domain/message.ts'
import type { SpanContent } from '#lib/domain/message.ts'
import type { CallFacts } from '#lib/domain/span.ts'
import { geminiCliKeys as keys, geminiCliOperations as operations } from '#lib/semconv/gemini-cli.ts'
import type { Attributes } from './attributes.ts'
import { contentFacts } from './content-facts.ts'
import type { SpanInput, SpanMapping } from './dialect.ts'
import { geminiCliFacts, geminiCliProvider, geminiCliUsage, joinChunks } from './gemini-cli-facts.ts'
import { decodeJson, recordOf, textAt, valueAt } from './json.ts'
import { preview } from './preview.ts'
import { modelContent } from './read-content.ts'
import { nothingReported } from './usage.ts'

/** Tool spans name the prompt inside of the request only. */
function promptOfTool(attributes: Attributes): string {
  const request = decodeJson(attributes.get(keys.inputMessages) ?? null)
  return textAt(Array.isArray(request) ? request[0] : request, keys.promptId)
}

type Mapped = { facts: Partial<CallFacts>; content?: Partial<SpanContent> }

/** Maps a span of Gemini CLI by its own operation names. */
export function mapGeminiCliSpan(input: SpanInput): SpanMapping {
  const { record, attributes, resource } = input
  const operation = attributes.text(keys.operation) || record.span.name
  const { code, message } = record.span.status
  const status = code === 2 ? ('error' as const) : code === 1 ? ('ok' as const) : ('unset' as const)
  const mapped = mapOperation(operation, input)
  const content = { ...emptyContent, ...mapped.content }
  const promptId = attributes.text(keys.promptName, keys.promptId) || promptOfTool(attributes)
  const known = geminiCliFacts(attributes, resource, promptId)
  const facts = {
    ...known.facts,
    ...contentFacts(content, mapped.facts.kind ?? 'plain'),
    operation,
    status,
    errorMessage: code === 2 ? message : '',
    errorType: attributes.text(keys.errorType),
    ...mapped.facts,
  }
  return { facts, content, scores: [], turnId: known.turnId }
}

function mapOperation(operation: string, input: SpanInput): Mapped {
  switch (operation) {
    case operations.llmCall:
      return llmCall(input)
    case operations.toolCall:
      return toolCall(input)
    case operations.agentCall:
      return { facts: { kind: 'agent', operation: 'invoke_agent' } }
    case operations.userPrompt:
      return { facts: { kind: 'workflow' } }
    case operations.scheduleToolCalls:
    case operations.systemPrompt:
      return { facts: { kind: 'step' } }
    default:
      return { facts: {} }
  }
}

/** Spans report prompt and candidates only: what came from the cache, and what was thought, is in the log record. */
function llmCall(input: SpanInput): Mapped {
  const { attributes } = input
  const read = modelContent(input)
  const content = { ...read, outputMessages: joinChunks(read.outputMessages) }
  const model = attributes.text(keys.requestModel)
  const usage = geminiCliUsage({
    ...nothingReported,
    input: attributes.count(keys.spanInputTokens),
    output: attributes.count(keys.spanOutputTokens),
  })
  const names = { modelRequested: model, provider: geminiCliProvider(attributes, model), promptName: '' }
  const asksForTools = content.outputMessages.some(({ parts }) => parts.some((part) => part.type === 'tool_call'))
  const question = preview(questionOf(content))
  const facts = { ...names, ...usage, finishReasons: asksForTools ? ['tool_call'] : [], inputPreview: question }
  return { facts: { kind: 'llm', operation: 'chat', ...facts }, content }
}

/** The first user message begins with a description of the machine, in a part of its own. */
function questionOf({ inputMessages }: SpanContent): string {
  const said = inputMessages.filter(({ role }) => role === 'user').flatMap(({ parts }) => parts)
  const texts = said.flatMap((part) => (part.type === 'text' ? [part.text] : []))
  return texts.findLast((text) => !text.startsWith('<session_context>')) ?? ''
}

/** Input and output are the scheduler's own objects: `{callId, name, args}` and `{status, request, response}`. */
function toolCall({ attributes }: SpanInput): Mapped {
  const request = recordOf(attributes.get(keys.inputMessages))
  const outcome = recordOf(attributes.get(keys.outputMessages))
  const given = request?.['args'] ?? null
  const result = toolOutput(outcome)
  const status = textAt(outcome, 'status')
  const isError = status === 'error'
  const toolName = attributes.text(keys.toolName) || textAt(request, 'name')
  const error = {
    errorType: textAt(outcome, 'response', 'errorType') || 'tool_error',
    errorMessage: textAt(outcome, 'response', 'error', 'message') || textAt(outcome, 'response', 'error'),
  }
  return {
    facts: {
      kind: 'tool',
      operation: 'execute_tool',
      toolName,
      toolCallId: attributes.text(keys.toolCallId) || textAt(request, 'callId'),
      toolType: 'function',
      toolExecuted: status !== 'cancelled',
      ...(isError ? { status: 'error' as const, ...error } : {}),
    },
    content: { input: given, output: result, state: request || outcome ? 'full' : 'absent' },
  }
}

/** What went back to the model, below the display and bookkeeping around it. */
function toolOutput(outcome: unknown): unknown {
  const parts = valueAt(outcome, 'response', 'responseParts')
  const first = Array.isArray(parts) && parts.length > 0 ? parts[0] : parts
  const response = valueAt(first, 'functionResponse', 'response')
  return valueAt(response, 'output') ?? response ?? valueAt(outcome, 'response') ?? null
}
