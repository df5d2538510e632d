import { freeBytes } from '../free-bytes.ts'

/** UTF-16 units that are written one by one. */
const shortText = 32
const leastBytes = 64
const shortCopy = 48
/** Longer texts are measured first: room for the worst case would be three times their size. */
const measuredText = 1 << 20

/** Values one behind the other as ClickHouse's binary formats have them: no text to build and parse, every string and 64-bit integer exact. */
export class ByteWriter {
  private buffer: Buffer
  private view: DataView
  private length = 0
  private isOwn: boolean

  /** Begins in `room`, which belongs to who gave it, and takes more where that is not enough. */
  constructor(room: Buffer, isOwn = false) {
    this.buffer = room
    this.view = viewOf(room)
    this.isOwn = isOwn
  }

  /** Begins in memory of its own. */
  static ofSize(bytes: number): ByteWriter {
    return new ByteWriter(Buffer.allocUnsafeSlow(bytes), true)
  }

  get size(): number {
    return this.length
  }

  /** Forgets what was written after `size`: undoes a value of a row that could not be encoded. */
  truncate(size: number): void {
    this.length = size
  }

  /** The bytes from `start` to `end`, by default all; valid until the next write. */
  bytes(start = 0, end = this.length): Buffer {
    return this.buffer.subarray(start, end)
  }

  text(value: string): void {
    if (value.length <= shortText && this.shortAscii(value)) return
    const atMost = value.length > measuredText ? Buffer.byteLength(value) : value.length * 3
    this.reserve(maxVarintBytes + atMost)
    // The length comes first. Most texts have a byte per character; where that guess gives too short a length, they move.
    const guessed = varintBytes(value.length)
    const start = this.length + guessed
    const written = this.buffer.write(value, start)
    const needed = varintBytes(written)
    if (needed !== guessed) this.buffer.copyWithin(this.length + needed, start, start + written)
    this.varint(written)
    this.length += written
  }

  bool(value: boolean): void {
    this.uint8(value ? 1 : 0)
  }

  uint8(value: number): void {
    this.reserve(1)
    this.buffer[this.length] = value
    this.length += 1
  }

  int32(value: number): void {
    if ((value | 0) !== value) throw new RangeError(`${value} is no 32-bit integer`)
    this.reserve(4)
    this.view.setInt32(this.length, value, true)
    this.length += 4
  }

  uint32(value: number): void {
    if (value >>> 0 !== value) throw new RangeError(`${value} is no whole number from 0 to 2^32`)
    this.reserve(4)
    this.view.setUint32(this.length, value, true)
    this.length += 4
  }

  uint64(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no whole number from 0 to 2^53`)
    this.reserve(8)
    setUint64(this.view, this.length, value)
    this.length += 8
  }

  int64(value: bigint): void {
    if (BigInt.asIntN(64, value) !== value) throw new RangeError(`${value} is no 64-bit integer`)
    this.reserve(8)
    this.view.setBigInt64(this.length, value, true)
    this.length += 8
  }

  float64(value: number): void {
    this.reserve(8)
    this.view.setFloat64(this.length, value, true)
    this.length += 8
  }

  /** Ends the writer: its values are not needed any more. */
  free(): void {
    if (this.isOwn) freeBytes(this.buffer)
  }

  /** Appends a part of what another writer holds. Few bytes are copied one by one: a call out of JavaScript costs more. */
  copy(source: ByteWriter, start: number, end: number): void {
    const bytes = end - start
    this.reserve(bytes)
    if (bytes > shortCopy) source.buffer.copy(this.buffer, this.length, start, end)
    else for (let at = 0; at < bytes; at += 1) this.buffer[this.length + at] = source.buffer[start + at] ?? 0
    this.length += bytes
  }

  /** Where the text that begins at `start` ends. */
  textEnd(start: number): number {
    let length = 0
    let at = start
    for (let factor = 1; ; factor *= 128) {
      const byte = this.buffer[at++] ?? 0
      length += (byte & 127) * factor
      if (byte < 128) return at + length
    }
  }

  uint32At(offset: number): number {
    return this.view.getUint32(offset, true)
  }

  /** Most values are empty or a word: a call out of JavaScript would cost more than these bytes. */
  private shortAscii(value: string): boolean {
    const { length } = value
    this.reserve(1 + length)
    const { buffer } = this
    const start = this.length + 1
    for (let at = 0; at < length; at += 1) {
      const code = value.charCodeAt(at)
      if (code > 127) return false
      buffer[start + at] = code
    }
    buffer[start - 1] = length
    this.length = start + length
    return true
  }

  varint(value: number): void {
    this.reserve(maxVarintBytes)
    let rest = value
    while (rest >= 128) {
      this.buffer[this.length] = (rest % 128) | 128
      this.length += 1
      rest = Math.floor(rest / 128)
    }
    this.buffer[this.length] = rest
    this.length += 1
  }

  private reserve(bytes: number): void {
    const needed = this.length + bytes
    if (needed <= this.buffer.length) return
    const grown = Buffer.allocUnsafeSlow(Math.max(leastBytes, needed, this.buffer.length * 2))
    this.buffer.copy(grown, 0, 0, this.length)
    if (this.isOwn) freeBytes(this.buffer)
    this.buffer = grown
    this.view = viewOf(grown)
    this.isOwn = true
  }
}

/** A length of up to 2^53. */
const maxVarintBytes = 8

function varintBytes(value: number): number {
  if (value < 1 << 7) return 1
  if (value < 1 << 14) return 2
  return value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5
}

function setUint64(view: DataView, offset: number, value: number): void {
  view.setUint32(offset, value % 2 ** 32, true)
  view.setUint32(offset + 4, Math.floor(value / 2 ** 32), true)
}

function viewOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
