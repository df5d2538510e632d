import type { AnyValue, KeyValue } from '#lib/domain/otlp.ts'

/** A decoded attribute value. 64-bit integers outside ±2^53 stay exact as bigint. */
export type AttributeValue =
  | string
  | boolean
  | number
  | bigint
  | null
  | AttributeValue[]
  | { [key: string]: AttributeValue }

/**
 * Attributes of a span, log record, resource, scope or event, decoded once.
 * Keys never become keys of a plain object on this path, so `__proto__` is a key like any other.
 */
export class Attributes {
  private readonly values = new Map<string, AttributeValue>()
  /** First segments of the keys: most prefixes asked for are of other vocabularies. */
  private namespaces: Set<string> | undefined

  constructor(list: readonly KeyValue[]) {
    for (const { key, value } of list) this.values.set(key, decodeAnyValue(value))
  }

  get size(): number {
    return this.values.size
  }

  has(key: string): boolean {
    return this.values.has(key)
  }

  get(key: string): AttributeValue | undefined {
    return this.values.get(key)
  }

  keys(): IterableIterator<string> {
    return this.values.keys()
  }

  entries(): IterableIterator<[string, AttributeValue]> {
    return this.values.entries()
  }

  hasPrefix(prefix: string): boolean {
    this.namespaces ??= new Set(Array.from(this.values.keys(), namespaceOf))
    if (!this.namespaces.has(namespaceOf(prefix))) return false
    for (const key of this.values.keys()) if (key.startsWith(prefix)) return true
    return false
  }

  /** The first of `keys` that is a non-empty scalar, as text; '' when none is. */
  text(...keys: string[]): string {
    for (const key of keys) {
      const value = this.values.get(key)
      if (typeof value === 'string' && value !== '') return value
      if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value)
    }
    return ''
  }

  /** The first of `keys` that is a finite number or a decimal string; null when none is. */
  number(...keys: string[]): number | null {
    for (const key of keys) {
      const value = toFiniteNumber(this.values.get(key))
      if (value !== null) return value
    }
    return null
  }

  /** The first of `keys` that is a whole number ≥ 0 (token counts); null when none is. */
  count(...keys: string[]): number | null {
    for (const key of keys) {
      const value = toFiniteNumber(this.values.get(key))
      if (value !== null && value >= 0 && Number.isSafeInteger(value)) return value
    }
    return null
  }

  /** The first of `keys` that is a boolean or "true"/"false" in any case; null when none is. */
  flag(...keys: string[]): boolean | null {
    for (const key of keys) {
      const value = this.values.get(key)
      if (typeof value === 'boolean') return value
      if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true'
    }
    return null
  }
}

/** `langfuse` of `langfuse.trace.name` and `langfuse.`, `genkit` of `genkit:name`. */
function namespaceOf(key: string): string {
  for (let at = 0; at < key.length; at += 1) {
    const code = key.charCodeAt(at)
    if (code === 46 || code === 58) return key.slice(0, at)
  }
  return key
}

/** A number, or a decimal string, as finite number; null for anything else. */
export function toFiniteNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'string' && /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value.trim())) {
    const parsed = Number(value)
    return Number.isFinite(parsed) ? parsed : null
  }
  return null
}

/** Decodes OTLP's AnyValue; nested maps become null-prototype objects. Depth is limited by the receiver. */
export function decodeAnyValue(value: AnyValue): AttributeValue {
  if (value.stringValue !== undefined) return value.stringValue
  if (value.intValue !== undefined) return decodeInteger(value.intValue)
  if (value.boolValue !== undefined) return value.boolValue
  if (value.doubleValue !== undefined)
    return typeof value.doubleValue === 'number' ? value.doubleValue : Number(value.doubleValue)
  if (value.arrayValue !== undefined) return value.arrayValue.values.map(decodeAnyValue)
  if (value.kvlistValue !== undefined) {
    const map: { [key: string]: AttributeValue } = Object.create(null)
    for (const entry of value.kvlistValue.values) map[entry.key] = decodeAnyValue(entry.value)
    return map
  }
  if (value.bytesValue !== undefined) return value.bytesValue
  return null
}

function decodeInteger(text: string): number | bigint {
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : BigInt(text)
}
