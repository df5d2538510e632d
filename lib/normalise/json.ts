import { parsePythonLiteral } from './python-literal.ts'

export type JsonRecord = Record<string, unknown>

/** Deeper documents stay text: everything downstream may then recurse over what was decoded. */
const maxDepth = 128
/** Strings are known to be encoded up to three times (MLflow in LangChain in AI SDK processors). */
const maxLevels = 3

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Decodes JSON in strings, repeatedly while the result is again encoded; Python's `str(dict)` too.
 * What does not parse (or is cut off) stays the text that it is. Never throws.
 */
export function decodeJson(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'string') return value
  let current: unknown = value
  for (let level = 0; level < maxLevels && typeof current === 'string'; level += 1) {
    const next = parseOnce(current)
    if (next === undefined) return current
    current = next
  }
  return current
}

/** The decoded value when it is an object, else null. */
export function recordOf(value: unknown): JsonRecord | null {
  const decoded = decodeJson(value)
  return isRecord(decoded) ? decoded : null
}

/** The decoded value when it is a list, else null. */
export function listOf(value: unknown): unknown[] | null {
  const decoded = decodeJson(value)
  return Array.isArray(decoded) ? decoded : null
}

/** Follows own keys through nested (possibly encoded) objects; undefined where the path ends. */
export function valueAt(value: unknown, ...path: string[]): unknown {
  let current = value
  for (const key of path) {
    const record = recordOf(current)
    if (!record || !Object.hasOwn(record, key)) return undefined
    current = record[key]
  }
  return current
}

/** A string at the path, '' when there is none. */
export function textAt(value: unknown, ...path: string[]): string {
  const found = valueAt(value, ...path)
  if (typeof found === 'string') return found
  return typeof found === 'number' || typeof found === 'boolean' ? String(found) : ''
}

/** Text as it is, anything else as compact JSON, '' for nothing. */
export function jsonText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  try {
    return JSON.stringify(value) ?? ''
  } catch (error) {
    // Big integers are rare, and a replacer would be called for every single value.
    if (!(error instanceof TypeError)) throw error
    return JSON.stringify(value, bigintAsText) ?? ''
  }
}

function parseOnce(text: string): unknown {
  const start = text.trimStart().charAt(0)
  if (start !== '{' && start !== '[' && start !== '"' && start !== '(') return undefined
  if (text.length > 2 * maxDepth && isTooDeep(text)) return undefined
  if (start !== '(') {
    try {
      return JSON.parse(text)
    } catch {
      // Not JSON: Python's repr is the only other encoding seen in the wild.
    }
  }
  return start === '"' ? undefined : parsePythonLiteral(text)
}

/** True when brackets outside of double-quoted strings nest deeper than `maxDepth`. */
function isTooDeep(text: string): boolean {
  if (!hasMoreThan(maxDepth, text)) return false
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (quoted) {
      if (code === 92) at += 1
      else if (code === 34) quoted = false
    } else if (code === 34) quoted = true
    else if (code === 123 || code === 91) {
      depth += 1
      if (depth > maxDepth) return true
    } else if (code === 125 || code === 93) depth -= 1
  }
  return false
}

/** Whether a text has more than `limit` opening brackets, wherever they stand: few texts have. */
function hasMoreThan(limit: number, text: string): boolean {
  let count = 0
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      count += 1
      if (count > limit) return true
    }
  }
  return false
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}

/** A structured attribute value with integers beyond 2^53 as decimal text, so that it can be serialised. */
export function withoutBigints(value: unknown): unknown {
  return hasBigint(value, 0) ? JSON.parse(jsonText([value]))[0] : value
}

function hasBigint(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || depth > maxDepth) return typeof value === 'bigint'
  return Object.values(value).some((entry) => hasBigint(entry, depth + 1))
}
