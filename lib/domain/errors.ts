import { z } from 'zod'

export const ErrorCode = z.enum([
  'bad_request',
  'unauthorized',
  'forbidden',
  'not_found',
  'conflict',
  'gone',
  'too_large',
  'rate_limited',
  'unavailable',
  'internal',
])
export type ErrorCode = z.infer<typeof ErrorCode>

/** The one shape in which an error leaves the JSON API. */
export const ErrorBody = z.object({
  error: z.object({ code: ErrorCode, message: z.string(), requestId: z.string() }),
})
export type ErrorBody = z.infer<typeof ErrorBody>

/** The same for every copy of the class: a bundle of the web holds its own, and hears of errors of another's. */
const mark = Symbol.for('tachograph.AppError')

/** An error whose message may be shown to a person: it names the thing and the way out. */
export class AppError extends Error {
  readonly [mark] = true
  readonly code: ErrorCode
  /** When asking again may help; null where nobody knows. */
  readonly retryAfterSeconds: number | null

  constructor(code: ErrorCode, message: string, options: ErrorOptions & { retryAfterSeconds?: number } = {}) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
    this.retryAfterSeconds = options.retryAfterSeconds ?? null
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== AppError) return Function.prototype[Symbol.hasInstance].call(this, value)
    return typeof value === 'object' && value !== null && mark in value
  }
}

export const statusOfCode: Record<ErrorCode, number> = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
}

/** By this the error page recognises a page that could not be drawn because the database does not answer. */
export const unavailableDigest = 'database-unavailable'

/** How a process ends when only a person can cure what is wrong (EX_CONFIG of sysexits.h): starting it again is no use. */
export const exitCodeOfRefusal = 78

/** Only a person can cure this: the message is one sentence for the terminal. */
export class RefusalError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }
}
