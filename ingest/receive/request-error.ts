import type { OutcomeReason } from '#lib/domain/ingest-outcome.ts'

type Options = ErrorOptions & { headers?: Record<string, string>; retryAfterSeconds?: number }

/** A request that is answered with an error; the message is for the sender and holds no payload. */
export class RequestError extends Error {
  /** In HTTP's words, whatever the transport. */
  readonly status: number
  readonly reason: OutcomeReason
  readonly headers: Readonly<Record<string, string>>
  readonly retryAfterSeconds: number | null

  constructor(status: number, reason: OutcomeReason, message: string, options: Options = {}) {
    super(message, options)
    this.name = 'RequestError'
    this.status = status
    this.reason = reason
    this.headers = options.headers ?? {}
    this.retryAfterSeconds = options.retryAfterSeconds ?? null
  }
}

const minRetrySeconds = 1
const maxRetrySeconds = 5

/**
 * "Try again": 503 over HTTP, UNAVAILABLE over gRPC. OTLP clients drop what is answered with 429
 * (some), 500 (all) or RESOURCE_EXHAUSTED (most). The pause is spread so that senders do not come back at once.
 */
export function retryLater(reason: OutcomeReason, message: string, options: ErrorOptions = {}): RequestError {
  const retryAfterSeconds = minRetrySeconds + Math.floor(Math.random() * (maxRetrySeconds - minRetrySeconds + 1))
  return new RequestError(503, reason, message, { ...options, retryAfterSeconds })
}
