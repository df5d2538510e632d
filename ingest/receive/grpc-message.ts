import type { BodySource } from './read-body.ts'
import { RequestError } from './request-error.ts'

/** Compressed flag and length, in front of each message. */
const prefixBytes = 5

/**
 * The one message of a unary call, while it is still coming: nothing of it is held, so that the
 * limits count it as they count a body over HTTP. `encoding` is the header grpc-encoding.
 */
export async function openGrpcMessage(stream: AsyncIterable<Buffer>, encoding: string): Promise<BodySource> {
  const chunks = stream[Symbol.asyncIterator]()
  let head: Buffer = Buffer.alloc(0)
  while (head.length < prefixBytes) {
    const next = await chunks.next()
    if (next.done === true) throw new RequestError(400, 'malformed', 'the call holds no whole message')
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value])
  }
  const flag = head[0]
  const length = head.readUInt32BE(1)
  if (flag !== 0 && flag !== 1) throw new RequestError(400, 'malformed', 'the compressed flag must be 0 or 1')
  if (flag === 1 && encoding === 'identity') {
    throw new RequestError(400, 'malformed', 'a message is marked as compressed, and grpc-encoding is missing')
  }
  return {
    chunks: messageChunks(head.subarray(prefixBytes), chunks, length),
    compression: flag === 1 ? encoding : 'identity',
    announcedBytes: length,
  }
}

async function* messageChunks(first: Buffer, rest: AsyncIterator<Buffer>, length: number): AsyncGenerator<Buffer> {
  let left = length
  for (let chunk = first; ;) {
    if (chunk.length > left) throw new RequestError(400, 'malformed', 'the call holds more than one message')
    left -= chunk.length
    if (chunk.length > 0) yield chunk
    const next = await rest.next()
    if (next.done === true) break
    chunk = next.value
  }
  if (left > 0) throw new RequestError(400, 'malformed', 'the message is cut short')
}
