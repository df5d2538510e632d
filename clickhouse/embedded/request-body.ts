import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import { freeBytes } from '../free-bytes.ts'
import { EngineError } from './engine-error.ts'
import { MAX_QUERY_BYTES } from './session-script.ts'

export type SpoolFile = { path: string; bytes: number; remove: () => Promise<void> }

/** The decoded body, whatever Content-Encoding it came in. */
export function decodedBody(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding'] ?? ''
  if (encoding === '' || encoding === 'identity') return request
  const decoder = decoderOf(encoding)
  // Errors of either stream reach the reader of the decoder; nobody else waits for this pipeline.
  return pipeline(request, decoder, () => undefined)
}

function decoderOf(encoding: string): ReturnType<typeof createGunzip> {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    case 'zstd':
      return createZstdDecompress()
    default:
      throw new EngineError(88, 'UNKNOWN_COMPRESSION_METHOD', `Unknown Content-Encoding '${encoding}'`)
  }
}

/** A statement sent as body; bounded, because it is held in memory and parsed. */
export async function readSql(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > MAX_QUERY_BYTES) throw new EngineError(223, 'QUERY_IS_TOO_LARGE', 'The statement is larger than 64 MiB')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** The engine reads insert data from a file; it is removed as soon as the insert has ended. */
export async function spool(chunks: AsyncIterable<Uint8Array>, spoolDir: string): Promise<SpoolFile> {
  const path = join(spoolDir, randomUUID())
  const file = await open(path, 'wx', 0o600)
  const remove = (): Promise<void> => rm(path, { force: true })
  const block = spareBlocks.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES)
  try {
    let bytes = 0
    for await (const piece of blocksOf(chunks, block)) {
      await file.writeFile(piece)
      bytes += piece.length
    }
    return { path, bytes, remove }
  } catch (error) {
    await remove()
    throw error
  } finally {
    if (spareBlocks.length < SPARE_BLOCKS) spareBlocks.push(block)
    await file.close()
  }
}

const BLOCK_BYTES = 1024 * 1024
/** Bodies come in twos under load: a batch's texts and its narrow rows, of two batches. */
const SPARE_BLOCKS = 4
const spareBlocks: Buffer[] = []

/** The chunks as full blocks, all of them the same `block`: each is to be used before the next is asked for. */
async function* blocksOf(chunks: AsyncIterable<Uint8Array>, block: Buffer): AsyncGenerator<Uint8Array> {
  let filled = 0
  for await (const chunk of chunks) {
    for (let taken = 0; taken < chunk.length;) {
      const part = chunk.subarray(taken, taken + block.length - filled)
      block.set(part, filled)
      filled += part.length
      taken += part.length
      if (filled < block.length) continue
      yield block
      filled = 0
    }
    freeBytes(chunk)
  }
  if (filled > 0) yield block.subarray(0, filled)
}
