import { emptyContent, type Message, type SpanContent } from '#lib/domain/message.ts'
import type { KeyValue, LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import type { CallFacts, LogRole } from '#lib/domain/span.ts'
import { genAi, genAiEvents, otel } from '#lib/semconv/gen-ai.ts'
import { agentCoreMessages } from './agent-core-messages.ts'
import { Attributes, decodeAnyValue } from './attributes.ts'
import { buildSpan } from './build-span.ts'
import { contentFacts } from './content-facts.ts'
import type { Dialect, LogInput, LogMapping, SpanInput } from './dialect.ts'
import { reportsEverything } from './emitter-knowledge.ts'
import { emptyFacts } from './empty-facts.ts'
import { addEvent } from './event-messages.ts'
import { isPrintedException } from './printed-exception.ts'
import { readIdentity } from './identity.ts'
import { isRecord, jsonText, type JsonRecord, recordOf } from './json.ts'
import { argumentsHash } from './hashes.ts'
import { headOf } from './preview.ts'
import { allUsageKeys, reportedUsage } from './reported-usage.ts'
import { scoreOfEvaluation } from './read-scores.ts'
import { canonicalOperation, kindOfOperation } from './span-kind.ts'

const name = 'otel-logs'
const mastraLogPrefix = 'mastra.log.'
/** OpenTelemetry's severity number of ERROR. */
const errorSeverity = 17

const messageEvents: ReadonlySet<string> = new Set([
  genAiEvents.systemMessage,
  genAiEvents.userMessage,
  genAiEvents.assistantMessage,
  genAiEvents.toolMessage,
  genAiEvents.choice,
])

/**
 * Log records of OpenTelemetry's GenAI conventions, old and new: one record a message, one record a
 * call, evaluations, exceptions. They belong to the span that they were written in.
 */
export const otelLogEvents: Dialect = {
  name,
  matchesSpan: () => false,
  mapSpan: (input) => buildSpan(input, { dialect: name, kind: 'plain' }),
  matchesLog: ({ record, eventName, attributes }) =>
    eventName.startsWith(genAi.prefix) ||
    attributes.has(otel.exceptionType) ||
    attributes.hasPrefix(mastraLogPrefix) ||
    agentCoreMessages(record.log.body) !== null,
  mapLog,
}

function mapLog(input: LogInput): LogMapping {
  const { eventName, attributes } = input
  if (messageEvents.has(eventName)) return messageEvent(input)
  if (eventName === genAiEvents.operationDetails) return operationDetails(input)
  if (eventName === genAiEvents.evaluationResult) {
    return { ...mapping(input, 'evaluation', {}), scores: [scoreOfEvaluation(attributes)] }
  }
  if (eventName === genAiEvents.operationException) {
    return mapping(input, 'llm_error', { kind: 'llm', status: 'error', ...errorOf(input) })
  }
  const content = agentCoreMessages(input.record.log.body)
  if (content) return mapping(input, 'messages', contentFacts(content, 'llm'), content)
  const isError = attributes.has(otel.exceptionType) || input.record.log.severityNumber >= errorSeverity
  return mapping(input, 'other', isError ? errorOf(input) : {})
}

function mapping(input: LogInput, role: LogRole, facts: Partial<CallFacts>, content = emptyContent): LogMapping {
  const { attributes, resource, eventName } = input
  const identity = readIdentity(attributes, resource)
  return { role, facts: { ...emptyFacts(name), operation: eventName, identity, ...facts }, content, scores: [] }
}

/** One message of a call's input, or (`gen_ai.choice`) its answer. */
function messageEvent(input: LogInput): LogMapping {
  const { eventName } = input
  const read: { system: SpanContent['systemInstructions']; input: Message[]; output: Message[] } = {
    system: [],
    input: [],
    output: [],
  }
  addEvent(read, eventName, bodyOf(input))
  const isEmpty = [read.system, ...[...read.input, ...read.output].map(({ parts }) => parts)].every(
    (parts) => parts.length === 0,
  )
  const content: SpanContent = {
    ...emptyContent,
    systemInstructions: read.system,
    inputMessages: read.input,
    outputMessages: read.output,
    state: isEmpty ? 'absent' : 'full',
  }
  const asked = contentFacts({ ...emptyContent, outputMessages: [...read.input, ...read.output] }, 'llm')
  const parts = read.input.flatMap((message) => message.parts)
  const answered = parts.find((part) => part.type === 'tool_result')
  // Arguments that are no JSON stay text: the tool could not be called with them.
  const isCallable = parts.every(
    (part) => part.type !== 'tool_call' || typeof part.arguments !== 'string' || part.arguments === '',
  )
  return mapping(
    input,
    'messages',
    {
      ...contentFacts(content, 'llm'),
      requestedTools: asked.requestedTools,
      toolCallId: answered?.id ?? '',
      toolResultHash: argumentsHash(answered?.result),
      toolExecuted: isCallable,
      status: answered?.isError === true || isPrintedException(answered?.result) ? 'error' : 'unset',
      finishReasons: read.output.flatMap(({ finishReason }) => (finishReason === null ? [] : [finishReason])),
    },
    content,
  )
}

/** The body's fields; older emitters write them as attributes, ADK wraps Gemini's content object. */
function bodyOf({ record, attributes }: LogInput): JsonRecord {
  const body = record.log.body === null ? null : recordOf(decodeAnyValue(record.log.body))
  const fields: JsonRecord = Object.create(null)
  if (body) Object.assign(fields, body)
  else for (const [key, value] of attributes.entries()) fields[key] = value
  const content = fields['content']
  if (isRecord(content) && 'parts' in content) {
    fields['parts'] = content['parts']
    delete fields['content']
  }
  return fields
}

/** The record has the attributes of the call's span: it is read as one, and counts where the span never came. */
function operationDetails(input: LogInput): LogMapping {
  const asSpan = spanInputOf(input)
  const kind = kindOfOperation(asSpan.attributes.text(genAi.operationName)) ?? 'llm'
  const { facts, content } = buildSpan(asSpan, {
    dialect: name,
    kind,
    operation: canonicalOperation(kind, asSpan.attributes.text(genAi.operationName)),
    reported: reportedUsage(asSpan.attributes, allUsageKeys),
    emitter: reportsEverything,
  })
  return { role: 'llm_call', facts, content, scores: [] }
}

function spanInputOf({ record, resource }: LogInput): SpanInput {
  const { log } = record
  const inBody: KeyValue[] = log.body?.kvlistValue?.values ?? []
  const attributes = [...inBody, ...log.attributes]
  return { record: spanRecordOf(record, attributes), attributes: new Attributes(attributes), resource }
}

function spanRecordOf({ resource, scope, log }: LogRecord, attributes: KeyValue[]): SpanRecord {
  const span = {
    traceId: log.traceId,
    spanId: log.spanId,
    parentSpanId: '',
    traceState: '',
    flags: log.flags,
    name: log.eventName,
    kind: 0,
    startTimeUnixNano: log.timeUnixNano,
    endTimeUnixNano: log.timeUnixNano,
    attributes,
    droppedAttributesCount: log.droppedAttributesCount,
    events: [],
    droppedEventsCount: 0,
    links: [],
    droppedLinksCount: 0,
    status: { code: 0, message: '' },
  }
  return { resource, scope, span }
}

function errorOf({ record, attributes }: LogInput): Pick<CallFacts, 'errorType' | 'errorMessage'> {
  const body = record.log.body === null ? '' : jsonText(decodeAnyValue(record.log.body))
  const message = attributes.text(otel.exceptionMessage, otel.errorMessage) || body
  return { errorType: attributes.text(otel.exceptionType, otel.errorType), errorMessage: headOf(message, 1000) }
}
