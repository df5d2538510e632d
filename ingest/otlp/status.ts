import { Writer } from 'protobufjs/minimal.js'

/** The two encodings of OTLP; an answer uses that of its request. */
export type Encoding = 'protobuf' | 'json'

export const contentTypes: Record<Encoding, string> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
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
  [503, 14],
])
const unknownCode = 2
const badRequestType = 'type.googleapis.com/google.rpc.BadRequest'

/** The body of an error: google.rpc.Status, with a BadRequest detail where the data is at fault. */
export function encodeStatus(httpStatus: number, message: string, encoding: Encoding): Uint8Array {
  const code = rpcCodes.get(httpStatus) ?? unknownCode
  return encoding === 'json' ? statusJson(httpStatus, code, message) : statusProtobuf(httpStatus, code, message)
}

function statusJson(httpStatus: number, code: number, message: string): Uint8Array {
  const details = [{ '@type': badRequestType, fieldViolations: [{ field: 'body', description: message }] }]
  return Buffer.from(JSON.stringify({ code, message, ...(httpStatus === 400 ? { details } : {}) }))
}

/** Status: 1 code, 2 message, 3 details (Any: 1 type_url, 2 value). BadRequest: 1 violations (1 field, 2 description). */
function statusProtobuf(httpStatus: number, code: number, message: string): Uint8Array {
  const writer = Writer.create().uint32(0x08).int32(code).uint32(0x12).string(message)
  if (httpStatus === 400) {
    writer.uint32(0x1a).fork().uint32(0x0a).string(badRequestType).uint32(0x12).fork()
    writer.uint32(0x0a).fork().uint32(0x0a).string('body').uint32(0x12).string(message).ldelim()
    writer.ldelim().ldelim()
  }
  return writer.finish()
}
