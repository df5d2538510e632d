import { isRecord } from './json.ts'

/** Whether a tool's result is an exception that the application printed in its place: `Error: no such account`. */
export function isPrintedException(result: unknown): boolean {
  const text = isRecord(result) && result['type'] === 'text' ? (result['content'] ?? result['text']) : result
  return typeof text === 'string' && /^(?:[A-Z][A-Za-z]*)?(?:Error|Exception): \S/.test(text)
}
