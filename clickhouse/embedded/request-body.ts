import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import { EngineError } from './engine-error.ts'
import { MAX_QUERY_BYTES } from './session-script.ts'

export type SpoolFile = { path: string; bytes: number; remove: () => Promise<void> }

const WRITE_BYTES = 4 * 1024 * 1024

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
  let bytes = 0
  try {
    for await (const group of grouped(chunks)) {
      await file.writev(group)
      bytes += group.reduce((sum, chunk) => sum + chunk.length, 0)
    }
    return { path, bytes, remove }
  } catch (error) {
    await remove()
    throw error
  } finally {
    await file.close()
  }
}

async function* grouped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array[]> {
  let group: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue
    group.push(chunk)
    size += chunk.length
    if (size < WRITE_BYTES && group.length < 1_000) continue
    yield group
    group = []
    size = 0
  }
  if (group.length > 0) yield group
}
