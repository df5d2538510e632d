import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createBrotliCompress, createGzip, createZstdCompress } from 'node:zlib'
import { errorText, httpStatusOf, toEngineError, type EngineError } from './engine-error.ts'
import type { StoreRequest } from './read-request.ts'
import type { RunResult } from './run-statement.ts'

/** Streams the result; a failure after the first byte is told in the body, as ClickHouse 25.11 and later do. */
export async function sendResult(
  request: IncomingMessage,
  response: ServerResponse,
  asked: StoreRequest,
  result: RunResult,
  engineVersion: string,
): Promise<void> {
  const tag = randomBytes(8).toString('hex')
  response.statusCode = 200
  response.setHeader('Content-Type', contentType(result.format))
  response.setHeader('X-ClickHouse-Format', result.format)
  response.setHeader('X-ClickHouse-Query-Id', headerSafe(asked.queryId))
  response.setHeader('X-ClickHouse-Exception-Tag', tag)
  response.setHeader('X-ClickHouse-Summary', summary(asked, result))
  const encoder = asked.compressResponse ? encoderFor(request, response) : null
  if (result.body instanceof Uint8Array && encoder === null) {
    response.end(result.body)
    return
  }
  const chunks = result.body instanceof Uint8Array ? [result.body] : withException(result.body, tag, engineVersion)
  const body = Readable.from(chunks, { objectMode: false })
  await (encoder === null ? pipeline(body, response) : pipeline(body, encoder, response))
}

export function sendError(response: ServerResponse, error: EngineError, engineVersion: string): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.statusCode = httpStatusOf(error)
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8')
  response.setHeader('X-ClickHouse-Exception-Code', String(error.code))
  if (response.statusCode === 401) response.setHeader('WWW-Authenticate', 'Basic realm="ClickHouse server HTTP API"')
  response.end(`${errorText(error, engineVersion)}\n`)
}

async function* withException(
  chunks: AsyncIterable<Uint8Array>,
  tag: string,
  engineVersion: string,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    const text = Buffer.from(`${errorText(toEngineError(error), engineVersion)}\n`)
    const head = `\r\n__exception__\r\n${tag}\r\n`
    yield Buffer.concat([Buffer.from(head), text, Buffer.from(`${text.length} ${tag}\r\n__exception__\r\n`)])
  }
}

function encoderFor(request: IncomingMessage, response: ServerResponse): NodeJS.ReadWriteStream | null {
  const accepted = new Set(
    (request.headers['accept-encoding'] ?? '')
      .split(',')
      .map((part) => (part.split(';')[0] ?? '').trim().toLowerCase()),
  )
  const choose = (name: string, encoder: NodeJS.ReadWriteStream): NodeJS.ReadWriteStream => {
    response.setHeader('Content-Encoding', name)
    return encoder
  }
  if (accepted.has('zstd')) return choose('zstd', createZstdCompress())
  if (accepted.has('gzip')) return choose('gzip', createGzip({ level: 3 }))
  if (accepted.has('br')) return choose('br', createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }))
  return null
}

function summary(asked: StoreRequest, result: RunResult): string {
  return JSON.stringify({
    read_rows: '0',
    read_bytes: '0',
    written_rows: String(result.writtenRows),
    written_bytes: String(asked.input?.bytes ?? 0),
    total_rows_to_read: '0',
    result_rows: String(result.writtenRows),
    result_bytes: '0',
    elapsed_ns: String(result.elapsedNs),
  })
}

function contentType(format: string): string {
  if (/^JSON(?!.*EachRow)/.test(format)) return 'application/json; charset=UTF-8'
  if (/^(JSON|NDJSON)/.test(format)) return 'application/x-ndjson; charset=UTF-8'
  if (format.startsWith('CSV')) return 'text/csv; charset=UTF-8; header=absent'
  if (/^(TSV|TabSeparated)/.test(format)) return 'text/tab-separated-values; charset=UTF-8'
  return /^(RowBinary|Native|Arrow|Parquet|ORC)/.test(format) ? 'application/octet-stream' : 'text/plain; charset=UTF-8'
}

function headerSafe(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?')
}
