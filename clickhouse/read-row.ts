import { z } from 'zod'

export type RowReader = (value: unknown) => unknown

/**
 * The database sends 64-bit integers as text, so that none loses digits. Where the schema asks
 * for a number (or bigint) this turns the text into one, and throws when a number cannot hold it.
 */
export function rowReader(schema: z.core.$ZodType): RowReader | null {
  if (schema instanceof z.ZodNumber) return readNumber
  if (schema instanceof z.ZodBigInt) return readBigInt
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodReadonly)
    return rowReader(schema.def.innerType)
  if (schema instanceof z.ZodPipe) return rowReader(schema.def.in)
  if (schema instanceof z.ZodArray) return arrayReader(schema.def.element)
  if (schema instanceof z.ZodTuple) return tupleReader(schema.def.items)
  if (schema instanceof z.ZodRecord) return recordReader(schema.def.valueType)
  if (schema instanceof z.ZodObject) return objectReader(schema.def.shape)
  return null
}

function readNumber(value: unknown): unknown {
  if (typeof value !== 'string' || !/^-?\d+$/.test(value)) return value
  const number = Number(value)
  if (!Number.isSafeInteger(number))
    throw new RangeError(`${value} does not fit into a number: read it as bigint or text`)
  return number
}

function readBigInt(value: unknown): unknown {
  const isInteger = (typeof value === 'string' && /^-?\d+$/.test(value)) || Number.isSafeInteger(value)
  return isInteger ? BigInt(String(value)) : value
}

function arrayReader(element: z.core.$ZodType): RowReader | null {
  const read = rowReader(element)
  return read === null ? null : (value) => (Array.isArray(value) ? value.map(read) : value)
}

function tupleReader(items: readonly z.core.$ZodType[]): RowReader | null {
  const readers = items.map(rowReader)
  if (readers.every((read) => read === null)) return null
  return (value) => (Array.isArray(value) ? value.map((item, index) => readers[index]?.(item) ?? item) : value)
}

function recordReader(valueType: z.core.$ZodType): RowReader | null {
  const read = rowReader(valueType)
  if (read === null) return null
  return (value) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, read(item)])) : value
}

function objectReader(shape: Readonly<Record<string, z.core.$ZodType>>): RowReader | null {
  const readers = Object.entries(shape).flatMap(([key, schema]) => {
    const read = rowReader(schema)
    return read === null ? [] : [[key, read] as const]
  })
  if (readers.length === 0) return null
  return (value) => {
    if (!isObject(value)) return value
    const row = { ...value }
    for (const [key, read] of readers) row[key] = read(row[key])
    return row
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
