import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** What the parser says of a connection that ended in the middle of a request. */
const endedEarly = 'HPE_INVALID_EOF_STATE'

const statuses: ReadonlyMap<string, number> = new Map([
  ['HPE_HEADER_OVERFLOW', 431],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
])

/**
 * Answers bytes that are no HTTP as Node does by itself, but for a request that broke off:
 * that gets no answer, because 400 would tell a sender whose connection was half closed to drop its data.
 */
export function refuseUnreadable(error: Error & { code?: string }, socket: Duplex): void {
  const code = error.code ?? ''
  if (socket.writable && code !== endedEarly && code !== 'ECONNRESET') {
    const status = statuses.get(code) ?? 400
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`)
  }
  socket.destroy(error)
}
