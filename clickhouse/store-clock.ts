import { z } from 'zod'
import type { Database } from './client.ts'
import { defineSystemQuery } from './define-system-query.ts'

/** Asks the database what time it is. */
const databaseTime = defineSystemQuery({
  name: 'database-time',
  params: z.object({}),
  row: z.object({ now_ms: z.number() }),
  sql: 'SELECT toUnixTimestamp64Milli(now64(3)) AS now_ms LIMIT 1',
})

type Options = {
  askDatabase: () => Promise<number>
  /** Steady milliseconds since any moment. */
  steadyMs: () => number
  /** This machine's clock, milliseconds since the epoch: used until the database was asked. */
  machineMs: () => number
}

const askEveryMs = 10_000

/**
 * The database's clock as seen from here. Ingest stamps what it writes with it and the worker follows
 * those stamps, so machines may disagree on the time, and set theirs, without a change being missed.
 */
export class StoreClock {
  private readonly options: Options
  /** Database's time minus steady time; null before the first answer. */
  private offsetMs: number | null = null
  private asking: Promise<number> | null = null
  private askedMs = -Infinity

  constructor(options: Options) {
    this.options = options
  }

  static of(db: Database): StoreClock {
    return new StoreClock({
      askDatabase: async () => (await databaseTime(db, {}))[0]?.now_ms ?? Date.now(),
      steadyMs: () => performance.now(),
      machineMs: Date.now,
    })
  }

  /** Milliseconds since the epoch; never waits. */
  nowMs(): number {
    const { steadyMs, machineMs } = this.options
    return this.offsetMs === null ? machineMs() : Math.round(this.offsetMs + steadyMs())
  }

  /** Asks the database when that was long ago; gives the milliseconds by which its clock was set since. Rejects when it is away. */
  async follow(): Promise<number> {
    if (this.options.steadyMs() - this.askedMs < askEveryMs) return 0
    this.asking ??= this.ask().finally(() => {
      this.asking = null
    })
    return this.asking
  }

  private async ask(): Promise<number> {
    const { askDatabase, steadyMs } = this.options
    const sentMs = steadyMs()
    const databaseMs = await askDatabase()
    const answeredMs = steadyMs()
    this.askedMs = answeredMs
    // The answer was made at some moment in between: what that cannot explain is a clock that was set.
    const doubtMs = (answeredMs - sentMs) / 2 + 1
    const offsetMs = databaseMs - (sentMs + answeredMs) / 2
    const movedMs = this.offsetMs === null ? 0 : offsetMs - this.offsetMs
    if (this.offsetMs !== null && Math.abs(movedMs) <= doubtMs) return 0
    this.offsetMs = offsetMs
    return Math.round(movedMs)
  }
}
