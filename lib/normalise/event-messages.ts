import type { Message, MessagePart } from '#lib/domain/message.ts'
import type { OtlpEvent } from '#lib/domain/otlp.ts'
import { genAi, genAiEvents, otel } from '#lib/semconv/gen-ai.ts'
import { Attributes } from './attributes.ts'
import { decodeJson, isRecord, type JsonRecord, withoutBigints } from './json.ts'
import { messageOf, toMessages } from './messages.ts'
import { toMessage } from './to-message.ts'
import { toParts } from './to-parts.ts'

export type EventContent = { system: MessagePart[]; input: Message[]; output: Message[] }

const roleOfEvent = new Map<string, 'system' | 'user' | 'assistant' | 'tool'>([
  [genAiEvents.systemMessage, 'system'],
  [genAiEvents.userMessage, 'user'],
  [genAiEvents.assistantMessage, 'assistant'],
  [genAiEvents.toolMessage, 'tool'],
])

/** Messages carried by span events: OpenTelemetry until 1.36, Strands, Spring, Semantic Kernel, OpenLIT. */
export function eventMessages(events: readonly OtlpEvent[]): EventContent {
  const content: EventContent = { system: [], input: [], output: [] }
  for (const event of events) {
    if (!event.name.startsWith(genAi.prefix)) continue
    const attributes = new Attributes(event.attributes)
    addEvent(content, attributes.text(otel.eventName) || event.name, recordOfAttributes(attributes))
  }
  return content
}

/** Adds one event, from a span or from a log record's body, to the content. */
export function addEvent(content: EventContent, name: string, body: JsonRecord): void {
  const role = roleOfEvent.get(name)
  if (role === 'system') content.system.push(...toMessage({ ...body, role }, 'system').flatMap(({ parts }) => parts))
  else if (role) content.input.push(...toMessage({ ...body, role }, role))
  else if (name === genAiEvents.choice) content.output.push(...choiceMessages(body))
  else if (name === genAiEvents.contentPrompt) content.input.push(...toMessages(body[genAi.prompt], 'user'))
  else if (name === genAiEvents.contentCompletion) {
    content.output.push(...toMessages(body[genAi.completion], 'assistant'))
  } else if (name === genAiEvents.operationDetails) addDetails(content, body)
}

function addDetails(content: EventContent, body: JsonRecord): void {
  content.system.push(...toParts(decodeJson(body[genAi.systemInstructions])))
  content.input.push(...toMessages(body[genAi.inputMessages], 'user'))
  content.output.push(...toMessages(body[genAi.outputMessages], 'assistant'))
}

/** A choice is `{finish_reason, message: {...}}`; Strands puts the content itself into `message`. */
function choiceMessages(body: JsonRecord): Message[] {
  const reason = typeof body['finish_reason'] === 'string' ? body['finish_reason'] : ''
  const message = decodeJson(body['message'])
  if (isRecord(message)) return toMessage({ message, finish_reason: reason }, 'assistant')
  if (message === undefined) return toMessage({ ...body, role: 'assistant' }, 'assistant')
  return [messageOf('assistant', toParts(message), reason)]
}

function recordOfAttributes(attributes: Attributes): JsonRecord {
  const record: JsonRecord = Object.create(null)
  for (const [key, value] of attributes.entries()) record[key] = withoutBigints(value)
  return record
}
