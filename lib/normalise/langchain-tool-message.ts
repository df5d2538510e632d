import { type JsonRecord, recordOf, valueAt } from './json.ts'

/** The fields of a serialised ToolMessage that LangChain's callbacks put around a tool's result; null when there is none. */
export function langChainToolMessage(value: unknown): JsonRecord | null {
  const message = recordOf(valueAt(value, 'output', 'kwargs') ?? valueAt(value, 'kwargs'))
  return message && 'content' in message ? message : null
}
