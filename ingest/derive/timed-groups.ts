import type { Database } from '#clickhouse/client.ts'
import type { Log } from '#lib/server/log.ts'
import { findMismatches } from './find-mismatches.ts'
import { findQuietGroups } from './find-quiet-groups.ts'
import type { GroupQueue } from './group-queue.ts'
import { LostRuns } from './lost-runs.ts'
import type { Shard } from './shard.ts'
import type { WorkerMetrics } from './worker-metrics.ts'

type Deps = { db: Database; shard: Shard; log: Log; metrics: WorkerMetrics }

const quietEveryMs = 15_000
const compareEveryMs = 3_600_000
const lostEveryMs = 15_000
/** While lost runs are derived again. */
const lostBusyMs = 200

/** Groups that nobody has written to, and which are looked at all the same from time to time. */
export class TimedGroups {
  private readonly deps: Deps
  private readonly lost: LostRuns
  private quietDueMs = 0
  private compareDueMs: number
  private lostDueMs = 0
  private isLostBusy = false

  constructor(deps: Deps, nowMs: number) {
    this.deps = deps
    this.lost = new LostRuns(deps.db, deps.shard, deps.log)
    this.compareDueMs = nowMs + compareEveryMs
  }

  /** How soon it has to be asked again. */
  get pauseMs(): number {
    return this.isLostBusy ? lostBusyMs : Infinity
  }

  /** The clock was set by so much. */
  clockMoved(byMs: number): void {
    this.quietDueMs += byMs
    this.compareDueMs += byMs
    this.lostDueMs += byMs
  }

  async addDue(queue: GroupQueue, nowMs: number): Promise<void> {
    const { db, metrics } = this.deps
    if (nowMs >= this.quietDueMs) {
      const seeds = await findQuietGroups(db, nowMs, this.quietDueMs === 0)
      for (const seed of seeds) queue.add(seed, nowMs, nowMs)
      this.quietDueMs = nowMs + quietEveryMs
    }
    if (nowMs >= this.compareDueMs) {
      const seeds = await findMismatches(db, nowMs)
      for (const seed of seeds) queue.add(seed, nowMs, nowMs)
      metrics.mismatches.inc(seeds.length)
      this.compareDueMs = nowMs + compareEveryMs
    }
    if (nowMs >= this.lostDueMs) {
      const { seeds, isBusy } = await this.lost.next(nowMs, (seed) => queue.isWaiting(seed))
      for (const seed of seeds) queue.add(seed, nowMs, nowMs)
      this.isLostBusy = isBusy
      this.lostDueMs = nowMs + (isBusy ? lostBusyMs : lostEveryMs)
    }
  }
}
