import type { ServerResponse } from 'node:http'
import { contentTypes, type Encoding } from '../otlp/status.ts'

/** Encoding by content type, parameters such as the charset ignored; null for any other type. */
export function encodingOf(contentType: string | undefined): Encoding | null {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (type === contentTypes.protobuf) return 'protobuf'
  if (type === contentTypes.json) return 'json'
  return null
}

/** Sends a whole answer; `type` is a content type or one of OTLP's encodings. */
export function reply(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  writeHead(response, status, type, body).end(body)
}

/** The head of an answer whose body follows. */
export function writeHead(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
): ServerResponse {
  return response.writeHead(status, {
    'content-type': type === 'json' || type === 'protobuf' ? contentTypes[type] : type,
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
  })
}
