/** A request that is answered with an error status; the message is for the sender and holds no payload. */
export class RequestError extends Error {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, message: string, options: ErrorOptions & { headers?: Record<string, string> } = {}) {
    super(message, options)
    this.name = 'RequestError'
    this.status = status
    this.headers = options.headers ?? {}
  }
}

const minRetrySeconds = 1
const maxRetrySeconds = 5

/**
 * "Try again": always 503. OTLP clients drop what is answered with 429 (some) or 500 (all).
 * The pause is spread so that senders do not come back at once.
 */
export function retryLater(message: string, options: ErrorOptions = {}): RequestError {
  const seconds = minRetrySeconds + Math.floor(Math.random() * (maxRetrySeconds - minRetrySeconds + 1))
  return new RequestError(503, message, { ...options, headers: { 'retry-after': String(seconds) } })
}
