import { emptyContent, type Message, type SpanContent } from '#lib/domain/message.ts'
import type { LogRecord } from '#lib/domain/otlp.ts'
import { genAiEvents, otel } from '#lib/semconv/gen-ai.ts'
import { Attributes } from './attributes.ts'
import type { LogInput } from './dialect.ts'
import { dialects } from './dialects.ts'

/** Requests of many messages are written within one millisecond: this order holds among equal times. */
const ranks = new Map<string, number>([
  [genAiEvents.systemMessage, 0],
  [genAiEvents.userMessage, 1],
  [genAiEvents.choice, 3],
])

/**
 * What the log records beside a span say of it: prompts, answers, arguments and results, and message
 * events put together again. A record that has the whole conversation replaces its pieces.
 */
export function contentOfLogs(records: readonly LogRecord[]): SpanContent {
  const inputs = records.map(logInput).toSorted((a, b) => compareTimes(a, b) || rankOf(a) - rankOf(b))
  const contents = inputs.map(contentOf)
  const whole = contents.filter(
    ({ inputMessages, outputMessages }) => inputMessages.length > 0 && outputMessages.length > 0,
  )
  const full = whole.toSorted((a, b) => sizeOf(b) - sizeOf(a))[0]
  const pieces = full ? [full] : contents
  const systemInstructions = (pieces.find((piece) => piece.systemInstructions.length > 0) ?? emptyContent)
    .systemInstructions
  return {
    ...emptyContent,
    systemInstructions,
    inputMessages: resultsAfterCalls(pieces.flatMap((piece) => piece.inputMessages)),
    outputMessages: pieces.flatMap((piece) => piece.outputMessages),
    toolDefinitions: contents.find((piece) => piece.toolDefinitions.length > 0)?.toolDefinitions ?? [],
    input: contents.find((piece) => piece.input !== null)?.input ?? null,
    output: contents.find((piece) => piece.output !== null)?.output ?? null,
    requestParameters:
      contents.find((piece) => Object.keys(piece.requestParameters).length > 0)?.requestParameters ?? {},
    state: stateOf(contents),
  }
}

/** A log record with its attributes decoded once. Codex's field names a line of its source: there the attribute tells. */
export function logInput(record: LogRecord): LogInput {
  const attributes = new Attributes(record.log.attributes)
  const inField = record.log.eventName
  const eventName =
    inField === '' || inField.startsWith('event ') ? attributes.text(otel.eventName) || inField : inField
  return { record, attributes, resource: new Attributes(record.resource.attributes), eventName }
}

function contentOf(input: LogInput): SpanContent {
  const dialect = dialects.find((candidate) => candidate.matchesLog?.(input) === true)
  return dialect?.mapLog?.(input).content ?? emptyContent
}

/** Puts each tool result behind the message that asked for it. */
function resultsAfterCalls(messages: readonly Message[]): Message[] {
  const ordered: Message[] = []
  const placed = new Set<Message>()
  const place = (message: Message): void => {
    if (placed.has(message)) return
    placed.add(message)
    ordered.push(message)
    const ids = new Set(
      message.parts.flatMap((part) => (part.type === 'tool_call' && part.id !== null ? [part.id] : [])),
    )
    if (ids.size === 0) return
    for (const other of messages) if (resultIdsOf(other).some((id) => ids.has(id))) place(other)
  }
  const asked = new Set(
    messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'tool_call' ? [part.id] : []))),
  )
  for (const message of messages) if (!resultIdsOf(message).some((id) => asked.has(id))) place(message)
  for (const message of messages) place(message)
  return ordered
}

function resultIdsOf({ parts }: Message): string[] {
  return parts.flatMap((part) => (part.type === 'tool_result' && part.id !== null ? [part.id] : []))
}

function stateOf(contents: readonly SpanContent[]): SpanContent['state'] {
  for (const state of ['truncated', 'redacted', 'full'] as const) {
    if (contents.some((content) => content.state === state)) return state
  }
  return 'absent'
}

function sizeOf({ inputMessages, outputMessages }: SpanContent): number {
  return inputMessages.length + outputMessages.length
}

function rankOf({ eventName }: LogInput): number {
  return ranks.get(eventName) ?? 2
}

function compareTimes(a: LogInput, b: LogInput): number {
  const gapNs = timeOf(a) - timeOf(b)
  return gapNs < 0n ? -1 : gapNs > 0n ? 1 : 0
}

function timeOf({ record }: LogInput): bigint {
  const { timeUnixNano, observedTimeUnixNano } = record.log
  return BigInt(timeUnixNano) || BigInt(observedTimeUnixNano)
}
