import type { KeyValue } from '#lib/domain/otlp.ts'
import { Attributes, type AttributeValue } from '#lib/normalise/attributes.ts'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** Attributes as JSON, in the order in which they came. Integers beyond ±2^53 are text, so that they stay exact. */
export function attributeJson(list: readonly KeyValue[]): Record<string, Json> {
  const json: Record<string, Json> = Object.create(null)
  for (const [key, value] of new Attributes(list).entries()) json[key] = jsonOf(value)
  return json
}

/** The receiver limits how deep values are nested. */
export function jsonOf(value: AttributeValue): Json {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (Array.isArray(value)) return value.map(jsonOf)
  if (typeof value !== 'object' || value === null) return value
  const json: Record<string, Json> = Object.create(null)
  for (const [key, item] of Object.entries(value)) json[key] = jsonOf(item)
  return json
}
