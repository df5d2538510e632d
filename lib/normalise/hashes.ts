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
export function canonicalJson(value: unknown): string {
  return isCanonical(value, 0) ? JSON.stringify(value) : sortedJson(value, 0)
}

/** True when the keys are sorted as they stand, and plain JSON is all there is to it. */
function isCanonical(value: unknown, depth: number): boolean {
  if (depth > maxDepth || value === undefined || typeof value === 'bigint') return false
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every((entry) => isCanonical(entry, depth + 1))
  let previous = ''
  for (const [key, entry] of Object.entries(value)) {
    if (key < previous || !isCanonical(entry, depth + 1)) return false
    previous = key
  }
  return true
}

function sortedJson(value: unknown, depth: number): string {
  if (depth > maxDepth) return '"..."'
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return `[${value.map((entry) => sortedJson(entry, depth + 1)).join(',')}]`
  if (!isRecord(value)) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${sortedJson(entry, depth + 1)}`).join(',')}}`
}

/**
 * Hash of tool arguments or results with encodings undone and key order normalised, so that the same
 * call hashes equal across dialects; '' when there is nothing to hash. `knownHash` is the payload's
 * own hash, which it equals where nothing is to be undone.
 */
export function argumentsHash(value: unknown, knownHash = ''): string {
  const decoded = decodeJson(value)
  if (decoded === null || decoded === undefined || decoded === '') return ''
  if (knownHash !== '' && decoded === value && typeof value === 'object' && isCanonical(value, 0)) return knownHash
  return hash64(canonicalJson(decoded))
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
  const head = text.slice(0, simhashChars)
  pairs.restart()
  const bytes = headBytes.write(head)
  if (bytes === head.length) addAsciiWords(headBytes, bytes)
  else addWords(head.toLowerCase())
  return pairs.hash()
}

const headBytes = Buffer.allocUnsafe(simhashChars * 3)
/** ASCII letters, in lower case, and digits; 0 for all else. */
const wordCodes = Uint8Array.from({ length: 256 }, (_, code) => {
  const lower = String.fromCharCode(code).toLowerCase()
  return code < 128 && /[a-z0-9]/.test(lower) ? lower.charCodeAt(0) : 0
})

/** Nearly all texts: bytes are looked up several times faster than characters of a string. */
function addAsciiWords(bytes: Uint8Array, length: number): void {
  let word = 0
  for (let at = 0; at < length; at += 1) {
    const code = wordCodes[bytes[at] ?? 0] ?? 0
    if (code !== 0) word = Math.imul(word ^ code, 0x01000193) || 1
    else if (word !== 0) {
      pairs.add(word)
      word = 0
    }
  }
  if (word !== 0) pairs.add(word)
}

/** One pass without a string per word. */
function addWords(head: string): void {
  let word = 0
  for (let at = 0; at < head.length; at += 1) {
    const code = head.charCodeAt(at)
    if (isWordCode(code, head, at)) word = Math.imul(word ^ code, 0x01000193) || 1
    else if (word !== 0) {
      pairs.add(word)
      word = 0
    }
  }
  if (word !== 0) pairs.add(word)
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
  /** Enough for every word of `simhashChars`. */
  private readonly planes = new Int32Array(11)

  clear(): void {
    this.planes.fill(0)
  }

  add(bits: number): void {
    const { planes } = this
    let carry = bits
    for (let digit = 0; carry !== 0; digit += 1) {
      const plane = planes[digit] ?? 0
      planes[digit] = plane ^ carry
      carry &= plane
    }
  }

  /** The bits set in more than half of the features, as 8 hex digits: all 32 counts are compared at once. */
  majority(features: number): string {
    const threshold = features >> 1
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

/** The features of one text: each word with the one before it. */
class WordPairs {
  private readonly low = new BitCounts()
  private readonly high = new BitCounts()
  private features = 0
  private previous = 0

  restart(): void {
    this.low.clear()
    this.high.clear()
    this.features = 0
    this.previous = 0
  }

  add(word: number): void {
    this.low.add(mix(this.previous ^ word))
    this.high.add(mix(Math.imul(this.previous, 0x9e3779b1) + ~word))
    this.previous = Math.imul(word, 0x27d4eb2f)
    this.features += 1
  }

  /** '' for no words. */
  hash(): string {
    return this.features === 0 ? '' : this.high.majority(this.features) + this.low.majority(this.features)
  }
}

/** Finaliser of MurmurHash3: every bit of the value reaches every bit of the result. */
function mix(value: number): number {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

/** Used by one text at a time. */
const pairs = new WordPairs()
