import type { Message, MessagePart } from '#lib/domain/message.ts'
import type { SeenToolResult } from '#lib/domain/span.ts'
import { argumentsHash } from './hashes.ts'
import { decodeJson, isRecord } from './json.ts'
import { isPrintedException } from './printed-exception.ts'

type ToolCall = Extract<MessagePart, { type: 'tool_call' }>
type ToolResult = Extract<MessagePart, { type: 'tool_result' }>

const maxResults = 64

/**
 * Tool results that a model call was given since the assistant last spoke. Applications that
 * instrument only the provider's SDK leave no other trace of their tools.
 */
export function toolResultsSeen(messages: readonly Message[]): SeenToolResult[] {
  const last = messages.findLastIndex(({ role }) => role === 'assistant')
  if (last < 0) return []
  const calls = callsBefore(messages, last)
  const results: ToolResult[] = []
  for (const { parts } of messages.slice(last + 1)) {
    for (const part of parts) if (part.type === 'tool_result' && part.server !== true) results.push(part)
  }
  return results.slice(0, maxResults).flatMap((result, index) => {
    const call =
      calls.find(({ id }) => id !== null && id === result.id) ?? (result.id === null ? calls[index] : undefined)
    const name = result.name ?? call?.name ?? ''
    return name === '' ? [] : [seen(result, call, name)]
  })
}

/** The calls of the assistant's last turn, which may be spread over several messages. */
function callsBefore(messages: readonly Message[], last: number): ToolCall[] {
  const calls: ToolCall[] = []
  for (let at = last; at >= 0 && messages[at]?.role === 'assistant'; at -= 1) {
    const parts = messages[at]?.parts ?? []
    calls.unshift(...parts.filter((part) => part.type === 'tool_call'))
  }
  return calls
}

function seen(result: ToolResult, call: ToolCall | undefined, name: string): SeenToolResult {
  return {
    id: result.id ?? call?.id ?? '',
    name,
    argumentsHash: argumentsHash(call?.arguments),
    resultHash: argumentsHash(result.result),
    isError: result.isError === true || isPrintedException(result.result),
    isExecuted: isWellFormed(call) && !isRefusal(result.result),
  }
}

/** Arguments that could not be parsed are left as text; OpenLIT puts such text under `raw`. */
function isWellFormed(call: ToolCall | undefined): boolean {
  const given = call?.arguments
  if (isRecord(given) && Object.keys(given).length === 1 && typeof given['raw'] === 'string')
    return typeof decodeJson(given['raw']) !== 'string'
  return typeof given !== 'string' || given === ''
}

/**
 * A validator's report on the arguments in place of a result (zod's issue codes, JSON-RPC's invalid
 * parameters): the tool never ran.
 */
function isRefusal(result: unknown): boolean {
  const text = typeof result === 'string' ? result : JSON.stringify(result ?? '')
  if (text.length >= maxRefusalLength) return false
  return /\\*"code\\*"\s*:\s*\\*"(invalid_type|unrecognized_keys|invalid_union)\\*"|\bMCP error -32602\b/.test(text)
}

/** Reports are short; a long result is not searched for one. */
const maxRefusalLength = 4_000
