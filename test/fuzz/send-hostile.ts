import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { contentTypes } from '#ingest/otlp/status.ts'
import { partialSuccessOf, statusOf } from '#test/support/otlp.ts'
import type { HostileRequest } from './hostile-requests.ts'

export type HostileAnswer = {
  status: number
  /** Of the Status of an error, or of a partial success. */
  message: string
  rejected: number
  tookMs: number
}

/** A body in more pieces than this would only be slow. */
const maxPieces = 1_000

/** Sends requests as they are over HTTP connections that it keeps; whatever is no whole, proper answer throws. */
export class HostileSender {
  private readonly agent = new Agent({ keepAlive: true })
  private readonly url: string
  private readonly key: string

  constructor(url: string, key: string) {
    this.url = url
    this.key = key
  }

  async send(request: HostileRequest): Promise<HostileAnswer> {
    const startedAt = performance.now()
    const answer = await this.exchange(request)
    const tookMs = performance.now() - startedAt
    const { status } = answer
    const type = answer.headers.get('content-type') ?? ''
    if (type !== expectedType(request)) throw new Error(`${request.name}: ${status} answered as ${type}`)
    if (status === 200) {
      const partial = await partialSuccessOf(answer)
      return { status, message: partial?.message ?? '', rejected: partial?.rejected ?? 0, tookMs }
    }
    const { code, message } = await statusOf(answer)
    if (code === 0 || message === '') throw new Error(`${request.name}: ${status} without code or message`)
    return { status, message, rejected: 0, tookMs }
  }

  close(): void {
    this.agent.destroy()
  }

  private exchange({ signal, transport, body, name }: HostileRequest): Promise<Response> {
    const bytes = transport.wire(body)
    const headers = {
      ...transport.headers,
      authorization: `Bearer ${this.key}`,
      ...(transport.chunkBytes === 0 ? { 'content-length': bytes.length } : {}),
    }
    const { method = 'POST', chunkBytes } = transport
    return new Promise((resolve, reject) => {
      const request = httpRequest(`${this.url}/v1/${signal}`, { method, headers, agent: this.agent }, (incoming) => {
        readAnswer(incoming).then(resolve, reject)
      })
      request.on('error', (error) => reject(new Error(`${name}: ${error.message}`, { cause: error })))
      const pieceBytes = Math.max(chunkBytes, Math.ceil(bytes.length / maxPieces), 1)
      if (chunkBytes > 0) {
        for (let at = 0; at < bytes.length; at += pieceBytes) request.write(bytes.subarray(at, at + pieceBytes))
        request.end()
      } else request.end(bytes)
    })
  }
}

async function readAnswer(incoming: IncomingMessage): Promise<Response> {
  const chunks: Uint8Array[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  const headers = { 'content-type': incoming.headers['content-type'] ?? '' }
  return new Response(Buffer.concat(chunks), { status: incoming.statusCode ?? 0, headers })
}

/** Answers speak the encoding of their request; JSON where that is neither. */
function expectedType({ transport, encoding }: HostileRequest): string {
  const sent = transport.headers['content-type'] ?? ''
  return sent.startsWith(contentTypes[encoding]) ? contentTypes[encoding] : contentTypes.json
}
