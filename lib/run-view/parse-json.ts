/** Trees parse the strings in them again with every change: longer ones stay text. */
const MAX_EMBEDDED = 500_000

/** Integers beyond 2^53 become BigInt, so that ids keep their digits. */
export function parseJson(text: string): { value: unknown } | null {
  try {
    // Without a run of 16 digits every number is exact, and parsing is ten times faster.
    return { value: /\d{16}/.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text) }
  } catch {
    return null
  }
}

/** JSON inside a string (tool arguments, nested payloads); null for any other text, and for what is too long. */
export function parseEmbedded(text: string, maxLength = MAX_EMBEDDED): { value: object } | null {
  if (text.length > maxLength || !/^\s*[{[]/.test(text)) return null
  const parsed = parseJson(text)
  return parsed !== null && typeof parsed.value === 'object' && parsed.value !== null ? { value: parsed.value } : null
}

/** JSON text with the digits that `parseJson` kept. */
export function toJson(value: unknown, indent = 2): string {
  const text = JSON.stringify(
    value,
    (_key, entry: unknown) => (typeof entry === 'bigint' ? `\u0000${entry}` : entry),
    indent,
  )
  return text === undefined ? '' : text.replace(/"\\u0000(-?\d+)"/g, '$1')
}

/** Shows `\u00e9` of a cut or doubly encoded text as the character. */
export function decodeEscapes(text: string): string {
  return text.replace(/\\u([0-9a-fA-F]{4})/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const isUnsafe = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
  const source = context?.source
  return isUnsafe && source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value
}
