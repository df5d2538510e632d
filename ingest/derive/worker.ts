import { setTimeout as sleep } from 'node:timers/promises'
import { nextWriteAfter, type ChangeWindow } from '#clickhouse/queries/changes/changed-groups.ts'
import type { Log } from '#lib/server/log.ts'
import { AnnouncedWrites } from './announced-writes.ts'
import { ChangeCursor } from './change-cursor.ts'
import { DerivationJobs } from './derivation-jobs.ts'
import { deriveBatch, NothingStoredError, type DeriveDeps } from './derive-batch.ts'
import { GroupQueue, type PendingGroup } from './group-queue.ts'
import { RecentLags } from './recent-lags.ts'
import { SavedCursor } from './saved-cursor.ts'
import { scanChanges } from './scan-changes.ts'
import { SeenChanges } from './seen-changes.ts'
import { Sleeper } from './sleeper.ts'
import { TimedGroups } from './timed-groups.ts'
import type { WorkerMetrics } from './worker-metrics.ts'

export type WorkerDeps = DeriveDeps & {
  /** Keeps `nowMs` at the database's time; gives the milliseconds by which that was set. */
  followClock: () => Promise<number>
  log: Log
  metrics: WorkerMetrics
}

const batchGroups = 2_000
const batchSpans = 20_000
/** A round costs the store nearly as much for ten groups as for a thousand: no more than a third of the time ... */
const restFactor = 3
/** ... goes to small ones, while large ones follow each other when this is over, milliseconds. */
const longestPeriodMs = 1_000
/** Without a nudge the worker looks by itself this often ... */
const idleMs = 2_000
/** ... or as often as it says that it lives, where every write is announced. */
const announcedIdleMs = 10_000
const retryMs = 1_000
const saveEveryMs = 10_000
/** Less than that is made good by looking back. */
const noticedClockMs = 1_000
const storeAway = 'the store does not answer or cannot write'

/** Follows what is written and keeps `runs` equal to it. Ends when `signal` is aborted, after the batch at hand. */
export class Worker {
  private readonly queue = new GroupQueue()
  private readonly seen = new SeenChanges()
  private readonly sleeper = new Sleeper()
  private readonly lags = new RecentLags()
  private readonly announced = new AnnouncedWrites()
  private readonly deps: WorkerDeps
  private readonly saved: SavedCursor
  private readonly timed: TimedGroups
  private readonly jobs: DerivationJobs
  private problem: string | null = 'starting'
  /** What was written before was derived by the process before; it is looked at again and no lag. */
  private startedFromMs = 0
  private runningSinceMs = 0
  private saveDueMs = 0

  constructor(deps: WorkerDeps) {
    this.deps = deps
    this.saved = new SavedCursor(deps.db, deps.shard)
    this.timed = new TimedGroups(deps, deps.nowMs())
    this.jobs = new DerivationJobs({ ...deps, derive: (batch) => this.derive(batch) })
  }

  /** Something was written: look now. */
  nudge(): void {
    this.announced.nudged(performance.now())
    this.sleeper.wake()
  }

  /** Ingest lives and would nudge. */
  hearIngest(): void {
    this.announced.heard(performance.now())
  }

