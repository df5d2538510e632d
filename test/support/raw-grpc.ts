import { once } from 'node:events'
import type { ClientHttp2Session, IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http2'
import { grpcMethods } from './otlp-grpc.ts'

/** A message as it stands on the wire; a wrong length is for tests of hostile senders. */
export function grpcFrame(message: Buffer, flag = 0, length = message.length): Buffer {
  const prefix = Buffer.alloc(5)
  prefix[0] = flag
  prefix.writeUInt32BE(length, 1)
  return Buffer.concat([prefix, message])
}

/** A call with chosen bytes and headers, as no client library sends it; gives the headers and trailers of its answer. */
export async function callGrpc(
  session: ClientHttp2Session,
  bytes: Buffer,
  headers: OutgoingHttpHeaders = {},
  pieceBytes = bytes.length,
): Promise<IncomingHttpHeaders> {
  const stream = session.request({
    ':method': 'POST',
    ':path': grpcMethods.traces,
    'content-type': 'application/grpc+proto',
    te: 'trailers',
    ...headers,
  })
  const answer: IncomingHttpHeaders = {}
  stream.on('response', (head) => Object.assign(answer, head))
  stream.on('trailers', (trailers) => Object.assign(answer, trailers))
  stream.resume()
  // A refusal ends the answer while the request is still being written, which keeps Node's stream from closing.
  const ended = Promise.race([once(stream, 'end'), once(stream, 'close')])
  for (let start = 0; start < bytes.length; start += pieceBytes) stream.write(bytes.subarray(start, start + pieceBytes))
  stream.end()
  await ended
  stream.destroy()
  return answer
}
