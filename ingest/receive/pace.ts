import { RequestError } from './request-error.ts'
import type { ReceiveLimits } from './receive-limits.ts'

export type PaceLimits = Pick<ReceiveLimits, 'bodyMs' | 'rateWindowMs' | 'minBytesPerSecond'>

/** Passes a body on while it comes fast enough; one that trickles holds a turn and a connection for nothing. */
export async function* paced(source: AsyncIterable<Buffer>, limits: PaceLimits): AsyncGenerator<Buffer> {
  const watch = new Watch(limits)
  const chunks = source[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await Promise.race([chunks.next(), watch.tooSlow])
      if (next.done === true) return
      watch.bytes += next.value.length
      yield next.value
    }
  } finally {
    watch.stop()
    // Not awaited: it would wait for the chunk that the sender holds back.
    void chunks.return?.()
  }
}

class Watch {
  /** Received in this stretch. */
  bytes = 0
  readonly tooSlow: Promise<never>
  private readonly timers: NodeJS.Timeout[] = []

  constructor({ bodyMs, rateWindowMs, minBytesPerSecond }: PaceLimits) {
    const { promise, reject } = Promise.withResolvers<never>()
    this.tooSlow = promise
    const refuse = (message: string): void => reject(new RequestError(408, 'too_slow', message))
    this.timers.push(
      setTimeout(() => refuse(`the body did not come within ${bodyMs} ms: send smaller batches`), bodyMs),
      setInterval(() => {
        if (this.bytes < (rateWindowMs / 1000) * minBytesPerSecond) {
          refuse(`the body comes slower than ${minBytesPerSecond} bytes a second`)
        }
        this.bytes = 0
      }, rateWindowMs),
    )
    // Whoever waits for a chunk hears of it; nobody has to.
    promise.catch(() => this.stop())
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer)
  }
}