  /** Null while all is well. */
  health(): string | null {
    return this.problem
  }

  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.sleeper.wake(), { once: true })
    const cursor = await this.loadCursor(signal)
    this.runningSinceMs = this.deps.nowMs()
    while (!signal.aborted) {
      const startedMs = performance.now()
      const worked = await this.round(cursor, signal)
      if (worked === 'more') continue
      if (worked) await this.rest(performance.now() - startedMs, signal)
      else if (!signal.aborted) await this.sleeper.sleep(this.pauseMs())
    }
    await this.saveCursor(cursor, 0).catch((error: unknown) => this.deps.log.warn({ err: error }, 'cursor not saved'))
  }

  private async loadCursor(signal: AbortSignal): Promise<ChangeCursor> {
    while (!signal.aborted) {
      try {
        const saved = await this.saved.read()
        this.startedFromMs = saved?.writtenAtMs ?? 0
        return new ChangeCursor(saved?.writtenAtMs ?? null)
      } catch (error) {
        this.storeFailed(error)
        await this.sleeper.sleep(retryMs)
      }
    }
    return new ChangeCursor(null)
  }

  /** One scan and one batch; false when there was nothing to do, `more` when there is more that waits for nothing. */
  private async round(cursor: ChangeCursor, signal: AbortSignal): Promise<boolean | 'more'> {
    try {
      const isBehind = await this.scan(cursor)
      await this.timed.addDue(this.queue, this.deps.nowMs())
      const batch = this.queue.take(this.deps.nowMs(), batchGroups, batchSpans)
      if (batch.length > 0) await this.derive(batch)
      this.deps.metrics.derivedTo.set(Math.min(cursor.wholeToMs, this.queue.oldestMs() ?? Infinity) / 1000)
      // What is new comes first, also where there is a lot of it.
      const isAtJob = !isBehind && (await this.jobs.step())
      await this.saveCursor(cursor, saveEveryMs)
      this.storeAnswered()
      if (isAtJob) return 'more'
      return batch.length > 0 || isBehind
    } catch (error) {
      if (signal.aborted) return false
      this.storeFailed(error)
      await this.sleeper.sleep(retryMs)
      return true
    }
  }

  /** Lets changes gather after a round that left none behind: under load each round then has more of them. */
  private async rest(tookMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || (this.queue.nextDue() ?? Infinity) <= this.deps.nowMs()) return
    const periodMs = Math.min(longestPeriodMs, tookMs * restFactor)
    if (tookMs >= periodMs) return
    await sleep(periodMs - tookMs, undefined, { signal }).catch(() => undefined)
  }

  private async scan(cursor: ChangeCursor): Promise<boolean> {
    await this.followClock(cursor)
    // While catching up, one window's groups are finished before the next is read.
    if (cursor.isBehind(this.deps.nowMs())) {
      if ((this.queue.nextDue() ?? Infinity) <= this.deps.nowMs()) return true
      const next = await nextWriteAfter(this.deps.db, cursor.positionMs)
      cursor.skipTo(next ?? this.deps.nowMs() - 1)
    }
    const nowMs = this.deps.nowMs()
    const window = cursor.nextWindow(nowMs)
    const aside = cursor.asideWindow(nowMs)
    await this.take(window, nowMs)
    if (aside !== null) await this.take(aside, nowMs)
    cursor.advance(window, nowMs)
    this.seen.forgetBefore(cursor.forgetBeforeMs())
    this.queue.forget(nowMs)
    this.deps.metrics.pending.set(this.queue.size)
    return cursor.isBehind(nowMs)
  }

  private async take(window: ChangeWindow, nowMs: number): Promise<void> {
    for (const change of this.seen.take(await scanChanges(this.deps.db, window))) {
      if (change.writtenAtMs > this.runningSinceMs) this.announced.found(performance.now())
      if (change.session !== '' || change.traceId !== '')
        this.queue.add(change, change.writtenAtMs, nowMs, change.count)
    }
  }

  /** Stamps of writes are the database's time: when that is set, everything that is kept by it moves along. */
  private async followClock(cursor: ChangeCursor): Promise<void> {
    const movedMs = await this.deps.followClock()
    const nowMs = this.deps.nowMs()
    // A cursor in the future was saved before the clock was set back.
    const fromMs = Math.max(nowMs - movedMs, cursor.positionMs)
    const byMs = cursor.positionMs > nowMs + noticedClockMs ? nowMs - fromMs : movedMs
    if (Math.abs(byMs) <= noticedClockMs) return
    this.deps.log.warn({ movedMs: byMs }, "the database's clock was set")
    cursor.clockMoved(fromMs, nowMs)
    this.queue.clockMoved(byMs)
    this.jobs.clockMoved(byMs)
    this.saveDueMs += byMs
    this.timed.clockMoved(byMs)
    this.startedFromMs = Math.min(this.startedFromMs, cursor.positionMs)
  }

  /** Halves a batch that fails as a whole until the group is alone that it fails for. */
  private async derive(batch: readonly PendingGroup[]): Promise<void> {
    const waiting = [batch]
    for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
      try {
        await this.deriveWhole(part)
      } catch (error) {
        const [first] = part
        if (first === undefined || error instanceof NothingStoredError || !(await this.deps.db.ping())) {
          this.queue.putBack([part, ...waiting].flat(), this.deps.nowMs())
          throw error
        }
        const middle = part.length >> 1
        if (middle === 0) this.poisoned(first, error)
        else waiting.push(part.slice(middle), part.slice(0, middle))
      }
    }
  }

  private async deriveWhole(batch: readonly PendingGroup[]): Promise<void> {
    const { metrics, nowMs } = this.deps
    const outcome = await deriveBatch(this.deps, batch)
    const storedMs = nowMs()
    for (const { pending, records } of outcome.done) {
      this.queue.done(pending.key, records, storedMs)
      if (pending.sinceMs <= this.startedFromMs) continue
      metrics.lag.observe(Math.max(0, storedMs - pending.sinceMs) / 1000)
      this.lags.add(storedMs - pending.sinceMs, storedMs)
    }
    for (const { pending, error } of outcome.failed) this.poisoned(pending, error)
    metrics.groups.inc(outcome.done.length)
    metrics.rows.inc(outcome.rowsWritten)
  }

  private poisoned(pending: PendingGroup, error: unknown): void {
    this.queue.failed(pending, this.deps.nowMs())
    this.deps.metrics.poison.inc()
    this.deps.log.error({ err: error, ...pending.seed, failures: pending.failures + 1 }, 'a group cannot be assembled')
  }

  /** The cursor never passes a change that is not stored as a run yet. */
  private async saveCursor(cursor: ChangeCursor, everyMs: number): Promise<void> {
    const nowMs = this.deps.nowMs()
    if (everyMs > 0 && nowMs < this.saveDueMs) return
    const derivedToMs = Math.min(cursor.positionMs, this.queue.oldestMs() ?? Infinity)
    const writtenAtMs = Math.max(this.startedFromMs, derivedToMs)
    // Saved even where it stands still: the page about ingest takes it for the sign of life.
    await this.saved.write({ writtenAtMs, recent: this.lags.summary(nowMs) }, nowMs)
    this.saveDueMs = nowMs + saveEveryMs
  }

  private pauseMs(): number {
    const untilDue = (this.queue.nextDue() ?? Infinity) - this.deps.nowMs()
    if (this.jobs.isWaiting) return retryMs
    const longestMs = this.announced.areAll(performance.now()) ? announcedIdleMs : idleMs
    return Math.max(0, Math.min(longestMs, untilDue, this.timed.pauseMs))
  }

  private storeAnswered(): void {
    if (this.problem === storeAway) this.deps.log.info('the store answers again')
    this.problem = null
  }

  /** Said once for each time that it goes away, not for every attempt. */
  private storeFailed(error: unknown): void {
    this.deps.metrics.storeErrors.inc()
    if (this.problem !== storeAway) this.deps.log.warn({ err: error }, `${storeAway}; trying again`)
    this.problem = storeAway
  }
}
