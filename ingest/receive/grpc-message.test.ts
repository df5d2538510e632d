import { describe, expect, test } from 'vitest'
import { openGrpcMessage } from './grpc-message.ts'

function frame(body: string, flag = 0, length = body.length): Buffer {
  const prefix = Buffer.alloc(5)
  prefix[0] = flag
  prefix.writeUInt32BE(length, 1)
  return Buffer.concat([prefix, Buffer.from(body)])
}

/** The bytes in pieces of `size`, as they may come from the wire. */
async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

async function read(bytes: Buffer, size: number, encoding = 'identity') {
  const { chunks, compression, announcedBytes } = await openGrpcMessage(pieces(bytes, size), encoding)
  const parts: Buffer[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return { text: Buffer.concat(parts).toString(), compression, announcedBytes }
}

describe('openGrpcMessage', () => {
  test.each([1, 2, 4, 5, 6, 100])('takes a message that comes in pieces of %i bytes', async (size) => {
    expect(await read(frame('hello world'), size)).toEqual({
      text: 'hello world',
      compression: 'identity',
      announcedBytes: 11,
    })
    expect((await read(frame(''), size)).text).toBe('')
  })

  test('is compressed as the header says, where the flag is set', async () => {
    expect((await read(frame('x', 1), 100, 'gzip')).compression).toBe('gzip')
    expect((await read(frame('x', 0), 100, 'gzip')).compression).toBe('identity')
  })

  test.each([
    ['no message', Buffer.alloc(0), 'no whole message'],
    ['half a prefix', Buffer.alloc(3), 'no whole message'],
    ['a message that is cut', frame('x', 0, 2), 'cut short'],
    ['two messages', Buffer.concat([frame('a'), frame('b')]), 'more than one message'],
    ['an unknown flag', frame('x', 2), 'flag must be 0 or 1'],
    ['a flag without an encoding', frame('x', 1), 'grpc-encoding is missing'],
  ])('%s is refused', async (_what, bytes, message) => {
    for (const size of [1, 100]) {
      await expect(read(bytes, size)).rejects.toMatchObject({ status: 400, message: expect.stringContaining(message) })
    }
  })
})
