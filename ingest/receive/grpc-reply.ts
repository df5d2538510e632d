import { constants, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2'
import { encodeGrpcStatus, grpcCodeOf, type Failure } from '../otlp/status.ts'
import { retryLater } from './request-error.ts'

const contentType = 'application/grpc+proto'
/** Clients refuse more than 8 KiB of metadata, and the details repeat the message. */
const maxMessageChars = 1_000

/** Sends the one message of a successful call. */
export function replyGrpc(stream: ServerHttp2Stream, message: Uint8Array): void {
  const frame = Buffer.alloc(5 + message.length)
  frame.writeUInt32BE(message.length, 1)
  frame.set(message, 5)
  stream.respond({ ':status': 200, 'content-type': contentType }, { waitForTrailers: true })
  stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }))
  stream.end(frame)
}

/** Ends a call with an error: status, message, and the details that a client's retry policy reads. */
export function refuseGrpc(stream: ServerHttp2Stream, failure: Failure): void {
  const message = failure.message.slice(0, maxMessageChars)
  const headers: OutgoingHttpHeaders = {
    ':status': 200,
    'content-type': contentType,
    'grpc-status': String(grpcCodeOf(failure.status)),
    'grpc-message': percentEncoded(message),
    'grpc-status-details-bin': Buffer.from(encodeGrpcStatus({ ...failure, message })).toString('base64'),
    ...(failure.status === 415 ? { 'grpc-accept-encoding': 'identity,gzip' } : {}),
  }
  stream.respond(headers, { endStream: true })
  if (stream.readableEnded) return
  // The answer is complete; what the sender still has to say is not wanted (RFC 9113, 8.1).
  stream.close(constants.NGHTTP2_NO_ERROR)
  // What came and was not read would keep the call open.
  setImmediate(() => stream.destroy())
}

/** Ends a call that has no time left, so that its sender makes it again. */
export function breakOffGrpc(stream: ServerHttp2Stream): void {
  if (stream.closed || stream.destroyed) return
  if (stream.headersSent) stream.close(constants.NGHTTP2_REFUSED_STREAM)
  else refuseGrpc(stream, retryLater('overloaded', 'the receiver is stopping: retry later'))
}

/** gRPC's form of a status message: UTF-8 with everything but printable ASCII as %XX. */
function percentEncoded(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) =>
      byte >= 0x20 && byte <= 0x7e && byte !== 0x25
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')
}
