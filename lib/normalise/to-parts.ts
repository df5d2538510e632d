import type { MessagePart } from '#lib/domain/message.ts'
import { decodeJson, isRecord, jsonText, type JsonRecord, listOf, recordOf } from './json.ts'
import { mediaPart } from './media-part.ts'

/** Content of a message in any provider's or framework's shape, as parts. Unknown parts are kept as they came. */
export function toParts(content: unknown): MessagePart[] {
  if (content === null || content === undefined || content === '') return []
  if (typeof content === 'string') return [{ type: 'text', text: content }]
  if (Array.isArray(content)) return content.flatMap(toParts)
  if (isRecord(content)) return recordParts(content)
  return [{ type: 'text', text: jsonText(content) }]
}

/** A tool call in any shape: `{id, name, arguments}`, `{id, function: {...}}`, `{toolCallId, toolName, input}` ... */
export function toolCallPart(raw: JsonRecord): MessagePart {
  const call = recordOf(raw['tool_call']) ?? raw
  const inner = recordOf(call['function']) ?? recordOf(call['toolUse']) ?? call
  const id =
    firstText(call, ['call_id', 'toolCallId', 'tool_call_id', 'toolUseId', 'tool_use_id', 'id']) ||
    textOf(inner, 'toolUseId')
  const given = firstOf(inner, ['arguments', 'args', 'input', 'parameters'])
  return {
    type: 'tool_call',
    id: id === '' ? null : id,
    name: firstText(inner, ['name', 'toolName', 'tool_name']),
    arguments: decodeJson(given ?? null),
    ...(call['providerExecuted'] === true ? { server: true } : {}),
  }
}

/** A tool's result in any shape, with its error flag where the shape has one. */
export function toolResultPart(raw: JsonRecord): MessagePart {
  const id = firstText(raw, ['tool_call_id', 'toolCallId', 'tool_use_id', 'toolUseId', 'call_id', 'id'])
  const name = firstText(raw, ['name', 'toolName', 'tool_name'])
  const given = firstOf(raw, ['response', 'result', 'output', 'content', 'tool_result'])
  const typed = isRecord(given) && 'value' in given && typeof given['type'] === 'string' ? given : null
  const isError =
    raw['is_error'] === true ||
    raw['isError'] === true ||
    raw['status'] === 'error' ||
    (typed !== null && String(typed['type']).startsWith('error'))
  return {
    type: 'tool_result',
    id: id === '' ? null : id,
    name: name === '' ? null : name,
    result: resultValue(typed ? typed['value'] : given),
    ...(isError ? { isError } : {}),
  }
}

const converters = new Map<string, (raw: JsonRecord) => MessagePart[]>([
  ['text', textPart],
  ['input_text', textPart],
  ['output_text', textPart],
  ['summary_text', textPart],
  ['refusal', textPart],
  ['reasoning', reasoningPart],
  ['thinking', reasoningPart],
  ['redacted_thinking', reasoningPart],
  ['redacted-reasoning', reasoningPart],
  ['tool_call', (raw) => [toolCallPart(raw)]],
  ['tool-call', (raw) => [toolCallPart(raw)]],
  ['tool_use', (raw) => [toolCallPart(raw)]],
  ['toolCall', (raw) => [toolCallPart(raw)]],
  ['function_call', (raw) => [toolCallPart(raw)]],
  ['custom_tool_call', (raw) => [toolCallPart(raw)]],
  ['function', (raw) => [toolCallPart(raw)]],
  ['server_tool_use', serverCall],
  ['server_tool_call', serverCall],
  ['mcp_tool_use', serverCall],
  ['web_search_call', responseCall],
  ['file_search_call', responseCall],
  ['code_interpreter_call', responseCall],
  ['tool_call_response', (raw) => [toolResultPart(raw)]],
  ['tool_response', (raw) => [toolResultPart(raw)]],
  ['tool_result', (raw) => [toolResultPart(raw)]],
  ['tool-result', (raw) => [toolResultPart(raw)]],
  ['function_call_output', (raw) => [toolResultPart(raw)]],
  ['custom_tool_call_output', (raw) => [toolResultPart(raw)]],
  ['server_tool_call_response', serverResult],
  ['mcp_tool_result', serverResult],
  ['web_search_tool_result', serverResult],
  ['code_execution_tool_result', serverResult],
  ['textBlock', textPart],
  ['reasoningBlock', reasoningPart],
  ['toolUse', (raw) => [toolCallPart(raw)]],
  ['toolUseBlock', (raw) => [toolCallPart(raw)]],
  ['toolResult', (raw) => [toolResultPart(raw)]],
  ['toolResultBlock', (raw) => [toolResultPart(raw)]],
  ['cachePointBlock', () => []],
  ['cache_point', () => []],
  ['compaction', (raw) => [{ type: 'compaction', text: firstText(raw, ['text', 'content']) }]],
])

