/** SimHash looks at the beginning only: enough to tell a repeated answer from a new one. */
const simhashChars = 1024

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

/** Features that are counted together. */
const group = 7
/** A word takes two characters at least; lower case may be longer than what it was made of. */
const maxFeatures = simhashChars * 2

/** The features of one text: each word with the one before it. */
class WordPairs {
  private readonly low = new Int32Array(maxFeatures + group)
  private readonly high = new Int32Array(maxFeatures + group)
  private features = 0
  private previous = 0

  restart(): void {
    this.features = 0
    this.previous = 0
  }

  add(word: number): void {
    this.low[this.features] = mix(this.previous ^ word)
    this.high[this.features] = mix(Math.imul(this.previous, 0x9e3779b1) + ~word)
    this.previous = Math.imul(word, 0x27d4eb2f)
    this.features += 1
  }

  /** '' for no words. */
  hash(): string {
    return this.features === 0 ? '' : majority(this.high, this.features) + majority(this.low, this.features)
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

/** Plane n holds digit n of how often each of 32 bits was set; enough for `maxFeatures`. */
const planes = new Int32Array(13)

/** The bits set in more than half of the features, as 8 hex digits: all 32 counts are kept and compared at once. */
function majority(bits: Int32Array, features: number): string {
  planes.fill(0)
  bits.fill(0, features, features + group)
  for (let at = 0; at < features; at += group) countGroup(bits, at)
  const threshold = features >> 1
  let above = 0
  let equal = -1
  for (let digit = planes.length - 1; digit >= 0; digit -= 1) {
    const plane = planes[digit] ?? 0
    if ((threshold >> digit) & 1) equal &= plane
    else {
      above |= equal & plane
      equal &= ~plane
    }
  }
  return (above >>> 0).toString(16).padStart(8, '0')
}

/** Seven features have a sum of three digits: four full adders give it, two more add it to the planes. */
function countGroup(bits: Int32Array, at: number): void {
  const a = sum(bits[at] ?? 0, bits[at + 1] ?? 0, bits[at + 2] ?? 0)
  const aCarry = carry(bits[at] ?? 0, bits[at + 1] ?? 0, bits[at + 2] ?? 0)
  const b = sum(bits[at + 3] ?? 0, bits[at + 4] ?? 0, bits[at + 5] ?? 0)
  const bCarry = carry(bits[at + 3] ?? 0, bits[at + 4] ?? 0, bits[at + 5] ?? 0)
  const ones = sum(a, b, bits[at + 6] ?? 0)
  const onesCarry = carry(a, b, bits[at + 6] ?? 0)
  const twos = sum(aCarry, bCarry, onesCarry)
  const fours = carry(aCarry, bCarry, onesCarry)
  const [first, second, third] = [planes[0] ?? 0, planes[1] ?? 0, planes[2] ?? 0]
  const toSecond = first & ones
  const toThird = carry(second, twos, toSecond)
  planes[0] = first ^ ones
  planes[1] = sum(second, twos, toSecond)
  planes[2] = sum(third, fours, toThird)
  let rest = carry(third, fours, toThird)
  for (let digit = 3; rest !== 0; digit += 1) {
    const plane = planes[digit] ?? 0
    planes[digit] = plane ^ rest
    rest &= plane
  }
}

function sum(a: number, b: number, c: number): number {
  return a ^ b ^ c
}

function carry(a: number, b: number, c: number): number {
  return (a & b) | ((a ^ b) & c)
}
