import type { Message, SpanContent } from '#lib/domain/message.ts'
import type { CallFacts, RequestedTool, SeenToolResult, SpanKind } from '#lib/domain/span.ts'
import { argumentsHash, messagesHash, payloadHash } from './hashes.ts'
import { isRecord, jsonText } from './json.ts'
import { preview } from './preview.ts'
import { simhash64 } from './simhash.ts'
import { toMessages } from './messages.ts'
import { toolResultsSeen } from './tool-results-seen.ts'

type ContentFacts = Pick<
  CallFacts,
  | 'inputPreview'
  | 'outputPreview'
  | 'inputHash'
  | 'outputHash'
  | 'outputSimhash'
  | 'messagesHash'
  | 'messageCount'
  | 'hasAnswer'
  | 'requestedTools'
  | 'toolResultsSeen'
  | 'toolArgumentsHash'
  | 'toolResultHash'
>

/** What assembly and lists need of a span's content, without its text. */
export function contentFacts(content: SpanContent, kind: SpanKind): ContentFacts {
  const { inputMessages, outputMessages, input, output } = content
  const outputText = answeredText(content)
  const requested = requestedToolsOf(outputMessages)
  const conversation = messagesHash(inputMessages)
  const calls = requested.map(({ name }) => `→ ${name}`).join(', ')
  const inputHash = conversation === '' ? payloadHash(input) : conversation
  const outputHash = payloadHash(outputMessages.length > 0 ? outputMessages.map(({ parts }) => parts) : output)
  const isTool = kind === 'tool' || kind === 'handoff'
  return {
    inputPreview: preview(askedText(content)),
    outputPreview: preview(outputText === '' ? calls : outputText),
    inputHash,
    outputHash,
    outputSimhash: speaking.has(kind) ? simhash64(outputText) : '',
    messagesHash: conversation,
    messageCount: inputMessages.length,
    hasAnswer: outputText.trim() !== '' && requested.length === 0 && isAnswering(kind),
    requestedTools: requested,
    toolResultsSeen: kind === 'llm' ? seenResults(inputMessages, requested) : [],
    toolArgumentsHash: isTool ? argumentsHash(input, conversation === '' ? inputHash : '') : '',
    toolResultHash: isTool ? argumentsHash(output, outputMessages.length > 0 ? '' : outputHash) : '',
  }
}

/** The text that a span's input preview is the head of. */
export function askedText({ inputMessages, input }: SpanContent): string {
  const asked = lastRequest(inputMessages)
  return asked === '' ? valueText(input, 'user') : asked
}

/** The text that a span's output preview is the head of; '' where it only asked for tools. */
export function answeredText({ outputMessages, output }: SpanContent): string {
  const said = messagesText(outputMessages)
  return said === '' ? valueText(output, 'assistant') : said
}

/** A call cannot have seen the result of what it asked for itself: LangSmith serialises inputs late. */
function seenResults(messages: readonly Message[], requested: readonly RequestedTool[]): SeenToolResult[] {
  const asked = new Set(requested.map(({ id }) => id))
  return toolResultsSeen(messages).filter(({ id }) => id === '' || !asked.has(id))
}

/** Text of messages: what was said, without reasoning and tool traffic. */
export function messagesText(messages: readonly Message[]): string {
  const texts: string[] = []
  for (const { parts } of messages) for (const part of parts) if (part.type === 'text') texts.push(part.text)
  return texts.join('\n')
}

/** The text of a value that may be a request, a response, a result object or plain text. */
export function valueText(value: unknown, role: 'user' | 'assistant'): string {
  if (value === null || value === undefined) return ''
  if (!isRecord(value) && !Array.isArray(value)) return jsonText(value)
  const only = isRecord(value) ? onlyText(value) : null
  if (only !== null) return only
  const isConversation = Array.isArray(value) ? value.some(isMessage) : carriesMessages(value)
  const messages = isConversation ? toMessages(value, role) : []
  const text = role === 'user' ? lastRequest(messages) : messagesText(messages.slice(-1))
  return text === '' ? jsonText(value) : text
}

/** Kinds whose outputs are compared with one another. */
const speaking = new Set<SpanKind>(['llm', 'tool', 'agent', 'workflow', 'handoff', 'retrieval'])

function isAnswering(kind: SpanKind): boolean {
  return kind === 'llm' || kind === 'agent' || kind === 'workflow'
}

function requestedToolsOf(messages: readonly Message[]): RequestedTool[] {
  const requested: RequestedTool[] = []
  for (const { parts } of messages) {
    for (const part of parts) {
      if (part.type !== 'tool_call' || part.server === true || part.name === '') continue
      requested.push({ id: part.id ?? '', name: part.name, argumentsHash: argumentsHash(part.arguments) })
    }
  }
  return requested
}

/** The newest text of the user; the newest text of anybody when the user said none. */
function lastRequest(messages: readonly Message[]): string {
  return newestText(messages.filter(({ role }) => role === 'user')) || newestText(messages)
}

/** From the end: a conversation may be long. */
function newestText(messages: readonly Message[]): string {
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    const text = messagesText(messages.slice(at, at + 1))
    if (text !== '') return text
  }
  return ''
}

function isMessage(value: unknown): boolean {
  return isRecord(value) && ('role' in value || 'kwargs' in value || 'parts' in value)
}

const conversationKeys = ['messages', 'contents', 'choices', 'candidates', 'generations', 'kwargs'] as const

function carriesMessages(value: Record<string, unknown>): boolean {
  return (
    conversationKeys.some((key) => key in value) || (('role' in value || 'text' in value) && !('properties' in value))
  )
}

/** `{input: "..."}`, `{question: "..."}`: the one text in it. */
function onlyText(value: Record<string, unknown>): string | null {
  const entries = Object.values(value)
  return entries.length === 1 && typeof entries[0] === 'string' ? entries[0] : null
}
