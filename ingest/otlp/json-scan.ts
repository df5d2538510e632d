import { MalformedOtlpError } from './decoded.ts'

/** What a look over the bytes tells before anything is built from them. */
export type JsonScan = {
  /** A number of 16 digits or more stands outside strings: parsing it as a double would lose digits. */
  hasLongNumbers: boolean
}

/** Deeper bodies are refused as a whole; a value of 32 levels needs about 140. */
const maxDepth = 1_000
/** Objects, arrays and members of one body: bounds what parsing allocates (about 50 bytes each). */
const maxTokens = 4_000_000
const longNumberDigits = 16

const quote = 0x22
const backslash = 0x5c

/** Walks a JSON body once, jumping over strings, and refuses what would exhaust memory when parsed. */
export function scanJson(body: Buffer): JsonScan {
  let depth = 0
  let tokens = 0
  let digits = 0
  let hasLongNumbers = false
  for (let position = 0; position < body.length; position += 1) {
    const byte = body[position] ?? 0
    if (byte >= 0x30 && byte <= 0x39) {
      digits += 1
      if (digits >= longNumberDigits) hasLongNumbers = true
      continue
    }
    digits = 0
    if (byte === quote) position = stringEnd(body, position)
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1
      tokens += 1
      if (depth > maxDepth) throw new MalformedOtlpError(`the JSON body is nested deeper than ${maxDepth} levels`)
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1
    else if (byte === 0x2c) tokens += 1
    if (tokens > maxTokens) throw new MalformedOtlpError(`the JSON body holds more than ${maxTokens} values`)
  }
  return { hasLongNumbers }
}

/** Position of the closing quote; the end of the body when there is none (JSON.parse then says so). */
function stringEnd(body: Buffer, start: number): number {
  let end = body.indexOf(quote, start + 1)
  while (end !== -1 && isEscaped(body, end)) end = body.indexOf(quote, end + 1)
  return end === -1 ? body.length : end
}

/** A quote is escaped when an odd number of backslashes stands before it. */
function isEscaped(body: Buffer, position: number): boolean {
  let start = position
  while (body[start - 1] === backslash) start -= 1
  return (position - start) % 2 === 1
}
