import { ByteWriter } from './byte-writer.ts'

/** What is larger is not copied: it becomes a piece as it lies. */
const largeBytes = 256 * 1024
const pieceBytes = 1024 * 1024
const firstBytes = 64 * 1024

/** The body of an insert, put together from parts of many writers. */
export class BodyPieces {
  private readonly done: Buffer[] = []
  private current = new ByteWriter(Buffer.allocUnsafeSlow(firstBytes))

  /** Takes small values directly. */
  get out(): ByteWriter {
    if (this.current.size >= pieceBytes) this.flush()
    return this.current
  }

  take(source: ByteWriter, start: number, end: number): void {
    if (end - start < largeBytes) {
      this.out.copy(source, start, end)
      return
    }
    this.flush()
    this.done.push(source.bytes(start, end))
  }

  pieces(): Buffer[] {
    this.flush()
    return this.done
  }

  private flush(): void {
    if (this.current.size === 0) return
    this.done.push(this.current.bytes())
    this.current = new ByteWriter(Buffer.allocUnsafeSlow(firstBytes))
  }
}
