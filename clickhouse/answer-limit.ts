/** How long a call waits for the other side: it aborts the call when nothing was heard for that long. */
export class AnswerLimit {
  readonly #silent = new AbortController()
  readonly #ms: number
  #timer: NodeJS.Timeout | undefined
  /** Fires when nothing was heard in time, or when the caller has gone; undefined: neither can happen. */
  readonly signal: AbortSignal | undefined

  constructor(ms: number | undefined, caller: AbortSignal | undefined) {
    this.#ms = ms ?? Infinity
    const signals = [...(ms === undefined ? [] : [this.#silent.signal]), ...(caller === undefined ? [] : [caller])]
    this.signal = signals.length === 0 ? undefined : AbortSignal.any(signals)
    this.heard()
  }

  /** A sign of life: the time begins anew. */
  heard(): void {
    this.end()
    if (this.#ms !== Infinity && !this.isOver) this.#timer = setTimeout(() => this.#silent.abort(), this.#ms)
  }

  get isOver(): boolean {
    return this.#silent.signal.aborted
  }

  /** What comes after this may take any time. */
  end(): void {
    clearTimeout(this.#timer)
  }
}
