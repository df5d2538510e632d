import { hash } from 'node:crypto'
import type { Message } from '#lib/domain/message.ts'
import { decodeJson, isRecord, jsonText } from './json.ts'

const maxDepth = 200
/** SimHash looks at the beginning only: enough to tell a repeated answer from a new one. */
const simhashChars = 1024

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
  const head = text.slice(0, simhashChars).toLowerCase()
  const low = new BitCounts()
  const high = new BitCounts()
  let previous = 0
  let word = 0
  // One pass without a string per word: this runs over every span's output.
  for (let at = 0; at <= head.length; at += 1) {
    const code = at < head.length ? head.charCodeAt(at) : 0
    if (isWordCode(code, head, at)) word = Math.imul(word ^ code, 0x01000193) || 1
    else if (word !== 0) {
      low.add(mix(previous ^ word))
      high.add(mix(Math.imul(previous, 0x9e3779b1) + ~word))
      previous = Math.imul(word, 0x27d4eb2f)
      word = 0
    }
  }
  return low.features === 0 ? '' : high.majority() + low.majority()
}

const isLetterOrDigit = /^[\p{L}\p{N}]/u

/** Letters and digits of any script; both halves of a character outside of the basic plane. */
function isWordCode(code: number, text: string, at: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
  const isLowSurrogate = code >= 0xdc00 && code <= 0xdfff
  return isLetterOrDigit.test(text.slice(isLowSurrogate ? at - 1 : at, at + 2))
}

/** Counts for each of 32 bits how many words had it set; plane n holds digit n of all 32 counts. */
class BitCounts {
  features = 0
  /** Enough for every word of `simhashChars`. */
  private readonly planes = new Int32Array(11)

  add(bits: number): void {
    let carry = bits
    for (let digit = 0; carry !== 0; digit += 1) {
      const plane = this.planes[digit] ?? 0
      this.planes[digit] = plane ^ carry
      carry &= plane
    }
    this.features += 1
  }

  /** The bits set in more than half of the features, as 8 hex digits: all 32 counts are compared at once. */
  majority(): string {
    const threshold = this.features >> 1
    let above = 0
    let equal = -1
    for (let digit = this.planes.length - 1; digit >= 0; digit -= 1) {
      const plane = this.planes[digit] ?? 0
      if ((threshold >> digit) & 1) equal &= plane
      else {
        above |= equal & plane
        equal &= ~plane
      }
    }
    return (above >>> 0).toString(16).padStart(8, '0')
  }
}

/** Finaliser of MurmurHash3: every bit of the value reaches every bit of the result. */
function mix(value: number): number {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
