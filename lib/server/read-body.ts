import type { z } from 'zod'
import { AppError } from '#lib/domain/errors.ts'
import { parseWith } from './read-query.ts'

/** Bytes of a request to the JSON API; telemetry comes in elsewhere. */
const maxBytes = 256 * 1024

/** The JSON body of a request as the schema's value. A form of a foreign page cannot send this media type unasked. */
export async function readBody<B extends z.ZodType>(schema: B, request: Request): Promise<z.output<B>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new AppError('bad_request', 'Send a JSON body as `application/json`.')
  return parseWith(schema, parseJson(await readText(request)), 'body field')
}

async function readText(request: Request): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  const reader = request.body?.getReader()
  for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
    bytes += read.value.byteLength
    if (bytes > maxBytes) {
      await reader?.cancel()
      throw new AppError('too_large', `A request body may have ${maxBytes} bytes.`)
    }
    parts.push(read.value)
  }
  return Buffer.concat(parts).toString()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('bad_request', 'The body is not JSON.', { cause })
  }
}
