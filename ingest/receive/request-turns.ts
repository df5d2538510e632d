import { retryLater } from './request-error.ts'
import type { ReceiveLimits } from './receive-limits.ts'

type TurnLimits = Pick<ReceiveLimits, 'requests' | 'requestsPerProject' | 'turnWaitMs' | 'waiting'>
type Waiter = { start: () => void; timer: NodeJS.Timeout }

/** Ends a turn; calling it again does nothing. */
export type EndTurn = () => void

/**
 * How many bodies are read at once. Requests over it wait a little, and projects take
 * turns: the hundred requests of one stand behind each other, not before the one of another.
 */
export class RequestTurns {
  private readonly limits: TurnLimits
  private running = 0
  private waitingCount = 0
  private readonly runningOf = new Map<string, number>()
  /** In the order in which projects have their next turn. */
  private readonly waiting = new Map<string, Waiter[]>()

  constructor(limits: TurnLimits) {
    this.limits = limits
  }

  /** Resolves when the request may be read; rejects with "retry later" when that takes too long. */
  async take(project: string): Promise<EndTurn> {
    if (this.hasRoom(project) && !this.waiting.has(project)) this.begin(project)
    else await this.wait(project)
    let ended = false
    return () => {
      if (ended) return
      ended = true
      this.end(project)
    }
  }

  private hasRoom(project: string): boolean {
    const { requests, requestsPerProject } = this.limits
    return this.running < requests && (this.runningOf.get(project) ?? 0) < requestsPerProject
  }

  private begin(project: string): void {
    this.running += 1
    this.runningOf.set(project, (this.runningOf.get(project) ?? 0) + 1)
  }

  private end(project: string): void {
    this.running -= 1
    const left = (this.runningOf.get(project) ?? 0) - 1
    if (left > 0) this.runningOf.set(project, left)
    else this.runningOf.delete(project)
    this.startNext()
  }

  private wait(project: string): Promise<void> {
    const { requests, turnWaitMs, waiting } = this.limits
    const busy = () => retryLater('overloaded', `${requests} requests are being read: retry later`)
    if (this.waitingCount >= waiting) throw busy()
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        start: () => {
          clearTimeout(waiter.timer)
          this.begin(project)
          resolve()
        },
        timer: setTimeout(() => {
          this.forget(project, waiter)
          reject(busy())
        }, turnWaitMs),
      }
      this.waitingCount += 1
      const queue = this.waiting.get(project)
      if (queue) queue.push(waiter)
      else this.waiting.set(project, [waiter])
    })
  }

  private startNext(): void {
    for (const [project, queue] of this.waiting) {
      if (!this.hasRoom(project)) continue
      const next = queue.shift()
      this.waiting.delete(project)
      // Behind the others: it has had its turn.
      if (queue.length > 0) this.waiting.set(project, queue)
      if (next === undefined) continue
      this.waitingCount -= 1
      next.start()
      return
    }
  }

  private forget(project: string, waiter: Waiter): void {
    const left = (this.waiting.get(project) ?? []).filter((other) => other !== waiter)
    this.waitingCount -= 1
    if (left.length > 0) this.waiting.set(project, left)
    else this.waiting.delete(project)
  }
}
