import { hash } from 'node:crypto'
import type { Message } from '#lib/domain/message.ts'
import { decodeJson, isRecord, jsonText } from './json.ts'

const maxDepth = 200
/** SimHash looks at the beginning only: enough to tell a repeated answer from a new one. */
const simhashChars = 2048

/** Lower-case hex of the first 8 bytes of SHA-256. */
export function hash64(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 16)
}

/** JSON with sorted keys and no space: equal values give equal text, whoever wrote them. */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > maxDepth) return '"..."'
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return `[${value.map((entry) => canonicalJson(entry, depth + 1)).join(',')}]`
  if (!isRecord(value)) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry, depth + 1)}`).join(',')}}`
}

/**
 * Hash of tool arguments or results with encodings undone and key order normalised, so that
 * the same call hashes equal across dialects; '' when there is nothing to hash.
 */
export function argumentsHash(value: unknown): string {
  const decoded = decodeJson(value)
  return decoded === null || decoded === undefined || decoded === '' ? '' : hash64(canonicalJson(decoded))
}

/** Hash of a payload that is only compared with itself sent again; '' when there is nothing to hash. */
export function payloadHash(value: unknown): string {
  const text = jsonText(value)
  return text === '' ? '' : hash64(text)
}

/** Rolling hash over messages: equal for equal conversations of one emitter; '' for none. */
export function messagesHash(messages: readonly Message[]): string {
  let rolling = ''
  for (const { role, parts } of messages) rolling = hash64(`${rolling}${role}${jsonText(parts)}`)
  return rolling
}

/** 64-bit SimHash over word pairs, hex: texts that differ little differ in few bits. '' for no text. */
export function simhash64(text: string): string {
  const words = text
    .slice(0, simhashChars)
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
  if (!words) return ''
  const votes = new Int32Array(64)
  for (let at = 0; at < words.length; at += 1) vote(votes, `${words[at - 1] ?? ''} ${words[at] ?? ''}`)
  let hex = ''
  for (let nibble = 15; nibble >= 0; nibble -= 1) {
    let digit = 0
    for (let bit = 3; bit >= 0; bit -= 1) digit = digit * 2 + ((votes[nibble * 4 + bit] ?? 0) > 0 ? 1 : 0)
    hex += digit.toString(16)
  }
  return hex
}

function vote(votes: Int32Array, feature: string): void {
  const low = fnv1a(feature, 0x811c9dc5)
  const high = fnv1a(feature, 0x9747b28c)
  for (let bit = 0; bit < 32; bit += 1) {
    votes[bit] = (votes[bit] ?? 0) + ((low >>> bit) & 1 ? 1 : -1)
    votes[bit + 32] = (votes[bit + 32] ?? 0) + ((high >>> bit) & 1 ? 1 : -1)
  }
}

function fnv1a(text: string, seed: number): number {
  let value = seed
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  // Finaliser of MurmurHash3: FNV alone leaves the high bits of short features alike.
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}
