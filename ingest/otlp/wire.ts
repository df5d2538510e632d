import type { Reader } from 'protobufjs/minimal.js'
import { MalformedOtlpError } from './decoded.ts'

/** Reads a length prefix and returns where the message ends; it may not pass `limit`. */
export function messageEnd(reader: Reader, limit: number): number {
  const length = reader.uint32()
  const end = reader.pos + length
  if (end > limit)
    throw new MalformedOtlpError('a message is longer than the message around it: the body is cut or damaged')
  return end
}

/** Every field was read: a field that ran past the end of its message is damage. */
export function expectEnd(reader: Reader, end: number): void {
  if (reader.pos !== end) throw new MalformedOtlpError('a field runs past the end of its message: the body is damaged')
}

/** Unknown fields are ignored, whatever their wire type. */
export function skipField(reader: Reader, tag: number): void {
  reader.skipType(tag & 7, 0, tag >>> 3)
}

/** A fixed64 as decimal string. */
export function readFixed64(reader: Reader): string {
  const low = reader.fixed32()
  const high = reader.fixed32()
  if (high === 0) return String(low)
  return String((BigInt(high) << 32n) | BigInt(low))
}

/** An int64 varint as decimal string. */
export function readInt64(reader: Reader): string {
  const { low, high } = reader.int64()
  // One 32-bit half holds nearly every value.
  if ((high === 0 && low >= 0) || (high === -1 && low < 0)) return String(low)
  return String((BigInt(high) << 32n) | BigInt(low >>> 0))
}

/** Bytes as lower-case hex. */
export function readHex(reader: Reader): string {
  return bytesText(reader, 'hex')
}

export function readBase64(reader: Reader): string {
  return bytesText(reader, 'base64')
}

function bytesText(reader: Reader, encoding: 'hex' | 'base64'): string {
  const end = messageEnd(reader, reader.len)
  const { buf, pos } = reader
  reader.pos = end
  const buffer = Buffer.isBuffer(buf) ? buf : Buffer.from(buf.buffer, buf.byteOffset, buf.byteLength)
  return buffer.toString(encoding, pos, end)
}
