import type { Reader } from 'protobufjs/minimal.js'
import { messageEnd } from './wire.ts'

/** A power of two: the hash's low bits choose the place. */
const places = 4_096
/** Longer keys are rare. */
const maxBytes = 64

type Known = { bytes: Uint8Array; key: string }

const known: (Known | undefined)[] = Array.from({ length: places })

/**
 * Reads an attribute's key. The same few hundred keys come again and again: those that were read
 * lately are the same string, without decoding, and cheap to compare and to look up.
 */
export function readKey(reader: Reader): string {
  const start = reader.pos
  const end = messageEnd(reader, reader.len)
  if (end - reader.pos > maxBytes) {
    reader.pos = start
    return reader.string()
  }
  const { buf, pos } = reader
  const place = hashOf(buf, pos, end) & (places - 1)
  const found = known[place]
  if (found !== undefined && isEqual(found.bytes, buf, pos, end)) {
    reader.pos = end
    return found.key
  }
  reader.pos = start
  const key = reader.string()
  // A copy: a view would keep the whole body in memory.
  known[place] = { bytes: Uint8Array.from(buf.subarray(pos, end)), key }
  return key
}

/** FNV-1a */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
  return hash ^ (hash >>> 15)
}

function isEqual(expected: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (expected.length !== end - start) return false
  for (let at = 0; at < expected.length; at += 1) if (expected[at] !== bytes[start + at]) return false
  return true
}
