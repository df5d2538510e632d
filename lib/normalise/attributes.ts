import type { AnyValue, KeyValue } from '#lib/domain/otlp.ts'
import { type AttributeShape, shapeOf } from './attribute-shape.ts'

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
  readonly shape: AttributeShape
  private readonly values: AttributeValue[]

  constructor(list: readonly KeyValue[]) {
    this.shape = shapeOf(list)
    const { slots } = this.shape
    this.values = []
    // Of a key that is there twice the last value counts.
    for (let at = 0; at < list.length; at += 1) {
      this.values[slots[at] ?? 0] = decodeAnyValue(list[at]?.value ?? {})
    }
  }

  get size(): number {
    return this.values.length
  }

  has(key: string): boolean {
    return this.shape.positionOf(key) !== undefined
  }

  get(key: string): AttributeValue | undefined {
    const position = this.shape.positionOf(key)
    return position === undefined ? undefined : this.values[position]
  }

  keys(): readonly string[] {
    return this.shape.keys
  }

  /** The value of the key at a position of `keys()`. */
  at(position: number): AttributeValue | undefined {
    return this.values[position]
  }

  entries(): [string, AttributeValue][] {
    return this.shape.keys.map((key, position) => [key, this.values[position] ?? null])
  }

  hasPrefix(prefix: string): boolean {
    return this.shape.hasPrefix(prefix)
  }

  /** The first of `keys` that is a non-empty scalar, as text; '' when none is. */
  text(...keys: string[]): string {
    for (const key of keys) {
      const text = scalarText(this.get(key))
      if (text !== '') return text
    }
    return ''
  }

  /** The same for a table of keys, which must be a constant: which of them are there is found once a shape. */
  firstText(keys: readonly string[]): string {
    for (const position of this.shape.presentOf(keys)) {
      const text = scalarText(this.values[position])
      if (text !== '') return text
    }
    return ''
  }

  /** The first of `keys` that is a finite number or a decimal string; null when none is. */
  number(...keys: string[]): number | null {
    for (const key of keys) {
      const value = toFiniteNumber(this.get(key))
      if (value !== null) return value
    }
    return null
  }

  /** The same for a constant table of keys. */
  firstNumber(keys: readonly string[]): number | null {
    for (const position of this.shape.presentOf(keys)) {
      const value = toFiniteNumber(this.values[position])
      if (value !== null) return value
    }
    return null
  }

  /** The first of `keys` that is a whole number ≥ 0 (token counts); null when none is. */
  count(...keys: string[]): number | null {
    for (const key of keys) {
      const value = toCount(this.get(key))
      if (value !== null) return value
    }
    return null
  }

  /** The same for a constant table of keys. */
  firstCount(keys: readonly string[]): number | null {
    for (const position of this.shape.presentOf(keys)) {
      const value = toCount(this.values[position])
      if (value !== null) return value
    }
    return null
  }

  /** A boolean or "true"/"false" in any case; null for anything else. */
  flag(key: string): boolean | null {
    return toFlag(this.get(key))
  }

  /** The first flag of a constant table of keys. */
  firstFlag(keys: readonly string[]): boolean | null {
    for (const position of this.shape.presentOf(keys)) {
      const value = toFlag(this.values[position])
      if (value !== null) return value
    }
    return null
  }

  /** The first of a constant table of keys that is there and neither null nor ''. */
  firstValue(keys: readonly string[]): AttributeValue | undefined {
    for (const position of this.shape.presentOf(keys)) {
      const value = this.values[position]
      if (value !== undefined && value !== null && value !== '') return value
    }
    return undefined
  }
}

/** Answers a question about keys alone once for all lists of the same keys. */
export function aboutKeys<Answer>(find: (keys: readonly string[]) => Answer): (attributes: Attributes) => Answer {
  const answers = new WeakMap<AttributeShape, Answer>()
  return ({ shape }) => {
    const known = answers.get(shape)
    if (known !== undefined) return known
    const answer = find(shape.keys)
    answers.set(shape, answer)
    return answer
  }
}

function scalarText(value: AttributeValue | undefined): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : ''
}

function toFlag(value: AttributeValue | undefined): boolean | null {
  if (typeof value === 'boolean') return value
  return typeof value === 'string' && /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : null
}

/** No record counts more. Sums over two million of them are still exact numbers; more is noise, and unknown. */
const maxCount = 2 ** 32

/** A whole number ≥ 0, or null. */
export function toCount(value: unknown): number | null {
  const number = toFiniteNumber(value)
  return number !== null && number >= 0 && number <= maxCount && Number.isInteger(number) ? number : null
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
