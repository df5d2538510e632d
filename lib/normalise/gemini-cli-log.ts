import { emptyContent } from '#lib/domain/message.ts'
import type { SpanContent } from '#lib/domain/message.ts'
import type { CallFacts, LogRole, SpanKind } from '#lib/domain/span.ts'
import { geminiCliEvents as events, geminiCliKeys as keys } from '#lib/semconv/gemini-cli.ts'
import type { Attributes } from './attributes.ts'
import { textList } from './build-span.ts'
import { contentFacts } from './content-facts.ts'
import type { LogInput, LogMapping } from './dialect.ts'
import { finishReasons } from './finish-reason.ts'
import { asAssistant, geminiCliFacts, geminiCliProvider, geminiCliUsage, joinChunks } from './gemini-cli-facts.ts'
import { decodeJson, textAt } from './json.ts'
import { toMessages } from './messages.ts'
import { textMessage } from './text-message.ts'
import { toParts } from './to-parts.ts'
import { nothingReported } from './usage.ts'

type Mapped = { role: LogRole; facts: Partial<CallFacts>; content?: Partial<SpanContent> }

/** Maps a log record of Gemini CLI by its event name. */
export function mapGeminiCliLog({ attributes, resource, eventName }: LogInput): LogMapping {
  const event = attributes.text(keys.eventName) || eventName
  const mapped = mapEvent(event, attributes)
  const content = { ...emptyContent, ...mapped.content }
  const known = geminiCliFacts(attributes, resource, attributes.text(keys.promptId))
  const milliseconds = attributes.number(keys.durationMs)
  return {
    role: mapped.role,
    facts: { ...known.facts, ...contentFacts(content, contentKind(mapped)), operation: event, ...mapped.facts },
    content,
    scores: [],
    turnId: known.turnId,
    durationNs: milliseconds === null ? null : Math.round(milliseconds * 1e6),
  }
}

function mapEvent(event: string, attributes: Attributes): Mapped {
  switch (event) {
    case events.config:
      return { role: 'session_start', facts: { modelRequested: attributes.text(keys.model) } }
    case events.userPrompt:
      return userPrompt(attributes)
    case events.apiResponse:
      return apiResponse(attributes)
    case events.apiError:
      return apiError(attributes)
    case events.operationDetails:
      return operationDetails(attributes)
    case events.toolCall:
      return toolCall(attributes)
    case events.agentFinish:
      return { role: 'other', facts: { endHint: agentEnd(attributes) } }
    case events.loopDetected:
    case events.loopDetectedPrefixed:
      return { role: 'other', facts: { warnings: [loopWarning] } }
    default:
      return { role: 'other', facts: {} }
  }
}

const loopWarning = { code: 'loop_detected', message: 'Gemini CLI detected a loop and intervened.' }

function userPrompt(attributes: Attributes): Mapped {
  const text = attributes.text(keys.prompt)
  return {
    role: 'user_prompt',
    facts: { kind: 'step' },
    content: { inputMessages: textMessage('user', text), state: text === '' ? 'absent' : 'full' },
  }
}

/** One record an answer, with every class of tokens; the operation details of the same answer have fewer. */
function apiResponse(attributes: Attributes): Mapped {
  const model = attributes.text(keys.model)
  const chunks = decodeJson(attributes.get(keys.responseText) ?? null)
  const answers = Array.isArray(chunks)
    ? chunks.flatMap((chunk) => toMessages(chunk, 'assistant'))
    : toMessages(chunks, 'assistant')
  const content = {
    outputMessages: joinChunks(answers),
    state: answers.length > 0 ? ('full' as const) : ('absent' as const),
  }
  const reasons = textList(decodeJson(attributes.get(keys.logFinishReasons) ?? attributes.get(keys.finishReasons)))
  const usage = geminiCliUsage({
    ...nothingReported,
    input: attributes.count(keys.inputTokens),
    output: attributes.count(keys.outputTokens),
    cacheRead: attributes.count(keys.cachedTokens),
    reasoning: attributes.count(keys.thoughtsTokens),
    toolUse: attributes.count(keys.toolTokens),
  })
  const asksForTools = content.outputMessages.some(({ parts }) => parts.some((part) => part.type === 'tool_call'))
  const last = Array.isArray(chunks) ? chunks.at(-1) : chunks
  const names = { modelResponse: textAt(last, 'modelVersion') || model, responseId: textAt(last, 'responseId') }
  const facts = { ...modelOf(attributes), ...names, status: 'ok' as const, ...usage }
  return {
    role: 'llm_call',
    facts: { ...facts, finishReasons: finishReasons(asksForTools ? ['tool_call'] : reasons) },
    content,
  }
}

