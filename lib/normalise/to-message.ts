import type { Message, MessagePart, MessageRole } from '#lib/domain/message.ts'
import { finishReason } from './finish-reason.ts'
import { decodeJson, jsonText, type JsonRecord, listOf, recordOf } from './json.ts'
import { contentBlocks, firstOf, firstText, toolCallPart, toolResultPart, toParts } from './to-parts.ts'

const roles = new Map<string, MessageRole>([
  ['system', 'system'],
  ['developer', 'developer'],
  ['user', 'user'],
  ['human', 'user'],
  ['assistant', 'assistant'],
  ['ai', 'assistant'],
  ['model', 'assistant'],
  ['chatbot', 'assistant'],
  ['agent', 'assistant'],
  ['tool', 'tool'],
  ['function', 'tool'],
])

/** Items of lists (Responses API, AI SDK, Anthropic) that are parts of a message by themselves. */
const roleOfItem = new Map<string, MessageRole>([
  ['function_call', 'assistant'],
  ['custom_tool_call', 'assistant'],
  ['reasoning', 'assistant'],
  ['tool_use', 'assistant'],
  ['web_search_call', 'assistant'],
  ['file_search_call', 'assistant'],
  ['code_interpreter_call', 'assistant'],
  ['tool-call', 'assistant'],
  ['thinking', 'assistant'],
  ['function_call_output', 'tool'],
  ['custom_tool_call_output', 'tool'],
  ['tool-result', 'tool'],
])

/** True when a record is a message rather than a part of one. */
export function isMessageLike(raw: JsonRecord): boolean {
  return 'role' in raw || 'kwargs' in raw || 'message' in raw || 'parts' in raw || roleOfLangChain(raw) !== null
}

/** The role of a list item that is no message of its own. */
export function itemRole(raw: JsonRecord, fallback: MessageRole): MessageRole {
  return roleOfItem.get(typeof raw['type'] === 'string' ? raw['type'] : '') ?? fallback
}

/** One message in any provider's or framework's shape; tool results inside a user message get a message of their own. */
export function toMessage(raw: JsonRecord, fallback: MessageRole): Message[] {
  const body = bodyOf(raw)
  const role = roleOf(body, raw, fallback)
  const reason =
    firstText(raw, ['finish_reason', 'finishReason', 'stop_reason']) ||
    firstText(body, ['finish_reason', 'stop_reason'])
  const name = firstText(body, ['name'])
  const message: Message = {
    role,
    name: role === 'tool' || name === '' ? null : name,
    parts: role === 'tool' ? toolParts(body) : partsOf(body),
    finishReason: finishReason(reason) || null,
  }
  return splitToolResults(message)
}

/** Unwraps choices, OpenInference's `message.` and LangChain's constructors and dicts. */
function bodyOf(raw: JsonRecord): JsonRecord {
  const message = recordOf(raw['message'])
  const outer = message ?? raw
  const inner = recordOf(outer['kwargs']) ?? (typeof outer['type'] === 'string' ? recordOf(outer['data']) : null)
  if (!inner) return outer
  return { ...inner, type: outer['type'], id: inner['id'] ?? outer['id'], lcId: outer['id'] }
}

function roleOf(body: JsonRecord, raw: JsonRecord, fallback: MessageRole): MessageRole {
  const literal = firstText(body, ['role']) || firstText(raw, ['role'])
  // OpenInference keeps Anthropic's role for tool results.
  if (literal === 'user' && firstText(body, ['tool_call_id']) !== '') return 'tool'
  return roles.get(literal.toLowerCase()) ?? roleOfLangChain(body) ?? fallback
}

function roleOfLangChain(raw: JsonRecord): MessageRole | null {
  const path = Array.isArray(raw['lcId']) ? raw['lcId'] : Array.isArray(raw['id']) ? raw['id'] : []
  const className = String(path.at(-1) ?? '')
  const match = /^(Human|AI|System|Tool|Function|Chat)Message(Chunk)?$/.exec(className)
  if (match) return roles.get((match[1] ?? '').toLowerCase()) ?? null
  const type = typeof raw['type'] === 'string' ? raw['type'].replace(/MessageChunk$|Message$/, '').toLowerCase() : ''
  if (type === 'human' || type === 'ai' || type === 'system' || type === 'function') return roles.get(type) ?? null
  return type === 'tool' && 'content' in raw ? 'tool' : null
}

function partsOf(body: JsonRecord): MessagePart[] {
  const blocks = listOf(body['parts']) ?? listOf(body['contents'])
  const said = body['content'] ?? body['text']
  const content = toParts(typeof said === 'string' ? (contentBlocks(said) ?? said) : said)
  const parts = blocks ? toParts(blocks) : content
  if (blocks && content.length > 0 && !parts.some((part) => part.type === 'text')) parts.unshift(...content)
  const reasoning = firstOf(body, ['reasoning_content', 'reasoning'])
  if (reasoning !== undefined && !parts.some((part) => part.type === 'reasoning')) {
    parts.unshift(...toParts({ type: 'reasoning', text: reasoning }))
  }
  for (const call of toolCallsOf(body)) addCall(parts, toolCallPart(call))
  return parts
}

function toolCallsOf(body: JsonRecord): JsonRecord[] {
  const extra = recordOf(body['additional_kwargs'])
  for (const source of [body['tool_calls'], body['toolCalls'], extra?.['tool_calls']]) {
    const calls = listOf(source)
      ?.map(recordOf)
      .filter((call) => call !== null)
    if (calls && calls.length > 0) return calls
  }
  const legacy = recordOf(body['function_call'])
  return legacy ? [legacy] : []
}

/** The same call may be both among the blocks and in `tool_calls`. */
function addCall(parts: MessagePart[], call: MessagePart): void {
  if (call.type !== 'tool_call' || (call.name === '' && call.id === null)) return
  const isKnown = parts.some(
    (part) =>
      part.type === 'tool_call' &&
      part.name === call.name &&
      (part.id === call.id || (part.id === null && jsonText(part.arguments) === jsonText(call.arguments))),
  )
  if (!isKnown) parts.push(call)
}

function toolParts(body: JsonRecord): MessagePart[] {
  const blocks = listOf(body['parts']) ?? listOf(body['contents']) ?? listOf(body['content'])
  const parts = blocks ? toParts(blocks) : []
  if (parts.some((part) => part.type === 'tool_result')) return parts
  const id = firstText(body, ['tool_call_id', 'toolCallId', 'tool_use_id', 'call_id', 'id'])
  const content = blocks && parts.length > 0 && body['content'] === undefined ? blocks : body['content']
  return [
    toolResultPart({
      id,
      name: firstText(body, ['name', 'tool_name']),
      content: decodeJson(content ?? null),
      is_error: body['status'] === 'error' || body['is_error'] === true,
    }),
  ]
}

function splitToolResults(message: Message): Message[] {
  const results = message.parts.filter((part) => part.type === 'tool_result' && part.server !== true)
  if (message.role !== 'user' || results.length === 0) return [message]
  const rest = message.parts.filter((part) => !results.includes(part))
  const tool: Message = { role: 'tool', name: null, parts: results, finishReason: null }
  return rest.length === 0 ? [tool] : [tool, { ...message, parts: rest }]
}
