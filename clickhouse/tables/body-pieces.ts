import { ByteWriter } from './byte-writer.ts'

/** What is larger is not copied: it becomes a piece as it lies. */
const largeBytes = 256 * 1024
const pieceBytes = 1024 * 1024
/** Enough for a small insert. */
const firstBytes = 64 * 1024

/** The body of an insert, put together from parts of many writers. */
export class BodyPieces {
  private readonly done: Buffer[] = []
  private current = ByteWriter.ofSize(firstBytes)
  private readonly writers = [this.current]

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

  /** The insert has ended. */
  free(): void {
    for (const writer of this.writers) writer.free()
  }

  private flush(): void {
    if (this.current.size === 0) return
    this.done.push(this.current.bytes())
    this.current = ByteWriter.ofSize(pieceBytes + largeBytes)
    this.writers.push(this.current)
  }
}