/** Operation details say what a model call said, and are none themselves. */
function contentKind({ role, facts }: Mapped): SpanKind {
  return role === 'messages' ? 'llm' : (facts.kind ?? 'plain')
}

function apiError(attributes: Attributes): Mapped {
  const errorMessage = attributes.text(keys.errorMessage, keys.error)
  const errorType = attributes.text(keys.errorType, keys.errorTypeLog, keys.statusCode)
  const endHint = /\b(abort|cancel)/i.test(errorMessage) ? 'cancelled' : ''
  return { role: 'llm_error', facts: { ...modelOf(attributes), status: 'error', errorMessage, errorType, endHint } }
}

function modelOf(attributes: Attributes): Partial<CallFacts> {
  const model = attributes.text(keys.model)
  return { kind: 'llm', operation: 'chat', modelRequested: model, provider: geminiCliProvider(attributes, model) }
}

/** Written for the request and again for the response: content and the response's id, no usage of its own. */
function operationDetails(attributes: Attributes): Mapped {
  const input = toMessages(attributes.get(keys.inputMessages) ?? null, 'user')
  const output = joinChunks(toMessages(asAssistant(attributes.get(keys.outputMessages) ?? null), 'assistant'))
  const content = {
    systemInstructions: toParts(decodeJson(attributes.get(keys.systemInstructions) ?? null)),
    inputMessages: input,
    outputMessages: output,
    state: input.length + output.length > 0 ? ('full' as const) : ('absent' as const),
  }
  const names = {
    responseId: attributes.text(keys.responseId),
    modelRequested: attributes.text(keys.requestModel),
    modelResponse: attributes.text(keys.responseModel),
  }
  return { role: 'messages', facts: names, content }
}

function toolCall(attributes: Attributes): Mapped {
  const given = decodeJson(attributes.get(keys.functionArgs) ?? null)
  const isOk = attributes.flag(keys.success) !== false
  const mcpServer = present(attributes.text(keys.mcpServerName))
  const isRefused = /^reject/i.test(attributes.text(keys.decision))
  const error = {
    errorType: present(attributes.text(keys.errorType, keys.errorTypeLog)) || 'tool_error',
    errorMessage: present(attributes.text(keys.errorMessage, keys.error)),
  }
  return {
    role: 'tool_result',
    facts: {
      kind: 'tool',
      operation: 'execute_tool',
      toolName: attributes.text(keys.functionName),
      toolType: mcpServer === '' ? 'function' : 'mcp',
      mcpServer,
      toolExecuted: !isRefused,
      status: isOk ? 'ok' : 'error',
      ...(isOk ? {} : error),
    },
    content: { input: given, state: given === null ? 'absent' : 'full' },
  }
}

/** Absent values come as the text "null". */
function present(text: string): string {
  return text === 'null' ? '' : text
}

function agentEnd(attributes: Attributes): CallFacts['endHint'] {
  const reason = attributes.text(keys.terminateReason).toUpperCase()
  if (reason === 'MAX_TURNS') return 'max_steps'
  return reason === 'ABORTED' || reason === 'CANCELLED_BY_USER' ? 'cancelled' : ''
}
