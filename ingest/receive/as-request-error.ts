import type { Log } from '#lib/server/log.ts'
import { RequestError, retryLater } from './request-error.ts'

/** A fault of ours is answered "try again", and logged with its cause: 500 would make senders drop the data. */
export function asRequestError(error: unknown, log: Log): RequestError {
  if (error instanceof RequestError) return error
  if (isBrokenOff(error)) return new RequestError(400, 'broken_off', 'the request broke off', { cause: error })
  log.error({ err: error }, 'request failed')
  return retryLater('failed', 'the receiver failed: retry later', { cause: error })
}

function isBrokenOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && brokenOffCodes.has(String(error.code))
}

const brokenOffCodes = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR', 'ERR_HTTP2_STREAM_ERROR'])
