import { Writer } from 'protobufjs/minimal.js'

/** The two encodings of OTLP; an answer uses that of its request. */
export type Encoding = 'protobuf' | 'json'

export const contentTypes: Record<Encoding, string> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
}

/** A request that failed, in the words of HTTP. */
export type Failure = {
  status: number
  /** For the sender; never payload text. */
  message: string
  /** Null for what stays wrong however often it is sent. */
  retryAfterSeconds: number | null
}

/** google.rpc.Code for the HTTP statuses that we answer with. */
const rpcCodes = new Map([
  [400, 3],
  [401, 16],
  [403, 7],
  [404, 5],
  [405, 12],
  [408, 4],
  [413, 8],
  [415, 3],
  [429, 8],
  [503, 14],
])
const unknownCode = 2
const unimplementedCode = 12
const badRequestType = 'type.googleapis.com/google.rpc.BadRequest'
const retryInfoType = 'type.googleapis.com/google.rpc.RetryInfo'

/** The code of a gRPC answer: an unknown method or compression is UNIMPLEMENTED there. */
export function grpcCodeOf(httpStatus: number): number {
  return httpStatus === 404 || httpStatus === 415 ? unimplementedCode : (rpcCodes.get(httpStatus) ?? unknownCode)
}

/** The body of an error over HTTP: google.rpc.Status. */
export function encodeStatus(failure: Failure, encoding: Encoding): Uint8Array {
  const code = rpcCodes.get(failure.status) ?? unknownCode
  return encoding === 'json' ? statusJson(failure, code) : statusProtobuf(failure, code)
}

/** google.rpc.Status for the trailer `grpc-status-details-bin`. */
export function encodeGrpcStatus(failure: Failure): Uint8Array {
  return statusProtobuf(failure, grpcCodeOf(failure.status))
}

function statusJson({ status, message, retryAfterSeconds }: Failure, code: number): Uint8Array {
  const details = [
    ...(status === 400
      ? [{ '@type': badRequestType, fieldViolations: [{ field: 'body', description: message }] }]
      : []),
    ...(retryAfterSeconds === null ? [] : [{ '@type': retryInfoType, retryDelay: `${retryAfterSeconds}s` }]),
  ]
  return Buffer.from(JSON.stringify({ code, message, ...(details.length > 0 ? { details } : {}) }))
}

/**
 * Status: 1 code, 2 message, 3 details (Any: 1 type_url, 2 value). BadRequest: 1 violations (1 field,
 * 2 description). RetryInfo: 1 retry_delay (Duration: 1 seconds).
 */
function statusProtobuf({ status, message, retryAfterSeconds }: Failure, code: number): Uint8Array {
  const writer = Writer.create().uint32(0x08).int32(code).uint32(0x12).string(message)
  if (status === 400) {
    writer.uint32(0x1a).fork().uint32(0x0a).string(badRequestType).uint32(0x12).fork()
    writer.uint32(0x0a).fork().uint32(0x0a).string('body').uint32(0x12).string(message).ldelim()
    writer.ldelim().ldelim()
  }
  if (retryAfterSeconds !== null) {
    writer.uint32(0x1a).fork().uint32(0x0a).string(retryInfoType).uint32(0x12).fork()
    writer.uint32(0x0a).fork().uint32(0x08).int64(retryAfterSeconds).ldelim()
    writer.ldelim().ldelim()
  }
  return writer.finish()
}
