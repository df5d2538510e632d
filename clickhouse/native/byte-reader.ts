/** Bytes up to which a string is built here when it is ASCII: a call out of JavaScript would cost more. */
const shortBytes = 8

/** Walks over little-endian values; throws RangeError where bytes are missing. */
export class ByteReader {
  private readonly buffer: Buffer
  private at = 0

  constructor(buffer: Buffer) {
    this.buffer = buffer
  }

  get isAtEnd(): boolean {
    return this.at >= this.buffer.length
  }

  varint(): number {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = this.buffer[this.at]
      if (byte === undefined || factor > 2 ** 42) throw new RangeError('The answer ends in the middle of a value')
      this.at += 1
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
  }

  /** Up to 2^53. */
  uint64(): number {
    const start = this.skip(8)
    const value = this.buffer.readUInt32LE(start) + this.buffer.readUInt32LE(start + 4) * 2 ** 32
    if (!Number.isSafeInteger(value))
      throw new RangeError(`${value} does not fit into a number: read it as bigint or text`)
    return value
  }

  uint64s(count: number): number[] {
    const values: number[] = []
    for (let index = 0; index < count; index += 1) values.push(this.uint64())
    return values
  }

  text(): string {
    const length = this.varint()
    if (length === 0) return ''
    const start = this.skip(length)
    return (length <= shortBytes ? this.shortAscii(start) : null) ?? this.buffer.toString('utf8', start, this.at)
  }

  texts(count: number): string[] {
    const values: string[] = []
    for (let index = 0; index < count; index += 1) values.push(this.text())
    return values
  }

  /** A view, valid as long as the answer. */
  bytes(length: number): Uint8Array {
    const start = this.skip(length)
    return this.buffer.subarray(start, this.at)
  }

  /** A copy at an address that suits every kind of number. */
  copy(length: number): ArrayBuffer {
    return Uint8Array.from(this.bytes(length)).buffer
  }

  private shortAscii(start: number): string | null {
    let text = ''
    for (let at = start; at < this.at; at += 1) {
      const code = this.buffer[at] ?? 128
      if (code > 127) return null
      text += String.fromCharCode(code)
    }
    return text
  }

  private skip(length: number): number {
    const start = this.at
    if (start + length > this.buffer.length) throw new RangeError('The answer ends in the middle of a value')
    this.at += length
    return start
  }
}
