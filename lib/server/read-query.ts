import { z } from 'zod'
import { AppError } from '#lib/domain/errors.ts'

const maxValues = 400
const maxLength = 2048

/** Query parameters as the schema's value: names repeat for lists, numbers and booleans are read from text. */
export function readQuery<Q extends z.ZodObject>(schema: Q, params: URLSearchParams): z.output<Q> {
  const shape: Record<string, z.core.$ZodType> = schema.shape
  const values: Record<string, unknown> = Object.create(null)
  for (const name of new Set(params.keys())) {
    const type = Object.hasOwn(shape, name) ? shape[name] : undefined
    if (type === undefined) throw new AppError('bad_request', unknownParameter(name, shape))
    values[name] = readValues(name, innerType(type), params.getAll(name))
  }
  return parseWith(schema, { ...values }, 'query parameter')
}

/** Parses, or throws a bad_request that names the first thing that does not fit. */
export function parseWith<T extends z.ZodType>(schema: T, value: unknown, what: string): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AppError(
    'bad_request',
    `The ${what} \`${issue?.path.join('.') ?? ''}\` does not fit: ${issue?.message ?? 'unknown reason'}.`,
  )
}

function unknownParameter(name: string, shape: Record<string, unknown>): string {
  return `There is no query parameter \`${name.slice(0, 40)}\` here. Known are: ${Object.keys(shape).join(', ') || 'none'}.`
}

function innerType(type: z.core.$ZodType): z.core.$ZodType {
  let inner = type
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodNullable)
    inner = inner.def.innerType
  return inner
}

function readValues(name: string, type: z.core.$ZodType, texts: string[]): unknown {
  if (texts.length > maxValues || texts.some((text) => text.length > maxLength)) {
    throw new AppError(
      'bad_request',
      `\`${name}\` is too long: ${maxValues} values of ${maxLength} characters are the limit.`,
    )
  }
  if (type instanceof z.ZodArray) return texts
  const last = texts.at(-1) ?? ''
  if (type instanceof z.ZodNumber) return /^-?\d+(\.\d+)?(e[+-]?\d{1,3})?$/i.test(last) ? Number(last) : last
  if (type instanceof z.ZodBoolean) return last === 'true' ? true : last === 'false' ? false : last
  return last
}
