/** Bounds how many statements run at once; the rest wait in order. */
export class Slots {
  readonly #waiting: (() => void)[] = []
  readonly #count: number
  #free: number

  constructor(count: number) {
    this.#count = count
    this.#free = count
  }

  /** All of them, as those who have one give it back; for one caller at a time. */
  async takeAll(signal: AbortSignal): Promise<() => void> {
    const taken = await Promise.all(Array.from({ length: this.#count }, () => this.take(signal)))
    return () => {
      for (const giveBack of taken) giveBack()
    }
  }

  /** Resolves to the function that gives the slot back; rejects when the signal fires first. */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    if (this.#free > 0) this.#free -= 1
    else await this.#turn(signal)
    let given = false
    return () => {
      if (given) return
      given = true
      this.#giveBack()
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = (): void => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(start), 1)
        reject(signal.reason)
      }
      signal.addEventListener('abort', leave, { once: true })
      this.#waiting.push(start)
    })
  }

  #giveBack(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#free += 1
    else next()
  }
}