/** Shapes without a `type`: Gemini's and Bedrock's parts, OpenInference's wrappers. */
const keyed: readonly [string, (inner: JsonRecord) => MessagePart[]][] = [
  ['message_content', recordParts],
  ['tool_call', (inner) => [toolCallPart(inner)]],
  ['functionCall', (inner) => [toolCallPart(inner)]],
  ['function_call', (inner) => [toolCallPart(inner)]],
  ['toolUse', (inner) => [toolCallPart(inner)]],
  ['functionResponse', (inner) => [toolResultPart(inner)]],
  ['function_response', (inner) => [toolResultPart(inner)]],
  ['toolResult', (inner) => [toolResultPart(inner)]],
  ['reasoning', reasoningPart],
  ['toolRequest', (inner) => [toolCallPart(genkitCall(inner))]],
  ['toolResponse', (inner) => [toolResultPart(genkitResult(inner))]],
  ['reasoningContent', (inner) => reasoningPart(recordOf(inner['reasoningText']) ?? inner)],
]

function recordParts(raw: JsonRecord): MessagePart[] {
  const type = typeof raw['type'] === 'string' ? raw['type'] : ''
  const convert = converters.get(type)
  if (convert) return convert(raw)
  for (const [key, convertInner] of keyed) {
    const inner = recordOf(raw[key])
    if (inner) return convertInner(inner)
  }
  const media = mediaPart(raw)
  if (media) return [media]
  if (typeof raw['text'] === 'string') return raw['thought'] === true ? reasoningPart(raw) : textPart(raw)
  if (typeof raw['content'] === 'string' && (type === '' || type === 'generic')) return toParts(raw['content'])
  return [{ type: 'unknown', raw }]
}

function textPart(raw: JsonRecord): MessagePart[] {
  const text = firstText(raw, ['text', 'content', 'refusal', 'value'])
  const blocks = contentBlocks(text)
  if (blocks) return toParts(blocks)
  return text === '' ? [] : [{ type: 'text', text }]
}

function reasoningPart(raw: JsonRecord): MessagePart[] {
  const given = firstOf(raw, ['text', 'content', 'thinking', 'reasoning', 'summary', 'data', 'encrypted_content'])
  const text = typeof given === 'string' ? given : toParts(given).map(partText).join('\n')
  const isReadable = ['text', 'content', 'thinking', 'reasoning', 'summary'].some((key) => raw[key] === given)
  if (text === '') return []
  return [{ type: 'reasoning', text: isReadable ? text : '', ...(isReadable ? {} : { encrypted: true }) }]
}

function serverCall(raw: JsonRecord): MessagePart[] {
  const part = toolCallPart(recordOf(raw['server_tool_call']) ? { ...raw, ...recordOf(raw['server_tool_call']) } : raw)
  return [part.type === 'tool_call' ? { ...part, name: part.name || textOf(raw, 'name'), server: true } : part]
}

/** What OpenAI's responses list as an item of its own: `web_search_call` and its like. */
function responseCall(raw: JsonRecord): MessagePart[] {
  const name = textOf(raw, 'type').replace(/_call$/, '')
  const id = textOf(raw, 'id')
  const given = firstOf(raw, ['action', 'queries', 'code']) ?? null
  return [{ type: 'tool_call', id: id === '' ? null : id, name, arguments: given, server: true }]
}

function serverResult(raw: JsonRecord): MessagePart[] {
  const part = toolResultPart(raw)
  return [part.type === 'tool_result' ? { ...part, server: true } : part]
}

/** Genkit calls the id `ref`. */
function genkitCall(inner: JsonRecord): JsonRecord {
  return { id: inner['ref'], name: inner['name'], arguments: inner['input'] }
}

function genkitResult(inner: JsonRecord): JsonRecord {
  return { id: inner['ref'], name: inner['name'], result: inner['output'] }
}

/** The text of a part, '' for parts without. */
function partText(part: MessagePart): string {
  return part.type === 'text' || part.type === 'reasoning' || part.type === 'compaction' ? part.text : ''
}

/** Text blocks become their text; everything else is decoded as it is. */
export function resultValue(given: unknown): unknown {
  const decoded = decodeJson(given ?? null)
  if (!Array.isArray(decoded) || decoded.length === 0) return decoded
  const parts = decoded.map((entry) => (isRecord(entry) && 'json' in entry ? entry['json'] : entry))
  const texts = parts.map((entry) => (isRecord(entry) && typeof entry['text'] === 'string' ? entry['text'] : null))
  return texts.every((text) => text !== null) ? decodeJson(texts.join('\n')) : parts.length === 1 ? parts[0] : parts
}

export function firstOf(raw: JsonRecord, keys: readonly string[]): unknown {
  for (const key of keys) if (raw[key] !== undefined && raw[key] !== null) return raw[key]
  return undefined
}

export function firstText(raw: JsonRecord, keys: readonly string[]): string {
  for (const key of keys) {
    const value = raw[key]
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'number') return jsonText(value)
  }
  return ''
}

function textOf(raw: JsonRecord, key: string): string {
  return firstText(raw, [key])
}

/** Content blocks that were encoded as JSON text (Strands, Traceloop); null for any other text. */
export function contentBlocks(text: string): JsonRecord[] | null {
  if (!/^\s*\[\s*\{/.test(text)) return null
  const blocks = listOf(text)?.map((block) => (isRecord(block) && blockKeys.some((key) => key in block) ? block : null))
  const known = blocks?.filter((block) => block !== null)
  return known && known.length > 0 && known.length === blocks?.length ? known : null
}

const blockKeys = ['type', 'text', 'toolUse', 'toolResult'] as const
