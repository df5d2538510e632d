/**
 * Parses what Python prints for dicts, lists, tuples, strings, numbers, None, True and False
 * (LiteLLM and LangSmith send `str(dict)`). Undefined for anything else. Never throws.
 */
export function parsePythonLiteral(text: string): unknown {
  const cursor = { text, at: 0 }
  const value = parseValue(cursor, 0)
  skipSpace(cursor)
  return value !== undefined && cursor.at === text.length ? value : undefined
}

type Cursor = { text: string; at: number }

const maxDepth = 64
const constants = new Map<string, unknown>([
  ['None', null],
  ['True', true],
  ['False', false],
  ['null', null],
  ['true', true],
  ['false', false],
])
const escapes = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])
const word = /[A-Za-z]+/y
const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y

function parseValue(cursor: Cursor, depth: number): unknown {
  if (depth > maxDepth) return undefined
  skipSpace(cursor)
  const start = cursor.text.charAt(cursor.at)
  if (start === '{') return parseDict(cursor, depth)
  if (start === '[') return parseSequence(cursor, ']', depth)
  if (start === '(') return parseSequence(cursor, ')', depth)
  if (start === "'" || start === '"') return parseString(cursor, start)
  const name = match(cursor, word)
  if (name !== null) return constants.get(name)
  const digits = match(cursor, number)
  return digits === null ? undefined : Number(digits)
}

function parseDict(cursor: Cursor, depth: number): unknown {
  const record: Record<string, unknown> = Object.create(null)
  cursor.at += 1
  for (;;) {
    if (takes(cursor, '}')) return record
    const key = parseValue(cursor, depth + 1)
    if (typeof key !== 'string' && typeof key !== 'number') return undefined
    if (!takes(cursor, ':')) return undefined
    const value = parseValue(cursor, depth + 1)
    if (value === undefined) return undefined
    record[String(key)] = value
    if (!takes(cursor, ',')) return takes(cursor, '}') ? record : undefined
  }
}

function parseSequence(cursor: Cursor, close: string, depth: number): unknown {
  const list: unknown[] = []
  cursor.at += 1
  for (;;) {
    if (takes(cursor, close)) return list
    const value = parseValue(cursor, depth + 1)
    if (value === undefined) return undefined
    list.push(value)
    if (!takes(cursor, ',')) return takes(cursor, close) ? list : undefined
  }
}

function parseString(cursor: Cursor, quote: string): unknown {
  let result = ''
  for (let at = cursor.at + 1; at < cursor.text.length; at += 1) {
    const char = cursor.text.charAt(at)
    if (char === quote) {
      cursor.at = at + 1
      return result
    }
    if (char !== '\\') result += char
    else {
      at += 1
      const escaped = cursor.text.charAt(at)
      result += escapes.get(escaped) ?? escaped
    }
  }
  return undefined
}

function takes(cursor: Cursor, char: string): boolean {
  skipSpace(cursor)
  if (cursor.text.charAt(cursor.at) !== char) return false
  cursor.at += 1
  return true
}

function match(cursor: Cursor, pattern: RegExp): string | null {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.text)
  if (!found) return null
  cursor.at = pattern.lastIndex
  return found[0]
}

function skipSpace(cursor: Cursor): void {
  while (cursor.at < cursor.text.length && cursor.text.charCodeAt(cursor.at) <= 32) cursor.at += 1
}
