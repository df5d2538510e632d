import { freeBytes } from '#clickhouse/free-bytes.ts'
import { createGunzip, type Gunzip } from 'node:zlib'
import type { Reservation } from './admission.ts'
import { RequestError } from './request-error.ts'
import type { EndTurn } from './request-turns.ts'

export type BodyLimits = {
  /** Bytes after decompression. */
  decodedBytes: number
  /** Bytes on the wire of a compressed body. */
  gzipBytes: number
}

/** A body as a transport hands it over. */
export type BodySource = {
  chunks: AsyncIterable<Buffer>
  /** As the sender names it. */
  compression: string
  /** Bytes on the wire, where the sender says so before. */
  announcedBytes: number | null
}

/** What a body asks for while it is read. */
export type BodyGuards = {
  reservation: Reservation
  /** Resolves when a body that expands like a bomb may go on. */
  takeTurn: () => Promise<EndTurn>
}

export type Body = { bytes: Buffer; wireBytes: number }

/** No honest telemetry compresses further; looked at once a body is past `ratioFreeBytes`. */
const maxRatio = 200
const ratioFreeBytes = 4 * 1024 * 1024
/** A body past this that expands so goes on only in its turn: many at once must not add up. */
const suspectBytes = 256 * 1024

/** Reads a body within the limits; each decoded byte is reserved before the next is read. */
export async function readBody(source: BodySource, limits: BodyLimits, guards: BodyGuards): Promise<Body> {
  const { chunks, compression, announcedBytes } = source
  const { reservation } = guards
  switch (compression) {
    case 'identity': {
      const wire = new WireMeter(limits.decodedBytes)
      wire.checkAnnounced(announcedBytes, reservation)
      return { bytes: await collect(wire.meter(chunks), limits, reservation), wireBytes: wire.bytes }
    }
    case 'gzip': {
      const wire = new WireMeter(limits.gzipBytes)
      wire.checkAnnounced(announcedBytes, reservation)
      return { bytes: await gunzip(wire.meter(chunks), limits, guards), wireBytes: wire.bytes }
    }
    default:
      throw new RequestError(415, 'content_encoding', 'the compression must be gzip or identity', {
        headers: { 'accept-encoding': 'gzip, identity' },
      })
  }
}

/** Counts what comes over the wire. */
class WireMeter {
  bytes = 0
  private readonly limit: number

  constructor(limit: number) {
    this.limit = limit
  }

  /** What cannot be taken is refused before it is sent. */
  checkAnnounced(bytes: number | null, reservation: Reservation): void {
    if (bytes === null) return
    if (bytes > this.limit) throw this.tooLarge()
    reservation.expect(bytes)
  }

  async *meter(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      this.bytes += chunk.length
      if (this.bytes > this.limit) throw this.tooLarge()
      yield chunk
    }
  }

  private tooLarge(): RequestError {
    return tooLarge(`the body is larger than ${this.limit} bytes on the wire`)
  }
}

async function collect(source: AsyncIterable<Buffer>, limits: BodyLimits, reservation: Reservation): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of source) {
    length += chunk.length
    if (length > limits.decodedBytes)
      throw tooLarge(`the body is larger than ${limits.decodedBytes} bytes after decompression`)
    reservation.grow(chunk.length)
    chunks.push(chunk)
  }
  if (chunks.length === 1 && chunks[0]) return chunks[0]
  const whole = Buffer.allocUnsafeSlow(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
    freeBytes(chunk)
  }
  return whole
}

async function gunzip(
  source: AsyncIterable<Buffer>,
  limits: BodyLimits,
  { reservation, takeTurn }: BodyGuards,
): Promise<Buffer> {
  const inflate = createGunzip({ chunkSize: 64 * 1024 })
  void feed(source, inflate)
  try {
    return await collect(checkRatio(inflate, takeTurn), limits, reservation)
  } catch (error) {
    if (error instanceof RequestError) throw error
    // The feeding side ends the stream with its own error when the wire is at fault.
    throw new RequestError(400, 'malformed', 'the body is no gzip stream, or is cut short', { cause: error })
  } finally {
    inflate.destroy()
  }
}

/** Writes the source into the stream; never rejects: an error of the source becomes the stream's. */
async function feed(source: AsyncIterable<Buffer>, inflate: Gunzip): Promise<void> {
  try {
    for await (const chunk of source) {
      if (inflate.destroyed) return
      if (!inflate.write(chunk)) await drained(inflate)
    }
    inflate.end()
  } catch (error) {
    inflate.destroy(error instanceof Error ? error : new Error('the request broke off', { cause: error }))
  }
}

function drained(inflate: Gunzip): Promise<void> {
  return new Promise((resolve) => {
    inflate.once('drain', resolve)
    inflate.once('close', resolve)
  })
}

async function* checkRatio(inflate: Gunzip, takeTurn: BodyGuards['takeTurn']): AsyncGenerator<Buffer> {
  let decoded = 0
  let endTurn: EndTurn | null = null
  try {
    for await (const chunk of inflate) {
      decoded += chunk.length
      // `bytesWritten` is what has been inflated so far, not what has come.
      if (decoded > suspectBytes && decoded > inflate.bytesWritten * maxRatio) {
        if (decoded > ratioFreeBytes) throw tooLarge(`the body expands to more than ${maxRatio} times its size`)
        endTurn ??= await takeTurn()
      }
      yield chunk
    }
  } finally {
    endTurn?.()
  }
}

function tooLarge(message: string): RequestError {
  return new RequestError(413, 'body_too_large', `${message}: send smaller batches`)
}
