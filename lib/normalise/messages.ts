import type { Message, MessagePart, MessageRole } from '#lib/domain/message.ts'
import { finishReason } from './finish-reason.ts'
import { decodeJson, isRecord, jsonText, type JsonRecord, listOf, recordOf } from './json.ts'
import { isMessageLike, itemRole, toMessage } from './to-message.ts'
import { firstText, toParts } from './to-parts.ts'

/**
 * Messages from any source shape: lists of OpenAI, Anthropic, Gemini, Bedrock, AI SDK, LangChain,
 * Responses API or OpenTelemetry messages, whole requests and responses, or text.
 * `fallback` is the role of what names none. Never throws.
 */
export function toMessages(value: unknown, fallback: 'user' | 'assistant'): Message[] {
  const decoded = decodeJson(value)
  if (decoded === null || decoded === undefined || decoded === '') return []
  if (Array.isArray(decoded)) return fromList(decoded, fallback)
  if (isRecord(decoded)) return fromRecord(decoded, fallback)
  return [messageOf(fallback, toParts(decoded))]
}

/** Splits off the leading system and developer messages: they are the instructions. */
export function splitSystem(messages: readonly Message[]): { system: MessagePart[]; rest: Message[] } {
  const first = messages.findIndex(({ role }) => role !== 'system' && role !== 'developer')
  const count = first < 0 ? messages.length : first
  return { system: messages.slice(0, count).flatMap(({ parts }) => parts), rest: messages.slice(count) }
}

export function messageOf(role: MessageRole, parts: MessagePart[], reason = ''): Message {
  return { role, name: null, parts, finishReason: finishReason(reason) || null }
}

function fromList(list: readonly unknown[], fallback: MessageRole): Message[] {
  const messages: Message[] = []
  let open: Message | null = null
  for (const entry of list) {
    const item = decodeJson(entry)
    if (isRecord(item) && isMessageLike(item)) {
      messages.push(...toMessage(item, fallback))
      open = null
    } else if (Array.isArray(item)) {
      messages.push(...fromTuple(item, fallback))
      open = null
    } else {
      const role = isRecord(item) ? itemRole(item, fallback) : fallback
      // The Responses API and content lists spread one message over several items.
      if (open?.role === role) open.parts.push(...toParts(item))
      else messages.push((open = messageOf(role, toParts(item))))
    }
  }
  return messages.filter(({ parts, finishReason: reason }) => parts.length > 0 || reason !== null)
}

/** `["human", "hi"]` of LangChain, else a batch of messages within the list. */
function fromTuple(list: readonly unknown[], fallback: MessageRole): Message[] {
  const [role, content] = list
  if (list.length === 2 && typeof role === 'string' && /^(human|ai|user|assistant|system)$/.test(role)) {
    return toMessage({ role, content }, fallback)
  }
  return fromList(list, fallback)
}

function fromRecord(raw: JsonRecord, fallback: 'user' | 'assistant'): Message[] {
  if (isMessageLike(raw) && !('messages' in raw)) return toMessage(raw, fallback)
  for (const [key, read] of containers) {
    const messages = raw[key] === undefined || raw[key] === null ? [] : read(raw, fallback)
    if (messages.length > 0) return messages
  }
  if (typeof raw['type'] === 'string') return fromList([raw], fallback)
  return [messageOf(fallback, [{ type: 'text', text: jsonText(raw) }])]
}

type ReadContainer = (raw: JsonRecord, fallback: 'user' | 'assistant') => Message[]

/** Whole requests and responses, by the key that holds their messages. */
const containers: readonly [string, ReadContainer][] = [
  ['messages', (raw, fallback) => [...systemOf(raw), ...fromNested(raw['messages'], fallback)]],
  ['contents', (raw, fallback) => [...systemOf(raw), ...fromNested(raw['contents'], fallback)]],
  ['choices', (raw) => fromNested(raw['choices'], 'assistant')],
  ['candidates', (raw) => (fromNested(raw['candidates'], 'assistant').length > 0 ? fromCandidates(raw) : [])],
  ['generations', (raw) => fromGenerations(raw['generations'])],
  ['toolCalls', (raw) => fromResult(raw)],
  ['tool_calls', (raw) => fromResult(raw)],
  ['output', (raw) => fromNested(raw['output'], 'assistant')],
  ['outputs', (raw) => fromNested(raw['outputs'], 'assistant')],
  ['content', (raw, fallback) => toMessage(raw, fallback)],
  ['input', (raw, fallback) => [...systemOf(raw), ...fromNested(raw['input'], fallback)]],
  ['prompt', (raw, fallback) => [...systemOf(raw), ...fromNested(raw['prompt'], fallback)]],
  ['text', (raw) => fromResult(raw)],
]

/** A nested list, batch or text; objects that are no messages are not taken for some. */
function fromNested(value: unknown, fallback: 'user' | 'assistant'): Message[] {
  const decoded = decodeJson(value)
  if (Array.isArray(decoded)) return fromList(decoded, fallback)
  if (typeof decoded === 'string') return decoded === '' ? [] : [messageOf(fallback, toParts(decoded))]
  return isRecord(decoded) && isMessageLike(decoded) ? toMessage(decoded, fallback) : []
}

function systemOf(raw: JsonRecord): Message[] {
  const config = recordOf(raw['config'])
  const given =
    raw['system'] ??
    raw['instructions'] ??
    raw['systemInstruction'] ??
    raw['system_instruction'] ??
    config?.['systemInstruction'] ??
    config?.['system_instruction']
  const parts = isRecord(given) && 'parts' in given ? toParts(given['parts']) : toParts(given)
  return parts.length === 0 ? [] : [messageOf('system', parts)]
}

function fromCandidates(raw: JsonRecord): Message[] {
  return (listOf(raw['candidates']) ?? []).flatMap((candidate) => {
    const record = recordOf(candidate)
    const content = record ? recordOf(record['content']) : null
    if (!record || !content) return []
    const reason = firstText(record, ['finishReason', 'finish_reason'])
    return toMessage({ ...content, finish_reason: reason }, 'assistant')
  })
}

/** LangChain's LLMResult: a batch of generations, each a message or a text. */
function fromGenerations(value: unknown): Message[] {
  return (listOf(value) ?? []).flat(1).flatMap((generation) => {
    const record = recordOf(generation)
    if (!record) return []
    const info = recordOf(record['generation_info']) ?? recordOf(record['generationInfo'])
    const reason = info ? firstText(info, ['finish_reason', 'finishReason']) : ''
    if (isRecord(record['message']))
      return toMessage({ message: record['message'], finish_reason: reason }, 'assistant')
    return [messageOf('assistant', toParts(record['text']), reason)]
  })
}

/** A framework's result object: `{text, reasoning, toolCalls, finishReason}`. */
function fromResult(raw: JsonRecord): Message[] {
  const { text, reasoningText } = raw
  const calls = raw['toolCalls'] ?? raw['tool_calls']
  const body = {
    role: 'assistant',
    content: text,
    reasoning: reasoningText,
    tool_calls: calls,
    finish_reason: raw['finishReason'],
  }
  return toMessage(body, 'assistant').filter(({ parts }) => parts.length > 0)
}
