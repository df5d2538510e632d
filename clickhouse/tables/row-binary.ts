/** UTF-16 units that are written one by one. */
const shortText = 32

/**
 * Rows in ClickHouse's RowBinary format: no text to build and parse, every string and 64-bit
 * integer exact, two to three times the rate of JSONEachRow.
 */
export class RowBinaryWriter {
  private buffer: Buffer
  private length = 0

  constructor(initialBytes = 1 << 18) {
    this.buffer = Buffer.allocUnsafe(initialBytes)
  }

  get size(): number {
    return this.length
  }

  /** Forgets what was written after `size`: undoes a row that could not be encoded. */
  truncate(size: number): void {
    this.length = size
  }

  /** The bytes so far; valid until the next write. */
  bytes(): Buffer {
    return this.buffer.subarray(0, this.length)
  }

  text(value: string): void {
    if (value.length <= shortText && this.shortAscii(value)) return
    // A UTF-16 unit is at most 3 bytes of UTF-8: up to 42 units the length prefix is surely one byte.
    if (value.length > 42) {
      const bytes = Buffer.byteLength(value)
      this.varint(bytes)
      this.reserve(bytes)
      this.length += this.buffer.write(value, this.length)
      return
    }
    this.reserve(1 + value.length * 3)
    const written = this.buffer.write(value, this.length + 1)
    this.buffer[this.length] = written
    this.length += 1 + written
  }

  texts(values: readonly string[]): void {
    this.varint(values.length)
    for (const value of values) this.text(value)
  }

  map(entries: readonly (readonly [string, string])[]): void {
    this.varint(entries.length)
    for (const [key, value] of entries) {
      this.text(key)
      this.text(value)
    }
  }

  bool(value: boolean): void {
    this.uint8(value ? 1 : 0)
  }

  uint8(value: number): void {
    this.reserve(1)
    this.length = this.buffer.writeUInt8(value, this.length)
  }

  int32(value: number): void {
    this.reserve(4)
    this.length = this.buffer.writeInt32LE(value, this.length)
  }

  uint32(value: number): void {
    this.reserve(4)
    this.length = this.buffer.writeUInt32LE(value, this.length)
  }

  uint64(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no whole number from 0 to 2^53`)
    this.reserve(8)
    this.length = this.buffer.writeUInt32LE(value % 2 ** 32, this.length)
    this.length = this.buffer.writeUInt32LE(Math.floor(value / 2 ** 32), this.length)
  }

  int64(value: bigint): void {
    this.reserve(8)
    this.length = this.buffer.writeBigInt64LE(value, this.length)
  }

  float64(value: number): void {
    this.reserve(8)
    this.length = this.buffer.writeDoubleLE(value, this.length)
  }

  /** The flag before a Nullable value: 1 means that none follows. */
  isNull(isNull: boolean): void {
    this.uint8(isNull ? 1 : 0)
  }

  /** Most values are empty or a word: a call out of JavaScript would cost more than these bytes. */
  private shortAscii(value: string): boolean {
    this.reserve(1 + value.length)
    for (let at = 0; at < value.length; at += 1) {
      const code = value.charCodeAt(at)
      if (code > 127) return false
      this.buffer[this.length + 1 + at] = code
    }
    this.buffer[this.length] = value.length
    this.length += 1 + value.length
    return true
  }

  private varint(value: number): void {
    this.reserve(8)
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
    const grown = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2))
    this.buffer.copy(grown, 0, 0, this.length)
    this.buffer = grown
  }
}
