import { status as grpcStatus } from '@grpc/grpc-js'
import { partialSuccessOf, send, statusOf, type WireEncoding } from './otlp.ts'
import { GrpcSender, type GrpcSignal } from './otlp-grpc.ts'

/** One way in which OTLP travels. */
export type Wire = { name: string; transport: 'http' | 'grpc'; encoding: WireEncoding; gzip: boolean }

export const wires: readonly Wire[] = [
  { name: 'HTTP, protobuf', transport: 'http', encoding: 'protobuf', gzip: false },
  { name: 'HTTP, protobuf, gzip', transport: 'http', encoding: 'protobuf', gzip: true },
  { name: 'HTTP, JSON', transport: 'http', encoding: 'json', gzip: false },
  { name: 'HTTP, JSON, gzip', transport: 'http', encoding: 'json', gzip: true },
  { name: 'gRPC', transport: 'grpc', encoding: 'protobuf', gzip: false },
  { name: 'gRPC, gzip', transport: 'grpc', encoding: 'protobuf', gzip: true },
]

/** An answer in gRPC's words, whichever way it came. */
export type WireAnswer = {
  status: string
  message: string
  /** Null where the sender is not asked to come again. */
  retrySeconds: number | null
  partial: { rejected: number; message: string } | null
}

export const success: WireAnswer = { status: 'OK', message: '', retrySeconds: null, partial: null }

const httpStatusOf: Record<string, number> = {
  OK: 200,
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 413,
  UNAVAILABLE: 503,
}

/** Sends to both listeners of an ingest process, and checks what every answer over HTTP must keep to. */
export class WireSender {
  private readonly url: string
  private readonly grpc: GrpcSender

  constructor({ url, grpcAddress }: { url: string; grpcAddress: string }) {
    this.url = url
    this.grpc = new GrpcSender(grpcAddress)
  }

  async send(wire: Wire, signal: GrpcSignal, body: Uint8Array, options: { key?: string } = {}): Promise<WireAnswer> {
    const { encoding, gzip } = wire
    if (wire.transport === 'grpc') return this.grpc.send(signal, body, { gzip, ...options })
    const headers: Record<string, string> = options.key === undefined ? {} : { authorization: `Bearer ${options.key}` }
    const response = await send(`${this.url}/v1/${signal}`, body, { encoding, gzip, headers })
    const expectedType = `application/${encoding === 'json' ? 'json' : 'x-protobuf'}`
    if (response.headers.get('content-type') !== expectedType) throw new Error(`the answer is not ${expectedType}`)
    if (response.status === 200) return { ...success, partial: await partialSuccessOf(response) }
    const { code, message } = await statusOf(response)
    const status = grpcStatus[code] ?? String(code)
    if (httpStatusOf[status] !== response.status) throw new Error(`HTTP ${response.status} with ${status}`)
    const retryAfter = response.headers.get('retry-after')
    return { status, message, retrySeconds: retryAfter === null ? null : Number(retryAfter), partial: null }
  }

  close(): void {
    this.grpc.close()
  }
}
