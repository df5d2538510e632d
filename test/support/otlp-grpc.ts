import {
  Client,
  compressionAlgorithms,
  credentials,
  Metadata,
  status as grpcStatus,
  type ServiceError,
} from '@grpc/grpc-js'
import { Reader } from 'protobufjs/minimal.js'
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'

export type GrpcSignal = 'traces' | 'logs' | 'metrics'

export const grpcMethods: Record<GrpcSignal, string> = {
  traces: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
  logs: '/opentelemetry.proto.collector.logs.v1.LogsService/Export',
  metrics: '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export',
}

export type GrpcAnswer = {
  /** Name of the status, such as OK or UNAVAILABLE. */
  status: string
  message: string
  /** From RetryInfo in grpc-status-details-bin; null where there is none. */
  retrySeconds: number | null
  /** partial_success; null when it is unset. */
  partial: { rejected: number; message: string } | null
}

type SendOptions = {
  key?: string
  gzip?: boolean
  method?: string
  headers?: Record<string, string>
  /** Default: the call waits for ever. */
  timeoutMs?: number
}

/** Sends requests as an exporter over gRPC does, over connections that it keeps. */
export class GrpcSender {
  private readonly plain: Client
  private readonly compressing: Client
  private readonly underWay = new Set<Promise<GrpcAnswer>>()

  constructor(address: string) {
    const options = {
      'grpc.max_send_message_length': -1,
      'grpc.use_local_subchannel_pool': 1,
      'grpc.enable_retries': 0,
    }
    this.plain = new Client(address, credentials.createInsecure(), options)
    this.compressing = new Client(address, credentials.createInsecure(), {
      ...options,
      'grpc.default_compression_algorithm': compressionAlgorithms.gzip,
    })
  }

  /** Rejects never: every outcome of a call is a status. */
  send(signal: GrpcSignal, body: Uint8Array, options: SendOptions = {}): Promise<GrpcAnswer> {
    const { key, gzip = false, method = grpcMethods[signal], headers = {}, timeoutMs } = options
    const metadata = new Metadata()
    if (key !== undefined) metadata.set('authorization', `Bearer ${key}`)
    for (const [name, value] of Object.entries(headers)) metadata.set(name, value)
    const client = gzip ? this.compressing : this.plain
    const answer = new Promise<GrpcAnswer>((resolve) => {
      const answered = (error: ServiceError | null, response?: Buffer): void =>
        resolve(error === null ? okAnswer(response ?? Buffer.alloc(0)) : errorAnswer(error))
      const deadline = timeoutMs === undefined ? {} : { deadline: Date.now() + timeoutMs }
      client.makeUnaryRequest(method, asBuffer, asBuffer, asBuffer(body), metadata, deadline, answered)
    })
    this.underWay.add(answer)
    return answer.finally(() => this.underWay.delete(answer))
  }

  /**
   * Closes when the calls under way have ended. To close is to send GOAWAY, and a connection that is reset
   * after one ends its calls for Node's client without an error: as INTERNAL, which no exporter repeats.
   */
  async retire(): Promise<void> {
    await Promise.all(this.underWay)
    this.close()
  }

  close(): void {
    this.plain.close()
    this.compressing.close()
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function okAnswer(response: Buffer): GrpcAnswer {
  const ok = { status: 'OK', message: '', retrySeconds: null }
  if (response.length === 0) return { ...ok, partial: null }
  // The three responses have the same numbers, so one reader does for all.
  const { partialSuccess } = ProtobufTraceSerializer.deserializeResponse(response)
  return {
    ...ok,
    partial: { rejected: partialSuccess?.rejectedSpans ?? 0, message: partialSuccess?.errorMessage ?? '' },
  }
}

function errorAnswer(error: ServiceError): GrpcAnswer {
  const [details] = error.metadata?.get('grpc-status-details-bin') ?? []
  return {
    status: grpcStatus[error.code] ?? String(error.code),
    message: error.details,
    retrySeconds: Buffer.isBuffer(details) ? retrySecondsOf(details) : null,
    partial: null,
  }
}

/** google.rpc.Status: 3 details (Any: 1 type_url, 2 value); RetryInfo: 1 retry_delay (Duration: 1 seconds). */
function retrySecondsOf(status: Buffer): number | null {
  for (const detail of messages(status, 3)) {
    const [type] = messages(detail, 1)
    const [value] = messages(detail, 2)
    if (type === undefined || value === undefined || !type.toString().endsWith('/google.rpc.RetryInfo')) continue
    const [duration] = messages(value, 1)
    const reader = Reader.create(duration ?? Buffer.alloc(0))
    return reader.len > 0 && reader.uint32() === 0x08 ? Number(reader.int64()) : 0
  }
  return null
}

/** The length-delimited fields of one number. */
function messages(bytes: Buffer, field: number): Buffer[] {
  const reader = Reader.create(bytes)
  const found: Buffer[] = []
  while (reader.pos < reader.len) {
    const tag = reader.uint32()
    if (tag === ((field << 3) | 2)) found.push(Buffer.from(reader.bytes()))
    else reader.skipType(tag & 7)
  }
  return found
}
