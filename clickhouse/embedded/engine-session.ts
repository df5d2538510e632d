import type { EngineBinding } from './engine-binding.ts'

export type EngineResult = { bytes: Uint8Array; rowsRead: number; elapsedNs: number }

/**
 * One connection to the engine: one statement at a time, and settings that stay until it is closed.
 * The package's own Session postpones every close while any query of the process runs, which costs
 * half a megabyte a session; this one waits for its own statement only.
 */
export class EngineSession {
  readonly #binding: EngineBinding
  readonly #connection: object
  readonly #onClosed: () => void
  #running: Promise<unknown> | null = null
  #stream: object | null = null
  #closing = false

  constructor(binding: EngineBinding, storeDir: string, onClosed: () => void, args: readonly string[] = []) {
    this.#binding = binding
    this.#connection = binding.CreateConnection(storeDir, args)
    this.#onClosed = onClosed
  }

  query(sql: string, format = 'TabSeparated'): Promise<EngineResult> {
    return this.#run(async () => {
      const raw = await this.#binding.QueryAsyncConnection(this.#connection, sql, format)
      return { bytes: raw.bytes, rowsRead: raw.rowsRead, elapsedNs: Math.round(raw.elapsed * 1e9) }
    })
  }

  /** Refuses more than one statement, and anything but a SELECT. */
  startStream(sql: string, format: string): void {
    this.#stream = this.#binding.StreamQuery(this.#connection, sql, format)
  }

  /** The next piece of the stream; null at its end. */
  nextPiece(): Promise<Uint8Array | null> {
    return this.#run(async () => {
      const stream = this.#stream
      if (stream === null || this.#closing) return null
      // The engine frees a stream that has ended or failed; only a living one may be cancelled.
      this.#stream = null
      const piece = await this.#binding.StreamFetch(stream)
      if (piece.done === true || piece.bytes === undefined) return null
      this.#stream = stream
      return piece.bytes
    })
  }

  /** The engine dies when a connection is closed under its running statement, so that one ends first. */
  close(): void {
    if (this.#closing) return
    this.#closing = true
    const release = (): void => {
      if (this.#stream !== null) this.#binding.StreamCancel(this.#stream)
      this.#stream = null
      this.#binding.CloseConnection(this.#connection)
      this.#onClosed()
    }
    if (this.#running === null) release()
    else void this.#running.then(release, release)
  }

  async #run<T>(start: () => Promise<T>): Promise<T> {
    const running = start()
    this.#running = running
    try {
      return await running
    } finally {
      this.#running = null
    }
  }
}
