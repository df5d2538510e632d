import { BadRecordError } from './decoded.ts'

/**
 * Access to members of parsed JSON. Only known names are read and nothing is written by name, so a
 * member called `__proto__` is data like any other. Each name is also taken in snake_case, which
 * some hand-written senders use; null counts as absent, as protobuf's JSON mapping says.
 */
export type JsonObject = { readonly [key: string]: unknown }

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The member under its name or its snake_case form; undefined when absent or null. */
export function member(object: JsonObject, name: string, snakeName = name): unknown {
  const value = object[name] ?? (snakeName === name ? undefined : object[snakeName])
  return value ?? undefined
}

export function readString(value: unknown, field: string): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  throw bad(field, 'a string')
}

/** uint32 and int32 fields: a number, or the same as string. */
export function readSmallInteger(value: unknown, field: string): number {
  if (value === undefined) return 0
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number === 'number' && Number.isInteger(number) && Math.abs(number) < 2 ** 32) return number
  throw bad(field, 'an integer')
}

/** int64 and uint64 fields as decimal string: senders write strings or numbers. */
export function readInteger(value: unknown, field: string): string {
  if (value === undefined) return '0'
  if (typeof value === 'string' && /^-?\d{1,20}$/.test(value)) return normaliseDigits(value, field)
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 64) return BigInt(value).toString()
  throw bad(field, 'a 64-bit integer as string or number')
}

/** An enum by number or, leniently, by name. */
export function readEnum(value: unknown, field: string, names: readonly string[], prefix: string): number {
  if (typeof value !== 'string') return readSmallInteger(value, field)
  const index = names.indexOf(value.startsWith(prefix) ? value.slice(prefix.length) : value)
  return index === -1 ? readSmallInteger(value, field) : index
}

/** Bytes as lower-case hex: OTLP/JSON writes ids in hex of any case; base64, a common mistake, is known by its length. */
export function readId(value: unknown, field: string, bytes: number): string {
  const text = readString(value, field)
  if (text.length === Math.ceil(bytes / 3) * 4 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) {
    const decoded = Buffer.from(text, 'base64')
    if (decoded.length === bytes) return decoded.toString('hex')
  }
  if (!/^[0-9a-fA-F]*$/.test(text)) throw new BadRecordError('bad_id', `${field} is not hexadecimal`)
  return text.toLowerCase()
}

export function readList(value: unknown, field: string): readonly unknown[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value
  throw bad(field, 'a list')
}

export function readObject(value: unknown, field: string): JsonObject {
  if (isObject(value)) return value
  throw bad(field, 'an object')
}

export function bad(field: string, expected: string): BadRecordError {
  return new BadRecordError('bad_value', `${field} must be ${expected}`)
}

const minInt64 = -(2n ** 63n)
const maxUint64 = 2n ** 64n - 1n

/** Short values need no range check; leading zeros go. */
function normaliseDigits(text: string, field: string): string {
  if (text.length < 19 && !/^-?0/.test(text)) return text
  const value = BigInt(text)
  if (value < minInt64 || value > maxUint64) throw bad(field, 'a 64-bit integer as string or number')
  return value.toString()
}
